"""User names that the site proposes for children: invented, so that they tell nothing about the child."""

import secrets

# fmt: off
ANIMALS = [
    "badger", "bat", "bear", "beaver", "bee", "beetle", "bunny", "camel", "cricket", "crab", "deer", "dolphin",
    "donkey", "duck", "eagle", "falcon", "ferret", "finch", "fox", "frog", "gecko", "goat", "goose", "hamster",
    "hare", "hedgehog", "heron", "koala", "lemur", "lizard", "lynx", "magpie", "mole", "moose", "mouse", "newt",
    "otter", "owl", "panda", "parrot", "penguin", "pigeon", "pony", "puffin", "quail", "rabbit", "raccoon",
    "salmon", "seal", "snail", "sparrow", "squirrel", "starling", "swan", "tiger", "toad", "turtle", "walrus",
    "whale", "wombat", "zebra",
]
THINGS = [
    "acorn", "amber", "apple", "apricot", "berry", "birch", "biscuit", "breeze", "brook", "button", "candle",
    "cedar", "cherry", "cloud", "clover", "cocoa", "comet", "compass", "coral", "daisy", "drum", "feather", "fern",
    "flute", "forest", "garden", "ginger", "hazel", "island", "ivy", "jasmine", "kettle", "kite", "lagoon",
    "lantern", "leaf", "lemon", "maple", "marble", "meadow", "mint", "mitten", "moon", "moss", "mountain",
    "nutmeg", "olive", "orchid", "pebble", "pepper", "pine", "planet", "poppy", "puzzle", "rainbow", "river",
    "rocket", "sail", "shell", "snow", "star", "sunny", "teapot", "thistle", "thunder", "tulip", "velvet",
    "violet", "willow", "winter",
]
# fmt: on


def invent_username():
    """Return two words and a number, such as ``otter-maple-27``."""
    return f"{secrets.choice(ANIMALS)}-{secrets.choice(THINGS)}-{secrets.randbelow(90) + 10}"
