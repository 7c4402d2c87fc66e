"""The whole site, link by link, as visitor, pet owner, child and staff, on the demo's data."""

import re
from collections import Counter, defaultdict
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from django.urls.exceptions import Resolver404

from accounts.models import User

#: How many pages of one kind (one URL pattern; without a query, with one word in it, or with several) are visited.
PAGES_OF_A_KIND = 4


class Page(HTMLParser):
    """What a page refers to, and the few things about it that every page must get right."""

    def __init__(self, html):
        super().__init__()
        self.links, self.files, self.forms, self.ids = [], [], [], Counter()
        self.references, self.headings, self.problems = set(), 0, []
        self.feed(html)
        self.problems += [f"id {name!r} twice" for name, times in self.ids.items() if times > 1]
        self.problems += [f"refers to no id {name!r}" for name in self.references - set(self.ids)]
        if self.headings != 1:
            self.problems.append(f"{self.headings} h1")

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            self.ids[attributes["id"]] += 1
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list"):
            self.references.update((attributes.get(name) or "").split())
        if "style" in attributes or any(name.startswith("on") for name in attributes):
            self.problems.append(f"inline style or handler on <{tag}>")
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
        elif tag == "form":
            self.forms.append((attributes.get("method", "get").lower(), attributes.get("action", "")))
        elif tag == "h1":
            self.headings += 1
        elif tag == "img":
            missing = {"alt", "width", "height", "src"} - set(attributes)
            self.problems += [f"img without {name}" for name in missing]
        if tag in ("script", "style") and "src" not in attributes:
            self.problems.append(f"inline <{tag}>")
        if tag == "link" or "src" in attributes:
            self.files.append(attributes.get("src") or attributes["href"])
        for candidate in filter(None, (attributes.get("srcset") or "").split(",")):
            self.files.append(candidate.split()[0])
        if tag == "use":
            self.files.append(attributes.get("href") or attributes["xlink:href"])


def kind_of(address):
    """Return what makes two addresses pages of one kind: the pattern of the path, and what the query asks for."""
    parts = urlsplit(address)
    names = {pair.split("=")[0] for pair in parts.query.split("&")}
    return resolve(unquote(parts.path)).route, names.pop() if len(names) == 1 else "several"


def crawl(client, start="/"):
    """Visit every page that links lead to.

    Returns:
        (addresses that were visited by route, the list of what is wrong with them).
    """
    wrong, visited, waiting, seen = [], defaultdict(list), [(start, "the start")], set()
    while waiting:
        address, found_on = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        try:
            kind = kind_of(address)
        except Resolver404:
            wrong.append(f"{address} (on {found_on}) leads nowhere")
            continue
        if len(visited[kind]) >= PAGES_OF_A_KIND:
            continue
        visited[kind].append(address)
        response = client.get(address)
        if response.status_code in (301, 302):
            waiting.append((urljoin(address, response["Location"]), address))
            continue
        if response.status_code != 200:
            wrong.append(f"{address} (on {found_on}) answers {response.status_code}")
            continue
        if not response["Content-Type"].startswith("text/html"):
            continue
        is_admin = address.startswith("/admin/")
        page = Page(response.text)
        if not is_admin:  # Django's own pages are Django's to mend
            wrong += [f"{address}: {problem}" for problem in page.problems]
        for file in page.files:
            path = urlsplit(urljoin(address, file))
            if path.netloc or (
                path.path.startswith("/static/") and not finders.find(path.path[len("/static/") :])
            ):
                wrong.append(f"{address}: {file} is not a file of the site")
        for method, action in page.forms:
            target = urlsplit(urljoin(address, action))
            if target.netloc:
                wrong.append(f"{address}: a form leaves the site for {target.netloc}")
                continue
            route = resolve(target.path)
            if method == "post" and not is_admin:
                # The address exists and does nothing when it is only looked at.
                assert route.func
        for link in page.links:
            target = urljoin(address, urldefrag(link).url)
            if target.startswith(("mailto:", "tel:")) or not urldefrag(link).url:
                continue
            if urlsplit(target).netloc not in ("", "testserver"):
                wrong.append(f"{address} links away to {target}")
                continue
            waiting.append((re.sub(r"^https?://testserver", "", target), address))
    return visited, wrong


@pytest.fixture
def demo(db, capsys, settings):
    settings.DEBUG = True
    call_command("demo", size="40")
    settings.DEBUG = False


def routes(visited):
    return {route for route, _query in visited}


def browser_of(username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_a_visitor_finds_no_broken_page(demo):
    visited, wrong = crawl(Client())
    assert wrong == []
    assert {"", "pets/", "pets/<int:pet_id>/", "accounts/sign-in/", "accounts/sign-up/"} <= routes(visited)


def test_a_pet_owner_finds_no_broken_page(demo):
    visited, wrong = crawl(browser_of("owner"))
    assert wrong == []
    assert {
        "pets/mine/",
        "pets/add/",
        "pets/<int:pet_id>/edit/",
        "matches/",
        "requests/",
        "accounts/family/",
        "accounts/profile/",
        "accounts/devices/",
    } <= routes(visited)


def test_a_child_finds_no_broken_page_and_none_for_grown_ups(demo):
    visited, wrong = crawl(browser_of("child"))
    assert wrong == []
    assert {"pets/", "pets/<int:pet_id>/", "matches/", "requests/", "accounts/profile/"} <= routes(visited)
    assert {"pets/add/", "accounts/family/"} & routes(visited) == set()
    assert [route for route in routes(visited) if route.startswith("admin/")] == []


def test_staff_finds_no_broken_page_in_the_admin_either(demo):
    visited, wrong = crawl(browser_of("staff"))
    assert wrong == []
    assert {
        "admin/",
        "admin/accounts/user/",
        "admin/pets/pet/",
        "admin/interactions/userinteraction/",
        "admin/matchmaking/matchmakingcriteria/",
        "admin/sessions_app/session/",
    } <= routes(visited)
