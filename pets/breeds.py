"""What is known about breeds, and how to recognise one by the words that people write.

The facts stand in ``pets/data`` (sources in its README and in each row). They are read once, when first asked for.
"""

import csv
import functools
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data"

# Words that say "not quite this breed", or nothing at all.
FILLERS = frozenset(
    {"mix", "mixed", "cross", "crossbreed", "crossbred", "x", "breed", "purebred", "pure", "bred"}
    | {"dog", "cat", "puppy", "kitten", "bird", "fish"}
)
# Coats of one and the same breed of dogs. For cats the coat makes the breed, so there they stay.
COATS = frozenset(
    {"smooth", "rough", "smth", "coat", "coated", "hair", "haired", "hairs", "sh", "lh", "wh"}
    | {"short", "shorthair", "shorthaired", "long", "longhair", "longhaired", "wire", "wirehair", "wirehaired"}
)
# How shelters shorten words, where the short form is not the beginning of the long one or is under three letters.
SHORT_FORMS = {
    "am": "american",
    "eng": "english",
    "grt": "great",
    "gr": "great",
    "hnd": "hound",
    "hndr": "hound",
    "lpd": "leopard",
    "mini": "miniature",
    "mtn": "mountain",
    "mn": "mountain",
    "pt": "pit",
    "ptr": "pointer",
    "pyr": "pyrenees",
    "retr": "retriever",
    "sp": "spaniel",
    "spn": "spaniel",
    "sht": "shorthaired",
    "st": "saint",
    "std": "standard",
    "stnd": "standard",
    "tr": "terrier",
    "wht": "white",
    "whtn": "wheaten",
}
SHORTEST_CUT_WORD = 3
SHORTEST_CUT_ONLY_WORD = 5
SHORTEST_CUT_TEXT = 12
LONGEST_TEXT = 200


# Each breed exists once, so identity is equality, and quicker.
@dataclass(frozen=True, slots=True, eq=False)
class Breed:
    """A breed, or a kind of animal where people do not speak of breeds (a hamster, a goldfish).

    Attributes:
        pet_type: a value of ``Pet.Type``.
        name: the breed's proper name; aliases: other spellings.
        weight_min_kg, weight_max_kg: weight of an adult in kilograms, None if not known.
        activity_level: "low", "medium", "high", or "" if not known.
        length_min_cm, length_max_cm: length of an adult fish in centimetres, None for all others.
        good_with_children, good_with_dogs, energy, voice, shedding: 1 (least) to 5 (most), None if not known.
        source, family_source: where the facts come from; the latter for the five from 1 to 5.
    """

    pet_type: str
    name: str
    aliases: tuple[str, ...]
    weight_min_kg: Decimal | None
    weight_max_kg: Decimal | None
    activity_level: str
    source: str
    length_min_cm: Decimal | None = None
    length_max_cm: Decimal | None = None
    good_with_children: int | None = None
    good_with_dogs: int | None = None
    energy: int | None = None
    voice: int | None = None
    shedding: int | None = None
    family_source: str = ""

    def __str__(self):
        return self.name


def breeds_of(pet_type):
    """Return all breeds of a type as a tuple, by name; empty for a type that does not exist."""
    return tuple(sorted(_breeds().get(pet_type, ()), key=lambda breed: _plain(breed.name)))


def recognise(pet_type, text):
    """Return the one `Breed` that a text surely means, or None.

    Capitals, punctuation and the order of words do not matter ("Schnauzer - Miniature"), nor do "mix" and "cross";
    words may be cut off ("GERM SHEPHERD", "Doberman Pinsch"). Whatever fits two breeds ("Poodle", which comes in
    three sizes), and a cross of two different breeds, is None: see `candidates`.

    Args:
        pet_type: a value of ``Pet.Type``.
        text: what somebody wrote; None and "" are fine.
    """
    found = candidates(pet_type, text)
    return found[0] if len(found) == 1 else None


def candidates(pet_type, text):
    """Return the breeds that a text may mean, as a tuple by name; empty if any part of it is unknown.

    A cross ("Labrador/Poodle") gives the breeds of all its parts. Arguments as for `recognise`.
    """
    return _candidates(pet_type, (text or "")[:LONGEST_TEXT])


def suggestions(pet_type, text, limit=5):
    """Return breeds that are spelled almost like the text: one or two letters wrong, missing, too many or swapped.

    The nearest come first. A text that `candidates` already understands has no suggestions. Nothing is ever taken
    over by itself: a person chooses.
    """
    if candidates(pet_type, text):
        return []
    letters = _joined(_words((text or "")[:LONGEST_TEXT]))
    if len(letters) < 3:
        return []
    allowed = 1 if len(letters) <= 5 else 2
    nearest = {}
    for joined, breeds in _index(pet_type).joined.items():
        distance = _distance(letters, joined, allowed)
        if distance <= allowed:
            for breed in breeds:
                nearest[breed] = min(distance, nearest.get(breed, distance))
    return sorted(nearest, key=lambda breed: (nearest[breed], breed.name))[:limit]


# --- Recognising ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Index:
    """The names and aliases of one type, in the forms in which texts are looked up."""

    words: dict  # words in alphabetical order -> breeds
    joined: dict  # all letters without spaces, in the order as written -> breeds


@functools.cache
def _index(pet_type):
    words, joined = defaultdict(set), defaultdict(set)
    for breed in _breeds().get(pet_type, ()):
        for name in (breed.name, *breed.aliases):
            as_words = _words(name)
            words[tuple(sorted(as_words))].add(breed)
            joined[_joined(as_words)].add(breed)
    return _Index(dict(words), dict(joined))


@functools.lru_cache(maxsize=4096)
def _candidates(pet_type, text):
    whole = _match(pet_type, _words(text))
    if whole:
        return _by_name(whole)
    # "Labrador / Poodle", "Labrador x Poodle", "Labrador, Poodle": each part must be known.
    parts = [_words(part) for part in re.split(r"[/,;+&×]|\b(?:x|and|und)\b", text.casefold())]
    parts = [part for part in parts if part and not FILLERS.issuperset(part)]
    found = [_match(pet_type, part) for part in parts]
    return _by_name(frozenset().union(*found)) if found and all(found) else ()


def _match(pet_type, words):
    """Return the set of breeds that fit these words, by the surest way that finds any."""
    index = _index(pet_type)
    told = [word for word in words if word not in FILLERS]
    attempts = [words, told]
    if pet_type == "dog":
        attempts.append([word for word in told if word not in COATS])
    for attempt in attempts:
        attempt = attempt or words
        found = (
            index.words.get(tuple(sorted(attempt)))
            or index.joined.get(_joined(attempt))
            or _match_long_forms(index, attempt)
            or _match_cut(index, attempt)
        )
        if found:
            return frozenset(found)
    return frozenset()


def _match_long_forms(index, words):
    longer = [SHORT_FORMS.get(word, word) for word in words]
    return longer != words and (index.words.get(tuple(sorted(longer))) or _match_cut(index, longer))


def _match_cut(index, words):
    """Return the breeds whose name is this text before it was cut off: at its end, or word by word."""
    joined = _joined(words)
    if len(words) > 1 and len(joined) >= SHORTEST_CUT_TEXT:
        found = _union(breeds for name, breeds in index.joined.items() if name.startswith(joined))
        if found:
            return found
    if len(words) == 1:
        # One word alone may lack two letters only: a "Parrot" is no Parrotlet.
        if len(joined) < SHORTEST_CUT_ONLY_WORD:
            return frozenset()
        return _union(
            breeds
            for (first, *others), breeds in index.words.items()
            if not others and first.startswith(joined) and len(first) <= len(joined) + 2
        )
    if not words or min(map(len, words)) < SHORTEST_CUT_WORD:
        return frozenset()
    return _union(breeds for name, breeds in index.words.items() if _is_cut(tuple(sorted(words)), name))


def _is_cut(cut, name):
    """Say whether each of these words begins a word of the name, a different one each, and none is left over."""
    if len(cut) != len(name):
        return False
    rest = list(name)
    # The longest first: "short shorth" must not give "shorthaired" away to "short".
    for word in sorted(cut, key=len, reverse=True):
        whole = next((other for other in rest if other.startswith(word)), None)
        if whole is None:
            return False
        rest.remove(whole)
    return True


def _union(sets):
    return frozenset().union(*sets)


def _by_name(breeds):
    return tuple(sorted(breeds, key=lambda breed: breed.name))


def _plain(text):
    """Return the text in small letters without accents: "Vendéen" becomes "vendeen"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _words(text):
    # An apostrophe belongs to its word: "Reeves' Turtle", "Children's Python".
    return re.findall(r"[^\W_]+", re.sub(r"['’`]", "", _plain(text)))


def _joined(words):
    return "".join(words)


def _distance(one, other, limit):
    """Return how many letters must change, go, come or swap with a neighbour; `limit` + 1 if more than that.

    Optimal string alignment (Damerau-Levenshtein without second thoughts).
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


# --- Reading -------------------------------------------------------------------------------------------------


@functools.cache
def _breeds():
    """Return the breeds of each type, in the order of the file."""
    family = {(row["pet_type"], row["breed"]): row for row in _rows("breed_family.csv")}
    lengths = {row["breed"]: row for row in _rows("fish_lengths.csv")}
    breeds = defaultdict(list)
    for row in _rows("breeds.csv"):
        pet_type, name = row["pet_type"], row["breed"]
        traits = family.get((pet_type, name), {})
        length = lengths.get(name, {}) if pet_type == "fish" else {}
        breeds[pet_type].append(
            Breed(
                pet_type=pet_type,
                name=name,
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                weight_min_kg=_decimal(row["weight_min_kg"]),
                weight_max_kg=_decimal(row["weight_max_kg"]),
                activity_level=row["activity_level"],
                source=row["source"],
                length_min_cm=_decimal(length.get("length_min_cm")),
                length_max_cm=_decimal(length.get("length_max_cm")),
                good_with_children=_score(traits.get("good_with_children_1_5")),
                good_with_dogs=_score(traits.get("good_with_dogs_1_5")),
                energy=_score(traits.get("energy_1_5")),
                voice=_score(traits.get("vocal_1_5")),
                shedding=_score(traits.get("shedding_1_5")),
                family_source=traits.get("source", ""),
            )
        )
    return breeds


def _rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _decimal(text):
    return Decimal(text) if text else None


def _score(text):
    return int(text) if text else None
