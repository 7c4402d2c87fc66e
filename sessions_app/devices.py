"""What a browser says of itself, in a few words that a person recognises."""

from typing import NamedTuple

from ua_parser import parse

# Real browsers send 100 to 300 characters; a longer text only costs time.
LONGEST_AGENT = 500
LONGEST_NAME = 50


class Device(NamedTuple):
    """The name of the browser and of the system it runs on; empty where they are not known."""

    browser: str
    system: str


def describe(agent):
    """Return the `Device` that a User-Agent header names; any text will do."""
    parsed = parse(agent[:LONGEST_AGENT])
    return Device(_name(parsed.user_agent), _name(parsed.os))


def _name(part):
    family = part.family if part else ""
    # A header can hold anything, and some patterns copy a piece of it.
    return "".join(character for character in family if character.isprintable())[:LONGEST_NAME]
