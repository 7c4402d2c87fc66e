"""Each page in a browser: nothing leaves, nothing fails, no barrier, no sideways scroll, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from accounts.models import User
from interactions.models import UserInteraction
from matchmaking.models import MatchmakingCriteria
from pets.models import Pet

pytestmark = pytest.mark.browser

PEOPLE = [None, "owner", "child", "staff"]


def addresses(username):
    """Return the pages that this person looks at, on the demo's data."""
    pet = Pet.objects.exclude(user__username="owner").available().newest_first().first()
    pages = ["/", "/pets/", "/pets/?type=cat&size=small", "/pets/?q=nothing-like-this"]
    pages += [pet.get_absolute_url(), f"/pets/{pet.pk}/comments/"]
    if username is None:
        return [*pages, "/accounts/sign-in/", "/accounts/sign-up/", "/accounts/password/reset/"]
    pages += ["/matches/", "/matches/add/", "/requests/", "/accounts/profile/", "/accounts/devices/"]
    pages += ["/accounts/password/"]
    if username in ("owner", "child"):
        own_set = MatchmakingCriteria.objects.filter(user__username=username).first()
        pages += [f"/matches/{own_set.pk}/", f"/matches/{own_set.pk}/edit/", f"/matches/{own_set.pk}/delete/"]
    if username == "child":
        comment = UserInteraction.objects.comments().filter(user__username="child").get()
        other = Pet.objects.available().exclude(user__username="owner").exclude(pk=comment.pet_id).first()
        pages += [f"/interactions/{comment.pk}/edit/", f"/pets/{other.pk}/ask/"]
    if username == "owner":
        own = Pet.objects.filter(user__username="owner").newest_first().first()
        child = User.objects.get(username="child")
        wish = UserInteraction.objects.get(user=child, status="wish")
        pages += [
            "/pets/mine/",
            "/pets/add/",
            own.get_absolute_url(),
            f"/pets/{own.pk}/edit/",
            f"/pets/{own.pk}/take-down/",
            f"/pets/{pet.pk}/ask/",
            "/waiting/",
            f"/interactions/{wish.pk}/grant/",
            "/accounts/profile/email/",
            "/accounts/family/",
            "/accounts/family/add/",
            f"/accounts/family/{child.pk}/",
            f"/accounts/family/{child.pk}/password/",
            f"/accounts/family/{child.pk}/remove/",
            f"/accounts/devices/child/{child.pk}/",
        ]
    return pages


def barriers(tab, *, dark, wide, rules=None):
    """Return what axe finds on the page as it stands, in this light and at this width, a line for each kind.

    Args:
        rules: the names of the rules to look at, all when left out.
    """
    tab.emulate_media(color_scheme="dark" if dark else "light")
    tab.set_viewport_size({"width": 1440 if wide else 390, "height": 900})
    options = {"resultTypes": ["violations"]} | ({"runOnly": {"type": "rule", "values": rules}} if rules else {})
    if not tab.evaluate("typeof axe === 'object'"):
        tab.evaluate(Axe().axe_script)
    found = tab.evaluate("options => axe.run(options)", options)
    return [
        f"{tab.url} dark={dark} wide={wide}: {v['help']}: {[node['html'][:90] for node in v['nodes']][:3]}"
        for v in found["violations"]
    ]


def all_barriers(tab):
    """Look at the page at both widths with every rule, and in both lights at the colours."""
    colours = ["color-contrast", "link-in-text-block"]
    return [
        *barriers(tab, dark=False, wide=False),
        *barriers(tab, dark=True, wide=False, rules=colours),
        *barriers(tab, dark=True, wide=True),
        *barriers(tab, dark=False, wide=True, rules=colours),
    ]


@pytest.mark.parametrize("username", PEOPLE)
def test_a_page_has_no_barrier_and_nothing_goes_wrong_in_it(visit, username):
    tab = visit(username, width=390)
    found = []
    for address in addresses(username):
        tab.goto(address)
        found += all_barriers(tab)
    assert found == []
    assert tab.problems == []


@pytest.mark.parametrize("username", PEOPLE)
def test_a_page_fits_a_small_screen_and_large_text_and_its_buttons_fit_a_finger(visit, username):
    """No page scrolls sideways at 320 px, nor with text of twice the size; what is pressed is 48 px at least."""
    tab = visit(username, width=320)
    too_wide, small = [], []
    for address in addresses(username):
        tab.goto(address)
        small += tab.evaluate(
            """address => [...document.querySelectorAll(
                'button, [role=button], summary, header nav a, input, select')]
                .map(e => [e.labels && e.matches('[type=radio], [type=checkbox]') ? e.labels[0] : e])
                .map(([e]) => [e, e.getBoundingClientRect()])
                .filter(([e, box]) => box.width && (box.width < 47.5 || box.height < 47.5))
                .map(([e, box]) => `${address} ${e.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)""",
            address,
        )
        for size in ("100%", "200%"):
            tab.evaluate("size => document.documentElement.style.setProperty('font-size', size)", size)
            width = tab.evaluate("document.documentElement.scrollWidth")
            if width > 320:
                too_wide.append(f"{address} at {size}: {width} px")
    assert too_wide == []
    assert small == []


@pytest.mark.parametrize(
    ("username", "address", "status", "says"),
    [
        (None, "/nothing-is-here/", 404, "There is nothing here"),
        ("child", "/pets/add/", 403, "This part is for grown-ups"),
    ],
)
def test_a_page_that_refuses_is_a_page_of_the_site(visit, username, address, status, says):
    tab = visit(username, width=390)
    assert tab.goto(address).status == status
    assert tab.get_by_role("heading", level=1).inner_text() == says
    assert all_barriers(tab) == []
    tab.locator("main").get_by_role("button", name="See all pets").or_(
        tab.locator("main").get_by_role("link", name="See all pets")
    ).click()
    assert tab.url.endswith("/pets/")


def test_an_error_is_at_the_top_with_a_link_to_its_field(visit):
    tab = visit("owner", width=390)
    tab.goto("/pets/add/")
    tab.locator("[name=age]").fill("-1")
    tab.locator("main").get_by_role("button", name="Save").click()
    assert tab.title() == "Error: Add a pet – Petshop"
    assert tab.evaluate("document.activeElement.className") == "error-summary"
    assert all_barriers(tab) == []
    tab.locator(".error-summary a[href='#id_age']").click()
    assert tab.evaluate("document.activeElement.name") == "age"
    assert tab.locator("[name=age]").input_value() == "-1"


def test_the_first_tab_stop_leads_to_the_content(visit):
    tab = visit()
    tab.goto("/pets/")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
