"""Every file that a page shows is served by the site, and what was vendored is what was vetted."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
STATIC = BASE / "static"
VENDOR = STATIC / "vendor"
#: Namespaces and the home page in a licence header: names that nothing fetches.
NOT_FETCHED = ("http://www.w3.org/2000/svg", "https://picocss.com")
OURS = [
    file
    for folder in (STATIC, BASE / "templates")
    for file in sorted(folder.rglob("*"))
    if file.suffix in (".css", ".js", ".svg", ".html", ".txt")
]


def test_the_vendored_files_are_those_that_were_vetted():
    listed = {}
    for line in (VENDOR / "SHA256SUMS").read_text().splitlines():
        digest, _space, name = line.partition("  ")
        listed[name] = digest
    found = {
        file.relative_to(VENDOR).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in VENDOR.rglob("*")
        if file.is_file() and file.name != "SHA256SUMS"
    }
    assert found == listed


@pytest.mark.parametrize("folder", sorted(folder.name for folder in VENDOR.iterdir() if folder.is_dir()))
def test_each_vendored_folder_names_its_version_and_holds_its_licence(folder):
    assert re.fullmatch(r"[a-z-]+-\d+\.\d+\.\d+", folder)
    assert list((VENDOR / folder).glob("LICENSE*"))


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.relative_to(BASE).as_posix())
def test_no_file_names_an_address_outside_the_site(file):
    text = file.read_text()
    for name in NOT_FETCHED:
        text = text.replace(name, "")
    assert re.findall(r"https?://[^\s\"')<>]+|(?:src|href)=[\"']//|url\([\"']?//|@import", text) == []


def test_the_rule_would_notice_an_address():
    assert re.findall(r"https?://[^\s\"')<>]+", '<script src="https://cdn.example/x.js">')


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("css/*.css")), ids=lambda sheet: sheet.name)
def test_every_file_that_a_style_sheet_names_is_there(sheet):
    named = re.findall(r"url\([\"']?(?!data:)([^\"')]+)", sheet.read_text())
    assert named
    for name in named:
        assert (sheet.parent / name).is_file(), name


def test_every_icon_that_a_template_asks_for_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "sprite.svg").read_text()))
    asked = set()
    for template in (BASE / "templates").rglob("*.html"):
        text = template.read_text()
        asked.update(re.findall(r'partials/icon\.html" with name="([^"]+)"', text))
        asked.update(re.findall(r'partials/nav_link\.html" with [^%]*icon="([^"]+)"', text))
    assert asked - sprite == set()
    assert "paw" in asked


def test_every_moment_that_a_template_asks_for_is_drawn():
    asked = set()
    for template in (BASE / "templates").rglob("*.html"):
        asked.update(re.findall(r'partials/moment\.html" with name="([^"]+)"', template.read_text()))
    drawn = {file.name[len("moment-") : -len("-480.webp")] for file in STATIC.glob("pictures/moment-*-480.webp")}
    assert "empty" in asked
    assert asked <= drawn
    assert {f"moment-{name}-960.webp" for name in drawn} == {
        file.name for file in STATIC.glob("pictures/moment-*-960.webp")
    }
