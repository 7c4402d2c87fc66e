"""Dates and ages as people write them, turned into whole years."""

import datetime
import functools
import re

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
ORDERS = (DAY_FIRST, MONTH_FIRST)
# The records that this was made for first are American.
USUAL_ORDER = MONTH_FIRST

# No animal of the type grows older: a greater age is a slip or a stand-in such as 1 January 1900.
OLDEST_YEARS = {"dog": 40, "cat": 40, "bird": 100, "reptile": 200, "fish": 100, "other": 80}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar january jänner",
            "feb februar february",
            "mar march märz mär mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}
# Texts are compared in small letters, the T of ISO 8601 too.
_TIME = r"(?:[ t,]+(?:at )?\d{1,2}[:.h]\d.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_NAMED_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-. /]*([a-zä]{{3,9}})[-., /]*(\d{{4}}|\d{{2}}){_TIME}"
)
_NAMED_MONTH_DAY = re.compile(rf"([a-zä]{{3,9}})[-. ]*(\d{{1,2}})(?:st|nd|rd|th)?[, ]+(\d{{4}}){_TIME}")
_MONTH_AND_YEAR = re.compile(r"(?:(\d{1,2})[-/.]|([a-zä]{3,9})[-., ]+)?((?:19|20)\d{2})")
_YEAR_AND_MONTH = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})")


def order_told_by(text):
    """Return "dmy" or "mdy" if this date with slashes or dashes can be read in one order only, else None."""
    match = _YEAR_LAST.fullmatch(text.strip())
    if not match or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if first > 12 >= second:
        return DAY_FIRST
    if second > 12 >= first:
        return MONTH_FIRST
    return None


def is_two_way(text):
    """Say whether a date reads one way with the day first and another way with the month first: 03/04/2024."""
    match = _YEAR_LAST.fullmatch(text.strip())
    return bool(match) and match[2] != "." and match[1] != match[3] and max(int(match[1]), int(match[3])) <= 12


@functools.lru_cache(maxsize=20_000)
def parse_date(text, order=USUAL_ORDER, *, today):
    """Return the `datetime.date` that a text means.

    Understood are 2024-10-24 and 2024/10/24 with or without a time, 20241024, 10/24/2024, 24/10/2024, 24-10-24,
    24.10.2024 (with dots the day always comes first), 24 Oct 2024, Oct 24, 2024, and the names of German months. A
    month alone counts as its middle, a year alone as its 1 July. Years of two digits are never in the future.

    Args:
        text: what stands in the file.
        order: "dmy" or "mdy", for dates that can be read both ways.
        today: the present date.

    Raises:
        ValueError: the text is no date.
    """
    text = text.strip().casefold()
    if match := _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text):
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, separator, second, year = int(match[1]), match[2], int(match[3]), _year(match[4], today)
        order = DAY_FIRST if separator == "." else order_told_by(text) or order
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        return datetime.date(year, month, day)
    if match := _DAY_NAMED_MONTH.fullmatch(text):
        return datetime.date(_year(match[3], today), _month(match[2]), int(match[1]))
    if match := _NAMED_MONTH_DAY.fullmatch(text):
        return datetime.date(int(match[3]), _month(match[1]), int(match[2]))
    if match := _MONTH_AND_YEAR.fullmatch(text):
        number, name, year = match.groups()
        if number or name:
            return datetime.date(int(year), int(number) if number else _month(name), 15)
        return datetime.date(int(year), 7, 1)
    if match := _YEAR_AND_MONTH.fullmatch(text):
        return datetime.date(int(match[1]), int(match[2]), 15)
    raise ValueError(text)


def _year(text, today):
    year = int(text)
    if len(text) == 4:
        return year
    year += today.year // 100 * 100
    return year if year <= today.year else year - 100


def _month(name):
    if name not in _MONTHS:
        raise ValueError(name)
    return _MONTHS[name]


def years_between(birth, today):
    """Return the whole years from a date of birth to today; negative if the birth is still to come."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


# --- Ages ----------------------------------------------------------------------------------------------------

# Days in each unit: a year of 365, so that "12 months" and "52 weeks" do not fall short of one by the leap days.
_UNITS = {
    unit: days
    for days, units in (
        (365, "y yr yrs year years jahr jahre jahren j yo"),
        (365 / 12, "m mo mos mth mths mon month months monat monate monaten"),
        (365 / 52, "w wk wks week weeks woche wochen"),
        (1, "d day days tag tage tagen"),
    )
    for unit in units.split()
}
YEARS, MONTHS, WEEKS, DAYS = "years", "months", "weeks", "days"
# Ages in words tell a stage of life, not years.
STAGES = frozenset(
    {
        "baby",
        "newborn",
        "neonate",
        "infant",
        "young",
        "juvenile",
        "adolescent",
        "adult",
        "mature",
        "senior",
        "geriatric",
    }
    | {"puppy", "kitten", "unweaned", "old", "jung", "jungtier", "erwachsen", "alt"}
)
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_PART = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*([a-zä]+)\.?")
_BETWEEN = re.compile(r"(?:[\s,&+~]|\b(?:and|und|old|alt|about|approx|ca)\b\.?)*")


def parse_age(text, unit=YEARS):
    """Return an age in whole years: "2 years", "1 year 6 months" (1), "10 weeks" (0), "3 Jahre", "2.5" (2).

    Args:
        text: what stands in the file.
        unit: what a bare number counts: "years", "months", "weeks" or "days".

    Raises:
        ValueError: the text is no age, or a negative or endless one.
    """
    text = text.strip().casefold()
    if _NUMBER.fullmatch(text):
        days = _number(text) * _UNITS[unit]
    else:
        parts = _PART.findall(text)
        if not parts or not _BETWEEN.fullmatch(_PART.sub(" ", text)):
            raise ValueError(text)
        if any(name not in _UNITS for _, name in parts):
            raise ValueError(text)
        days = sum(_number(number) * _UNITS[name] for number, name in parts)
    if not 0 <= days < 1_000_000:
        raise ValueError(text)
    # A hair more, for the thirds of a month that binary numbers cannot hold.
    return int(days / 365 + 1e-9)


def _number(text):
    return float(text.replace(",", "."))
