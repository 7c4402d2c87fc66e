"""What a person reads of a browser, from any header at all."""

import pytest

from sessions_app.devices import Device, describe
from sessions_app.engine import SessionStore
from sessions_app.models import Session, SessionPayload
from sessions_app.tests.conftest import FIREFOX, SAFARI

CHROME = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/139.0.0.0 Mobile Safari/537.36"
)


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, Device("Firefox", "Windows")),
        (SAFARI, Device("Mobile Safari", "iOS")),
        (CHROME, Device("Chrome Mobile", "Android")),
        ("curl/8.0", Device("curl", "")),
        ("", Device("", "")),
        ("nothing that anybody knows", Device("", "")),
        ("\x00\n\ud800" * 9, Device("", "")),
        ("x" * 1_000_000, Device("", "")),
    ],
)
def test_a_header_is_described_in_two_names(agent, device):
    assert describe(agent) == device


def test_only_the_beginning_of_a_header_is_read():
    assert describe(" " * 500 + FIREFOX) == Device("", "")


def test_a_name_is_short_and_printable(monkeypatch):
    class Part:
        family = "Fire\x00\nfox" + "x" * 100

    monkeypatch.setattr(
        "sessions_app.devices.parse", lambda agent: type("P", (), {"user_agent": Part, "os": None})
    )
    assert describe("") == Device("Firefox" + "x" * 43, "")


@pytest.mark.parametrize(
    ("browser", "system", "words"),
    [
        ("Firefox", "Windows", "Firefox on Windows"),
        ("curl", "", "curl"),
        ("", "Linux", "Linux"),
        ("", "", "Unknown device"),
    ],
)
def test_a_session_says_its_device_in_words(browser, system, words):
    session = Session(pk=1)
    session.payload = SessionPayload(browser=browser, system=system)
    assert session.device == words


def test_a_session_without_a_payload_is_on_an_unknown_device(db, owner):
    assert Session.objects.create(user=owner, session_token="x").device == "Unknown device"


def test_a_sign_in_remembers_the_device_and_not_the_header(client, owner):
    client.post(
        "/accounts/sign-in/",
        {"username": "olivia", "password": "a-long-walk-in-the-rain"},
        headers={"user-agent": FIREFOX},
    )
    payload = SessionPayload.objects.get()
    assert (payload.browser, payload.system) == ("Firefox", "Windows")
    assert "Mozilla" not in str(SessionPayload.objects.values_list().get())


def test_another_header_later_does_not_change_the_device(open_session, owner):
    store = SessionStore(open_session(owner, agent=FIREFOX).session_key)
    store.agent = SAFARI
    store["kept"] = 1
    store.save()
    assert SessionPayload.objects.get().browser == "Firefox"
