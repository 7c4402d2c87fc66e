"""One row of a shelter's file to one pet, or the reason why it cannot be one."""

import datetime
import functools
import re
from dataclasses import dataclass, field
from hashlib import sha256

from pets.importing import cells as cell
from pets.importing.breed_names import name_breed
from pets.importing.dates import (
    DAYS,
    MONTHS,
    OLDEST_YEARS,
    STAGES,
    USUAL_ORDER,
    WEEKS,
    YEARS,
    parse_age,
    parse_date,
    years_between,
)
from pets.importing.species import UnknownTypeError, kind_of
from pets.models import Pet
from pets.traits import OWNER, derive

LONGEST_KEY = 100
LONGEST_DESCRIPTION = 5000

# The numbers that the PetFinder data has in place of words.
_PETFINDER = {
    "type": {"1": "Dog", "2": "Cat"},
    "sex": {"1": "Male", "2": "Female", "3": ""},
    "neutered": {"1": "yes", "2": "no", "3": ""},
    "size": {"1": "small", "2": "medium", "3": "large", "4": "extra large", "0": ""},
}
_AGE_COLUMNS = {"age_years": YEARS, "age_months": MONTHS, "age_weeks": WEEKS, "age_days": DAYS}


class NotImportableError(Exception):
    """The row becomes no pet; the message is the reason in plain words."""


@dataclass(frozen=True)
class Options:
    """What the owner of a file tells about it.

    Attributes:
        today: the date to which ages are counted.
        availability: a value of ``Pet.Availability`` for animals of which the file says nothing.
        date_order: "dmy" or "mdy" for dates such as 03/04/2024; "" finds out from the other dates of the column.
        weight_unit: "kg", "g", "lb" or "oz" for weights without a unit.
        types: pairs (word, type) for words in the column of the type; the word "*" stands for any.
    """

    today: datetime.date
    availability: str = Pet.Availability.AVAILABLE
    date_order: str = ""
    weight_unit: str = cell.KG
    types: tuple = ()


@dataclass
class Record:
    """A pet that is not saved yet, and what was left out of it.

    Attributes:
        pet: with all its fields but ``import_key``.
        notes: sentences about values that were not taken over.
        breed_told, breed_known: whether the row names a breed, and whether it was recognised.
    """

    pet: Pet
    notes: list = field(default_factory=list)
    breed_told: bool = False
    breed_known: bool = False


def animal_id(columns, cells):
    """Return the file's own id of the animal, or "" if it has none."""
    found = cell.tidy(columns.get(cells, "key"))
    return "" if cell.is_nothing(found) else found


def import_key(found, cells, times=1):
    """Return the key under which a row is imported once only.

    Args:
        found: the file's own id of the animal; "" if there is none: then the content of the row is the key.
        cells: all texts of the row.
        times: which of the rows with this same content it is: equal rows are several animals.
    """
    if found:
        key = f"id:{found}"
        return key if len(key) <= LONGEST_KEY else f"id:{_digest([found])}"
    return f"row:{_digest([text.strip() for text in cells])}:{times}"


def has_died(columns, cells):
    """Say whether the record is that of a dead animal."""
    return (
        any(cell.says_dead(text) for text in columns.get_all(cells, "outcome"))
        or any(cell.says_date_of_death(text) for text in columns.get_all(cells, "died"))
        or cell.says_dead(columns.get(cells, "availability"))
    )


class Reader:
    """Turns rows of one file into pets.

    Args:
        columns: a `pets.importing.columns.Columns`.
        options: `Options`.
        owner: the pet owner to whom the pets belong; None for a mere look.
    """

    def __init__(self, columns, options, owner=None):
        self._columns, self._options = columns, options
        self._owner_id = owner and owner.pk
        self._order = options.date_order or USUAL_ORDER
        self._unit = columns.weight_unit or options.weight_unit

    def read(self, cells):
        """Return the `Record` of a row.

        Raises:
            NotImportableError: the row has another number of cells than the headings, is empty, speaks of a dead
                animal, or has a type that is not known.
        """
        cells = self._fitting(cells)
        if has_died(self._columns, cells):
            raise NotImportableError("the animal has died")
        notes = []
        pet_type, kind = self._type(cells)
        breed = self._breed(cells, pet_type, kind, notes)
        age, stage = self._age(cells, pet_type, notes)
        size = self._try(cells, "size", cell.read_size, notes)
        level = self._try(cells, "activity", cell.read_activity, notes)
        pet = Pet(
            user_id=self._owner_id,
            pet_name=self._name(cells, notes),
            pet_type=pet_type,
            breed=breed.name or None,
            age=age,
            weight=self._try(cells, "weight", lambda text: cell.read_weight(text, self._unit), notes),
            size=size,
            size_source=OWNER if size else "",
            activity_level=level,
            activity_source=OWNER if level else "",
            availability=self._try(cells, "availability", cell.read_availability, notes)
            or self._options.availability,
            price=self._try(cells, "price", cell.read_price, notes),
            good_with_children=cell.read_answer(self._columns.get(cells, "good_with_children")),
            description=self._description(cells, stage, breed.record, notes),
        )
        derive(pet)
        return Record(pet, notes, breed.told, breed.known)

    def _fitting(self, cells):
        """Return as many cells as there are headings; empty ones too many do no harm."""
        expected = len(self._columns.headings)
        if not "".join(cells).strip():
            raise NotImportableError("the row is empty")
        if len(cells) > expected and not any(text.strip() for text in cells[expected:]):
            return cells[:expected]
        if len(cells) != expected:
            raise NotImportableError(f"it has {len(cells)} columns, the headings have {expected}")
        return cells

    def _text(self, cells, name):
        text = self._columns.get(cells, name)
        if self._columns.layout == "petfinder" and name in _PETFINDER:
            return _PETFINDER[name].get(text.strip(), text)
        return text

    def _try(self, cells, name, read, notes):
        """Return what `read` makes of a cell; a text that it does not understand is noted and left out."""
        text = self._text(cells, name)
        try:
            return read(text) if text else None
        except ValueError:
            notes.append(f"{name.replace('_', ' ')} {_short(text)} is not understood, left out")
            return None

    def _type(self, cells):
        try:
            return kind_of(self._text(cells, "type"), self._columns.get(cells, "breed"), self._options.types)
        except UnknownTypeError as error:
            raise NotImportableError(str(error)) from None

    def _name(self, cells, notes):
        text = self._columns.get(cells, "name")
        name = cell.read_name(text)
        # Some programs write the animal's number where it has no name.
        if name is None or name == animal_id(self._columns, cells):
            return cell.NO_NAME
        if len(name) > cell.LONGEST_NAME:
            notes.append(f"the name {name!r} is too long, cut at {cell.LONGEST_NAME} characters")
            name = name[: cell.LONGEST_NAME].strip()
        return name

    def _breed(self, cells, pet_type, kind, notes):
        texts = self._columns.get(cells, "breed"), self._columns.get(cells, "second_breed")
        breed = name_breed(pet_type, kind, *texts)
        if self._columns.layout != "petfinder":
            notes.extend(f"breed {_short(text)} is not understood, left out" for text in breed.left_out)
        return breed

    def _age(self, cells, pet_type, notes):
        """Return the age in whole years or None, and the stage of life if the file tells only that.

        The date of birth counts, to today; the column of ages only where there is none.
        """
        birth = self._columns.get(cells, "birth")
        if not cell.is_nothing(birth):
            try:
                born = parse_date(birth, self._order, today=self._options.today)
            except ValueError:
                notes.append(f"date of birth {_short(birth)} is not understood, left out")
            else:
                if born > self._options.today:
                    notes.append(f"date of birth {_short(birth)} lies in the future, left out")
                else:
                    age = years_between(born, self._options.today)
                    if age <= OLDEST_YEARS[pet_type]:
                        return age, ""
                    notes.append(f"date of birth {_short(birth)} is too long ago, left out")
        return self._told_age(cells, pet_type, notes)

    def _told_age(self, cells, pet_type, notes):
        ages = []
        for name, unit in _AGE_COLUMNS.items():
            text = self._columns.get(cells, name)
            if cell.is_nothing(text) and text.strip() != "0":
                continue
            words = re.findall(r"[^\W\d_]+", text.casefold())
            if words and STAGES.issuperset(words) and not any(letter.isdigit() for letter in text):
                return None, cell.tidy(text).casefold()
            try:
                ages.append(parse_age(text, unit))
            except ValueError:
                notes.append(f"age {_short(text)} is not understood, left out")
        age = sum(ages)
        if age > OLDEST_YEARS[pet_type]:
            notes.append(f"an age of {age} years is too high, left out")
            return None, ""
        return (age, "") if ages else (None, "")

    def _description(self, cells, stage, record, notes):
        """Return what else the record says, in plain words."""
        sex, fixed = cell.read_sex(self._text(cells, "sex"))
        if fixed is None:
            fixed = cell.read_fixed(self._text(cells, "neutered"))
        facts = _say(sex, fixed, tuple(self._columns.get_all(cells, "color")), stage, record)
        told = self._columns.get(cells, "description")
        if not told:
            return facts
        own = "\n".join(filter(None, map(cell.tidy, told.splitlines())))
        text = "\n".join(filter(None, [own, facts]))
        if len(text) > LONGEST_DESCRIPTION:
            notes.append(f"the description is too long, cut at {LONGEST_DESCRIPTION} characters")
        return text[:LONGEST_DESCRIPTION]


@functools.lru_cache(maxsize=4096)
def _say(sex, fixed, colors, stage, record):
    """Return the facts that have no column of their own, as short sentences."""
    seen = []
    for text in colors:
        color = cell.tidy(text).lower()
        # The colours of some files are numbers.
        if not cell.is_nothing(color) and any(map(str.isalpha, color)) and color not in seen:
            seen.append(color)
    said = [
        _say_sex(sex, fixed),
        f"Colour: {' and '.join(seen)}." if seen else "",
        f"Age: {stage}." if stage else "",
        f"In the record: “{record}”." if record else "",
    ]
    return " ".join(filter(None, said))


def _say_sex(sex, fixed):
    if fixed is None:
        return f"{sex.capitalize()}." if sex else ""
    word = {"male": "neutered", "female": "spayed"}.get(sex, "neutered or spayed")
    state = word if fixed else f"not {word}"
    return f"{sex.capitalize()}, {state}." if sex else f"{state.capitalize()}."


def _short(text):
    text = cell.tidy(text)
    return repr(text if len(text) <= 40 else f"{text[:39]}…")


def _digest(texts):
    return sha256("\x1f".join(texts).encode()).hexdigest()[:40]
