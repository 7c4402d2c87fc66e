"""A real browser on a running site with the demo's data."""

import os

import pytest
from django.core.management import call_command

# Playwright runs an event loop in this thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "wet-noses-and-warm-paws"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings, capsys):
    """The address of a running site that is filled with the demo."""
    settings.DEBUG = True
    call_command("demo", size="60", password=PASSWORD)
    settings.DEBUG = False
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def visit(chromium, site):
    """Return a function that opens a tab: ``visit(username, width=, dark=, scripts=)``.

    The tab keeps what went wrong in it: ``tab.problems`` lists errors of the console (a violated policy is
    one), failed requests and requests that left the site.
    """
    contexts = []

    def visit(username=None, *, width=1440, dark=False, scripts=True):
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.problems = []
        tab.on("console", lambda m: tab.problems.append(f"console: {m.text}") if m.type == "error" else None)
        tab.on("pageerror", lambda error: tab.problems.append(f"script: {error}"))
        tab.on(
            "request",
            lambda r: None if r.url.startswith((site, "data:")) else tab.problems.append(f"left for {r.url}"),
        )
        tab.on(
            "response",
            lambda r: tab.problems.append(f"{r.status} {r.url}") if r.status >= 400 and r.status != 422 else None,
        )
        if username:
            sign_in(tab, username)
        return tab

    yield visit
    for context in contexts:
        context.close()


def sign_in(tab, username, password=PASSWORD):
    """Sign in by the form, as a person does."""
    tab.goto("/accounts/sign-in/")
    tab.locator("main input[name=username]").fill(username)
    tab.locator("main input[name=password]").fill(password)
    tab.locator("main").get_by_role("button", name="Sign in").click()
    tab.wait_for_url(lambda url: "sign-in" not in url)
