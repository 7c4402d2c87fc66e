"""The name under which an imported animal's breed is shown."""

import functools
import re
from dataclasses import dataclass

from pets.breeds import FILLERS, recognise
from pets.importing.cells import LONGEST_BREED, calm, is_nothing, tidy
from pets.importing.species import OTHER

MIXED = "Mixed Breed"
_MIX = re.compile(r"\b(?:mix(?:ed)?|cross|x)\b")


@dataclass(frozen=True)
class BreedName:
    """What becomes of the words for a breed.

    Attributes:
        name: to show; "" if there is none.
        record: the record's own words where they say more than the name.
        told, known: whether the record names a breed, and whether it was recognised.
        left_out: texts that cannot be a breed: numbers.
    """

    name: str = ""
    record: str = ""
    told: bool = False
    known: bool = False
    left_out: tuple = ()


@functools.lru_cache(maxsize=4096)
def name_breed(pet_type, kind, first, second=""):
    """Return the `BreedName` of a record.

    A breed that is surely recognised gets its proper name ("mix" stays), any other keeps its words.

    Args:
        pet_type, kind: as `pets.importing.species.kind_of` gives them. A rabbit's or guinea pig's breed is named
            with its kind, because the type "other" does not tell it.
        first, second: the words for the breed; the second is that of a cross, or "mix".
    """
    texts = [text for text in map(tidy, (first, second)) if not is_nothing(text)]
    left_out = tuple(text for text in texts if not any(map(str.isalpha, text)))
    texts = [text for text in texts if text not in left_out]
    if len({text.casefold() for text in texts}) == 1:
        texts = texts[:1]
    text = " / ".join(texts)
    parts = [_proper_name(pet_type, part) for part in re.split(r"\s*/\s*", text) if part]
    known = recognise(pet_type, text)
    if known:
        mixed = known.name != MIXED and _MIX.search(text.casefold())
        name = f"{known.name} mix" if mixed else known.name
    elif parts and all(parts):
        name = " / ".join(dict.fromkeys(parts))
    else:
        name = calm(text)
    if kind and not known and (pet_type == OTHER or not text) and kind.casefold() not in text.casefold():
        name = f"{name} {calm(kind)}".strip()
        # A file without breeds still tells the kind: "Rabbit" has facts of its own.
        known = recognise(pet_type, name)
        if known and not text:
            name = known.name
    name = name[:LONGEST_BREED].strip()
    told = bool(text)
    return BreedName(
        name,
        text if told and not _says_as_much(name, text) else "",
        told,
        told and (known is not None or all(parts)),
        left_out,
    )


def _proper_name(pet_type, text):
    breed = recognise(pet_type, text)
    return breed.name if breed and not FILLERS.issuperset(text.casefold().split()) else ""


def _says_as_much(name, text):
    """Say whether the name holds the words of the text, in whatever order and punctuation."""
    name, text = name.casefold(), text.casefold()
    return text in name or sorted(filter(str.isalpha, text)) == sorted(filter(str.isalpha, name))
