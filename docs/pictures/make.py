"""Draws every picture of the site: animals of Fluent Emoji on calm grounds, rendered to WebP.

Run it again only to change the pictures; the site ships the results. It needs two packages that the site does not
(`pip install resvg-py Pillow`) and the file icons.json of the npm package @iconify-json/fluent-emoji-flat 1.2.6:

    npm pack @iconify-json/fluent-emoji-flat@1.2.6 && tar xzf iconify-json-fluent-emoji-flat-1.2.6.tgz
    python docs/pictures/make.py package/icons.json

A picture is a ground (a meadow, a room, water ...), an animal, its coat, and a thing or two beside it. Pictures
of one animal share its name and are numbered: dog-1.webp, dog-2.webp. `pets/pictures.py` counts them.
"""

import argparse
import io
import json
from pathlib import Path

import resvg_py
from PIL import Image

STATIC = Path(__file__).resolve().parents[2] / "static" / "pictures"
WIDTH, HEIGHT = 960, 640

# Coats: what each colour of the emoji becomes.
DOG = ("#f3ad61", "#d3883e", "#ffdea7")
COATS = {
    "golden": dict(zip(DOG, ("#eebb72", "#cf9247", "#fbe3b6"), strict=True)),
    "red": dict(zip(DOG, ("#c9743c", "#9f5526", "#efc79c"), strict=True)),
    "brown": dict(zip(DOG, ("#8a5a3d", "#67402a", "#d9b690"), strict=True)),
    "black": dict(zip(DOG, ("#4a4a52", "#33333a", "#c9a27a"), strict=True)) | {"#212121": "#0d0d10"},
    "grey": dict(zip(DOG, ("#a3a6ad", "#7b7f88", "#e4e5e8"), strict=True)),
    "white": dict(zip(DOG, ("#f7f1e6", "#d9cdb9", "#fffaf0"), strict=True)),
    "cream": dict(zip(DOG, ("#f0ddc0", "#7d6150", "#faefdc"), strict=True)),
    "poodle-brown": {"#d3d3d3": "#b98560", "#9b9b9b": "#8e5f40", "#636363": "#6a442c", "#e6e6e6": "#cc9d79"},
    "poodle-apricot": {"#d3d3d3": "#f0c795", "#9b9b9b": "#dba768", "#636363": "#b98047", "#e6e6e6": "#f7d9b3"},
    "face-black": {"#f3c07b": "#5a5a63", "#6d4534": "#2f2f36", "#ffdea7": "#d8b48c"},
    "face-white": {"#f3c07b": "#f6efe2", "#6d4534": "#b98553", "#ffdea7": "#fffaf2"},
    "face-grey-cat": {"#ffb02e": "#a9adb6", "#ff822d": "#7f848e", "#ff6723": "#7f848e"},
    "night": {"#635994": "#3d3d47", "#533566": "#27272e"},
    "green-bird": {"#f70a8d": "#3fae6a", "#ff822d": "#f2c14b", "#ffb02e": "#f7d774", "#00a6ed": "#2a7fb8"},
    "blue-bird": {"#f70a8d": "#4b8fd6", "#ff822d": "#8cc3ef", "#ffb02e": "#f4d35e", "#00a6ed": "#2c5fa0"},
    "yellow-bird": {"#ca0b4a": "#f2c641", "#f9c23c": "#e8913a"},
    "sky-bird": {"#ca0b4a": "#5b9bd5", "#f9c23c": "#f0b03f"},
    "goldfish": {"#00a6ed": "#f08a3c", "#0074ba": "#cf6420"},
    "silver-fish": {"#00a6ed": "#a8bccb", "#0074ba": "#7a93a6"},
    "sand-lizard": {"#00d26a": "#8f6430"},
    "moss-lizard": {"#00d26a": "#5f9d52"},
    "corn-snake": {"#00d26a": "#dd7d43", "#fcd53f": "#f8dfb0"},
    "moss-snake": {"#00d26a": "#6f9b4a", "#fcd53f": "#e9dd9a"},
    "calm-turtle": {"#c3ef3c": "#b5cf6a", "#008463": "#3d6b4f", "#00d26a": "#6a9c72"},
    "calm-frog": {"#00d26a": "#58b368"},
    "rabbit-brown": {"#cdc4d6": "#b98a63", "#b4acbc": "#9a6d49", "#f4f4f4": "#f3e3cf"},
    "hamster-grey": {"#f3ad61": "#b9b4ad"},
    "hamster-cream": {"#f3ad61": "#f2ddb8"},
    "horse-grey": {"#a56953": "#c9c6c2", "#6d4534": "#9c9893", "#e39d89": "#e6d3cb"},
    "mouse-brown": {"#cdc4d6": "#b08e72", "#b4acbc": "#8f6f56"},
}


class Drawing:
    """One picture: shapes are added from back to front."""

    def __init__(self, icons, width=WIDTH, height=HEIGHT):
        self.icons, self.width, self.height, self.parts = icons, width, height, []

    def add(self, svg):
        self.parts.append(svg)

    def circle(self, x, y, r, fill, opacity=1.0):
        self.add(f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" opacity="{opacity}"/>')

    def ellipse(self, x, y, rx, ry, fill, opacity=1.0):
        self.add(f'<ellipse cx="{x}" cy="{y}" rx="{rx}" ry="{ry}" fill="{fill}" opacity="{opacity}"/>')

    def rect(self, x, y, w, h, fill, r=0, opacity=1.0):
        self.add(f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" opacity="{opacity}"/>')

    def path(self, d, fill="none", stroke="none", width=0, opacity=1.0):
        self.add(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round" '
            f'stroke-linejoin="round" opacity="{opacity}"/>'
        )

    def emoji(self, name, x, bottom, size, *, flip=False, coat=None, turn=0, shadow=False, opacity=1.0):
        """Place an emoji with the middle of its foot at (x, bottom)."""
        body = self.icons[name]["body"]
        for colour, other in COATS.get(coat, {}).items():
            body = body.replace(f'"{colour}"', f'"{other}"')
        if shadow:
            self.ellipse(x, bottom - size * 0.05, size * 0.44, size * 0.055, "#22302b", 0.16)
        scale = size / 32
        mirror = "translate(32 0) scale(-1 1)" if flip else ""
        self.add(
            f'<g opacity="{opacity}" transform="translate({x - size / 2} {bottom - size}) scale({scale}) '
            f'rotate({turn} 16 16) {mirror}">{body}</g>'
        )

    def save(self, name, widths, folder=STATIC):
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {self.width} {self.height}">{"".join(self.parts)}</svg>'
        )
        png = resvg_py.svg_to_bytes(svg_string=svg, width=self.width * 2, height=self.height * 2)
        image = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
        if image.getextrema()[3][0] == 255:
            image = image.convert("RGB")
        for width in widths:
            height = round(width * self.height / self.width)
            suffix = f"-{width}" if len(widths) > 1 else ""
            small = image.resize((width, height), Image.Resampling.LANCZOS)
            small.save(folder / f"{name}{suffix}.webp", quality=80, method=6)


# --- Grounds -------------------------------------------------------------------------------------------------
def meadow(d, sky="#cfe4e6", far="#b9d3a8", near="#9cc287", sun="#fbe6a2", flowers="#fff6dc"):
    d.rect(0, 0, 960, 640, sky)
    d.circle(770, 150, 74, sun)
    d.path("M0 430 Q220 300 470 400 T960 350 V640 H0Z", far)
    d.path("M0 500 Q260 430 520 480 T960 460 V640 H0Z", near)
    for x, y in ((90, 590), (190, 550), (310, 605), (690, 600), (800, 545), (885, 590)):
        d.circle(x, y, 9, flowers)
        d.circle(x, y, 4, "#e9b44c")


def evening(d):
    meadow(d, sky="#f6d9c4", far="#d9b48f", near="#b6996b", sun="#f4a871", flowers="#fdebd3")


def autumn(d):
    meadow(d, sky="#f4e7c9", far="#e2bd7d", near="#cfa05a", sun="#fff4d6", flowers="#f8e2b0")


def spring(d):
    meadow(d, sky="#e9dcef", far="#bcd8b4", near="#a3c795", sun="#fff3cf", flowers="#f6bccb")


def park(d):
    meadow(d, sky="#d8e7f0", far="#a9cbb2", near="#8fbb8e", sun="#fdf0c0", flowers="#ffffff")
    d.emoji("deciduous-tree", 150, 455, 250, opacity=0.9)
    d.emoji("deciduous-tree", 880, 425, 170, opacity=0.8)


def room(d, wall="#e9dccb", floor="#c9a27c", rug="#d77f5f", pane="#cfe4ee", frame="#fffaf0"):
    d.rect(0, 0, 960, 640, wall)
    d.rect(0, 470, 960, 170, floor)
    d.rect(0, 462, 960, 14, frame)
    d.rect(600, 70, 240, 250, frame, 14)
    d.rect(618, 88, 204, 214, pane, 6)
    d.path("M618 250 Q690 205 740 245 T822 225 V302 H618Z", "#a9cbb2")
    d.rect(714, 88, 12, 214, frame)
    d.rect(590, 316, 260, 18, frame, 6)
    d.ellipse(480, 580, 360, 62, rug)
    d.ellipse(480, 580, 310, 46, "#fff6e6", 0.22)


def blue_room(d):
    room(d, wall="#cddbe4", floor="#b08d6f", rug="#496f8a", pane="#f7e3b5")


def green_room(d):
    room(d, wall="#d5e0cf", floor="#bb966f", rug="#e0b354", pane="#dcebf3")


def rose_room(d):
    room(d, wall="#f0d9d3", floor="#c49b80", rug="#7c9a86", pane="#d8e9f0")


def night_room(d):
    room(d, wall="#4c5a78", floor="#6d5a55", rug="#c98b5e", pane="#22304f", frame="#e9e2d3")
    d.circle(780, 135, 26, "#fbeec0")


def branch(d, sky="#d3e6ea", leaf="#7fb08a", sun="#fbe9b0"):
    d.rect(0, 0, 960, 640, sky)
    d.circle(200, 170, 90, sun)
    d.ellipse(720, 120, 120, 34, "#ffffff", 0.75)
    d.ellipse(640, 142, 90, 26, "#ffffff", 0.75)
    d.path("M0 600 Q240 520 480 560 T960 520 V640 H0Z", leaf, opacity=0.35)
    d.path("M-20 545 C220 500 520 545 990 470", stroke="#7a573f", width=30)
    d.path("M700 510 C780 450 820 420 900 395", stroke="#7a573f", width=16)
    for x, y, turn in (
        (110, 505, -30),
        (235, 555, 25),
        (760, 440, -20),
        (845, 395, 20),
        (900, 500, 30),
        (40, 570, 10),
    ):
        d.add(f'<ellipse cx="{x}" cy="{y}" rx="48" ry="21" fill="{leaf}" transform="rotate({turn} {x} {y})"/>')


def evening_branch(d):
    branch(d, sky="#f5dccb", leaf="#9c8f5c", sun="#f6b483")


def spring_branch(d):
    branch(d, sky="#e6ddec", leaf="#e7a7b8", sun="#fff4d2")


def desert(d, sky="#f8e3c3", far="#e7bd87", near="#d8a066", sun="#f8c873"):
    d.rect(0, 0, 960, 640, sky)
    d.circle(700, 180, 92, sun)
    d.path("M0 420 L150 300 L260 340 L400 260 L560 410 L960 360 V640 H0Z", far)
    d.path("M0 490 Q250 430 520 485 T960 460 V640 H0Z", near)
    d.emoji("cactus", 850, 500, 170)


def jungle(d, sky="#cfe3cf", far="#9dc29c", near="#7aa874"):
    d.rect(0, 0, 960, 640, sky)
    d.emoji("palm-tree", 130, 470, 330, opacity=0.85)
    d.emoji("palm-tree", 860, 440, 260, opacity=0.7, flip=True)
    d.path("M0 430 Q240 380 480 420 T960 400 V640 H0Z", far)
    d.path("M0 500 Q260 450 520 490 T960 470 V640 H0Z", near)


def terrarium(d):
    d.rect(0, 0, 960, 640, "#e6ddcc")
    d.rect(70, 60, 820, 520, "#f7f1e2", 26)
    d.rect(70, 60, 820, 520, "#bcd8cf", 26, 0.45)
    d.path("M70 470 Q300 430 500 462 T890 450 V554 Q890 580 864 580 H96 Q70 580 70 554Z", "#d3a974")
    d.emoji("herb", 190, 480, 190)
    d.emoji("rock", 790, 520, 150)
    d.path("M130 120 L250 120", stroke="#ffffff", width=14, opacity=0.7)
    d.path("M130 160 L190 160", stroke="#ffffff", width=14, opacity=0.7)


def water(d, top="#bfe0e8", middle="#9accd9", low="#7ab6c8", sand="#ecd6a8"):
    d.rect(0, 0, 960, 640, top)
    d.path("M0 170 Q240 130 480 170 T960 150 V640 H0Z", middle)
    d.path("M0 360 Q240 320 480 360 T960 330 V640 H0Z", low)
    d.path("M0 560 Q260 510 520 550 T960 530 V640 H0Z", sand)
    for x, height in ((110, 210), (150, 290), (195, 180), (850, 240), (890, 170)):
        d.path(
            f"M{x} 600 q-28 -{height // 4} 0 -{height // 2} q28 -{height // 4} 0 -{height // 2}",
            stroke="#5f9d78",
            width=18,
        )
    for x, y, r in ((300, 150, 20), (330, 95, 12), (700, 210, 16), (725, 150, 24), (690, 90, 10)):
        d.circle(x, y, r, "#ffffff", 0.55)


def deep_water(d):
    water(d, top="#8fb7d3", middle="#6f9cc0", low="#557fa6", sand="#d9c39a")
    d.emoji("coral", 770, 585, 190)


def warm_water(d):
    water(d, top="#d9ecdf", middle="#b4dcd0", low="#90c6bd", sand="#f0dcb4")


def pond(d):
    d.rect(0, 0, 960, 640, "#d9e9df")
    d.path("M0 330 Q240 280 480 320 T960 290 V640 H0Z", "#a5cba3")
    d.ellipse(480, 560, 470, 130, "#8fc3cf")
    d.ellipse(480, 548, 400, 96, "#a9d4dc")
    d.ellipse(170, 560, 78, 24, "#6fa677")
    d.ellipse(800, 590, 92, 27, "#6fa677")
    d.emoji("blossom", 800, 590, 90)


def nest_of_hay(d, wall="#efe2c4"):
    d.rect(0, 0, 960, 640, wall)
    d.circle(480, 330, 300, "#fff6dd", 0.6)
    d.path("M0 500 Q240 440 480 480 T960 460 V640 H0Z", "#e0b967")
    d.path("M0 560 Q240 510 480 545 T960 525 V640 H0Z", "#cfa04e")
    for x, y in ((70, 500), (180, 470), (300, 520), (650, 500), (770, 480), (880, 510), (240, 590), (720, 585)):
        d.path(f"M{x} {y} l46 -22", stroke="#f3d894", width=8)
        d.path(f"M{x + 10} {y + 12} l40 14", stroke="#b98838", width=6)


def sage_hay(d):
    nest_of_hay(d, wall="#d7e2d2")


def rose_hay(d):
    nest_of_hay(d, wall="#f2dad3")


def farm(d):
    meadow(d, sky="#d6e6ef", far="#b8d09b", near="#9dbf7c", sun="#fdeab0")
    for x in range(30, 960, 130):
        d.rect(x, 388, 16, 110, "#fffaf0", 5)
    d.rect(0, 408, 960, 14, "#fffaf0")
    d.rect(0, 450, 960, 14, "#fffaf0")


# --- The pictures: name, ground, animal, coat, flip, size, things beside it (emoji, x, bottom, size) -----------
PICTURES = [
    ("dog-1", park, "dog", "golden", False, 380, [("soccer-ball", 770, 590, 90)]),
    ("dog-2", green_room, "dog", "black", True, 360, [("potted-plant", 110, 520, 200)]),
    ("dog-3", evening, "dog", "red", False, 380, []),
    ("dog-4", rose_room, "dog-face", None, False, 330, [("bone", 800, 610, 110)]),
    ("dog-5", meadow, "dog", "white", True, 370, [("bone", 190, 610, 110)]),
    ("dog-6", blue_room, "dog-face", "face-black", False, 330, []),
    ("dog-7", autumn, "dog", "brown", False, 380, [("fallen-leaf", 800, 600, 100)]),
    ("dog-8", spring, "dog-face", "face-white", False, 330, [("tulip", 140, 570, 120)]),
    ("dog-9", park, "dog", "grey", True, 370, []),
    ("poodle-1", rose_room, "poodle", None, False, 390, []),
    ("poodle-2", spring, "poodle", "poodle-brown", True, 390, [("tulip", 800, 590, 110)]),
    ("poodle-3", park, "poodle", "poodle-apricot", False, 390, []),
    ("cat-1", rose_room, "cat", None, False, 360, [("yarn", 800, 620, 120)]),
    ("cat-2", blue_room, "cat", "grey", True, 360, []),
    ("cat-3", green_room, "cat-face", None, False, 310, [("potted-plant", 110, 520, 210)]),
    ("cat-4", spring, "cat", "white", False, 350, []),
    ("cat-5", night_room, "cat", "cream", True, 360, []),
    ("cat-6", evening, "cat", "brown", False, 350, []),
    ("cat-7", room, "cat-face", "face-grey-cat", False, 310, [("yarn", 170, 620, 110)]),
    ("black-cat-1", rose_room, "black-cat", "night", False, 360, [("yarn", 800, 620, 110)]),
    ("black-cat-2", autumn, "black-cat", "night", True, 350, []),
    ("black-cat-3", green_room, "black-cat", "night", False, 360, []),
    ("parrot-1", branch, "parrot", "green-bird", False, 370, []),
    ("parrot-2", spring_branch, "parrot", "blue-bird", True, 370, []),
    ("parrot-3", evening_branch, "parrot", None, False, 370, []),
    ("bird-1", branch, "bird", "yellow-bird", False, 300, []),
    ("bird-2", evening_branch, "bird", "sky-bird", True, 300, []),
    ("bird-3", spring_branch, "bird", "yellow-bird", True, 300, []),
    ("dove-1", branch, "dove", None, False, 330, []),
    ("chicken-1", farm, "rooster", None, False, 340, []),
    ("chicken-2", sage_hay, "front-facing-baby-chick", None, False, 290, []),
    ("duck-1", pond, "duck", None, False, 320, []),
    ("duck-2", pond, "goose", None, True, 350, []),
    ("turtle-1", pond, "turtle", "calm-turtle", False, 350, []),
    ("turtle-2", terrarium, "turtle", "calm-turtle", True, 340, []),
    ("turtle-3", desert, "turtle", None, False, 350, []),
    ("lizard-1", desert, "lizard", "sand-lizard", False, 360, []),
    ("lizard-2", terrarium, "lizard", "moss-lizard", True, 350, []),
    ("lizard-3", jungle, "lizard", None, False, 360, []),
    ("snake-1", jungle, "snake", "moss-snake", False, 350, []),
    ("snake-2", terrarium, "snake", "corn-snake", True, 340, []),
    ("frog-1", pond, "frog", "calm-frog", False, 270, []),
    ("fish-1", water, "fish", "goldfish", False, 330, []),
    ("fish-2", deep_water, "fish", None, True, 330, []),
    ("fish-3", warm_water, "tropical-fish", None, False, 300, []),
    ("fish-4", warm_water, "fish", "silver-fish", True, 310, []),
    ("fish-5", deep_water, "tropical-fish", None, True, 300, []),
    ("rabbit-1", meadow, "rabbit", None, False, 350, [("carrot", 800, 610, 110)]),
    ("rabbit-2", rose_hay, "rabbit-face", "rabbit-brown", False, 320, []),
    ("rabbit-3", spring, "rabbit", None, True, 350, [("tulip", 130, 590, 110)]),
    ("hamster-1", nest_of_hay, "hamster", None, False, 300, [("carrot", 770, 605, 90)]),
    ("hamster-2", sage_hay, "hamster", "hamster-grey", False, 300, []),
    ("hamster-3", rose_hay, "hamster", "hamster-cream", False, 300, []),
    ("mouse-1", sage_hay, "mouse", None, False, 320, []),
    ("mouse-2", nest_of_hay, "mouse", "mouse-brown", True, 320, []),
    ("chipmunk-1", autumn, "chipmunk", None, False, 330, []),
    ("hedgehog-1", autumn, "hedgehog", None, False, 350, [("mushroom", 800, 600, 110)]),
    ("hedgehog-2", meadow, "hedgehog", None, True, 340, []),
    ("horse-1", farm, "horse", None, False, 390, []),
    ("horse-2", evening, "horse", "horse-grey", True, 390, []),
    ("goat-1", farm, "goat", None, True, 360, []),
    ("pig-1", farm, "pig", None, False, 350, []),
    ("sheep-1", farm, "ewe", None, False, 370, []),
    ("llama-1", evening, "llama", None, True, 390, []),
    ("ferret-1", green_room, "otter", None, False, 320, []),
    ("snail-1", terrarium, "snail", None, True, 280, []),
    ("crab-1", warm_water, "crab", None, False, 290, []),
    ("other-1", meadow, "paw-prints", None, False, 270, []),
    ("other-2", autumn, "paw-prints", None, True, 270, []),
    ("other-3", spring, "paw-prints", None, False, 270, []),
]
# Where a foot belongs on each ground; fish hover.
FEET = {
    **dict.fromkeys((branch, evening_branch, spring_branch), 535),
    **dict.fromkeys((water, deep_water, warm_water), 525),
    terrarium: 545,
    pond: 585,
}
NO_SHADOW = (water, deep_water, warm_water, branch, evening_branch, spring_branch)

KINDS = {
    "dog": ("#f6dcc0", "dog-face", None),
    "cat": ("#f3d5cf", "cat-face", None),
    "bird": ("#d3e6ea", "parrot", "green-bird"),
    "reptile": ("#dbe8cd", "turtle", "calm-turtle"),
    "fish": ("#c9e2ea", "fish", "goldfish"),
    "other": ("#ece0c6", "hamster", None),
}


def draw_pets(icons):
    for name, ground, animal, coat, flip, size, beside in PICTURES:
        d = Drawing(icons)
        ground(d)
        for thing, x, bottom, thing_size in beside:
            d.emoji(thing, x, bottom, thing_size, shadow=thing != "yarn")
        foot = FEET.get(ground, 615)
        d.emoji(animal, 480, foot, size * 1.2, flip=flip, coat=coat, shadow=ground not in NO_SHADOW)
        d.save(name, (480, 960))


def draw_kinds(icons):
    for kind, (ground, animal, coat) in KINDS.items():
        d = Drawing(icons, 200, 200)
        d.circle(100, 100, 100, ground)
        d.emoji(animal, 100, 162, 124, coat=coat)
        d.save(f"kind-{kind}", (200,))


def draw_hero(icons):
    """The first thing a visitor sees: many kinds in one meadow."""
    d = Drawing(icons, 1200, 800)
    d.rect(0, 0, 1200, 800, "#dcebe6")
    d.circle(940, 190, 100, "#fbe6a2")
    d.ellipse(290, 150, 130, 34, "#ffffff", 0.8)
    d.ellipse(380, 176, 100, 28, "#ffffff", 0.8)
    d.path("M0 470 Q260 330 560 450 T1200 380 V800 H0Z", "#c3d9b2")
    d.emoji("deciduous-tree", 1085, 520, 300, opacity=0.92)
    d.emoji("house-with-garden", 150, 500, 210)
    d.path("M0 560 Q300 480 640 550 T1200 510 V800 H0Z", "#a8c994")
    d.path("M0 690 Q320 630 660 690 T1200 660 V800 H0Z", "#93bb80")
    d.emoji("bird", 186, 338, 62, coat="sky-bird")
    d.emoji("horse", 900, 600, 230, coat=None, shadow=True, flip=False)
    d.emoji("dog", 420, 700, 330, coat="golden", flip=True, shadow=True)
    d.emoji("cat", 715, 735, 265, coat="grey", shadow=True)
    d.emoji("rabbit", 195, 745, 200, shadow=True, flip=True)
    d.emoji("parrot", 455, 452, 128, coat="green-bird", flip=True)
    d.emoji("turtle", 960, 765, 165, coat="calm-turtle", shadow=True)
    d.emoji("hedgehog", 1100, 700, 120, shadow=True)
    d.emoji("hamster", 560, 780, 92, shadow=True)
    for x, y in ((60, 760), (320, 775), (840, 780), (1150, 770), (60, 640), (820, 640), (1010, 640)):
        d.circle(x, y, 10, "#fff6dc")
        d.circle(x, y, 4.5, "#e9b44c")
    d.save("hero", (600, 1200))


def draw_moments(icons):
    """Empty pages and mishaps."""
    scenes = {
        "moment-empty": (sage_hay, [("basket", 480, 590, 250, False), ("yarn", 700, 605, 120, False)]),
        "moment-lost": (
            autumn,
            [
                ("paw-prints", 230, 610, 130, False),
                ("paw-prints", 400, 560, 90, False),
                ("hedgehog", 680, 590, 250, True),
            ],
        ),
        "moment-closed": (green_room, [("dog-face", 480, 600, 320, False)]),
        "moment-broken": (blue_room, [("cat", 400, 605, 330, False), ("yarn", 700, 615, 190, False)]),
        "moment-slow": (meadow, [("snail", 500, 595, 280, False)]),
        "moment-heart": (spring, [("rabbit", 420, 600, 290, True), ("red-heart", 660, 420, 150, False)]),
    }
    for name, (ground, things) in scenes.items():
        d = Drawing(icons)
        ground(d)
        for thing, x, bottom, size, flip in things:
            d.emoji(thing, x, bottom, size, flip=flip, shadow=thing not in ("paw-prints", "red-heart"))
        d.save(name, (480, 960))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("icons", type=Path, help="icons.json of @iconify-json/fluent-emoji-flat")
    icons = json.loads(parser.parse_args().icons.read_text())["icons"]
    STATIC.mkdir(parents=True, exist_ok=True)
    for draw in (draw_pets, draw_kinds, draw_hero, draw_moments):
        draw(icons)


if __name__ == "__main__":
    main()
