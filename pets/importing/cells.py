"""What one cell of a shelter's record means: name, weight, size, sex, price and the like.

Pure functions. A text that is not understood raises `ValueError`; an empty one, or one that says "unknown", gives
None.
"""

import functools
import re
from decimal import ROUND_HALF_UP, Decimal

# What shelters write where they know nothing.
_NOTHING = frozenset(
    {
        "",
        "unknown",
        "unk",
        "unspecified",
        "none",
        "no",
        "n/a",
        "na",
        "nan",
        "null",
        "nil",
        "-",
        "--",
        "?",
        "0",
        "tbd",
    }
    | {
        "undetermined",
        "not specified",
        "not applicable",
        "not known",
        "no age",
        "unbekannt",
        "keine angabe",
        "k.a.",
        "ohne",
    }
)
_NO_NAMES = _NOTHING | {
    "no name",
    "unnamed",
    "no name yet",
    "noname",
    "nameless",
    "name unknown",
    "ohne namen",
    "baby",
}
NO_NAME = "No name yet"
LONGEST_NAME = LONGEST_BREED = 50

# The same few words fill a column of a million rows.
_remembered = functools.lru_cache(maxsize=1024)


def tidy(text):
    """Return the text on one line, with single spaces and without characters that cannot be printed."""
    text = " ".join(text.split())
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())


def is_nothing(text):
    """Say whether a text means that nothing is known."""
    return text.strip().casefold() in _NOTHING


_SHORTENED = frozenset({"MR", "MRS", "MS", "DR", "ST", "JR", "SR"})


def calm(text):
    """Return a text in capitals in letters that are easier to read: "MISSY ELLIOTT" becomes "Missy Elliott".

    Texts with any small letter stay as they are, and so do two letters without a vowel, which are initials ("TJ").
    """
    if not text.isupper():
        return text

    def quieter(match):
        word = match[0]
        if len(word) == 2 and not re.search("[AEIOUYÀ-Ý]", word) and word not in _SHORTENED:
            return word
        parts = word.split("'")
        # O'NEIL becomes O'Neil, but DON'T becomes Don't.
        return "'".join(
            part.capitalize() if len(part) > 1 or n == 0 else part.lower() for n, part in enumerate(parts)
        )

    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)*", quieter, text)


def read_name(text):
    """Return the animal's name, or None if it has none.

    Shelters put an asterisk before or after a name that they gave themselves: it goes. The name may still be too
    long for its column.
    """
    name = tidy(text.replace("*", " "))
    if len(name) > 2 and (quoted := re.fullmatch(r"[\"“”'`](.+)[\"“”'`]", name)):
        name = quoted[1]
    if not any(letter.isalnum() for letter in name) or name.casefold() in _NO_NAMES - {"no", "baby"}:
        return None
    return calm(name)


# --- Weight --------------------------------------------------------------------------------------------------

KG, GRAM, POUND, OUNCE = "kg", "g", "lb", "oz"
_KG_PER_UNIT = {
    KG: Decimal(1),
    GRAM: Decimal("0.001"),
    # The international pound of 1959, and its sixteenth.
    POUND: Decimal("0.45359237"),
    OUNCE: Decimal("0.028349523125"),
}
_UNIT_OF = {
    word: unit
    for unit, words in {
        KG: "kg kgs kilo kilos kilogram kilograms kilogramm",
        GRAM: "g gr gm gms gram grams gramm",
        POUND: "lb lbs pound pounds #",
        OUNCE: "oz ozs ounce ounces",
    }.items()
    for word in words.split()
}
_AMOUNT = re.compile(r"(\d[\d.,]*|[.,]\d+)\s*([a-z]+|#)?\.?")
_ABOUT = re.compile(
    r"(?:[\s,;&+~()]|\b(?:and|und|about|approx|approximately|est|estimated|ca|circa|weighs|ungefähr)\b\.?)*"
)
HEAVIEST_KG = Decimal(1000)
LIGHTEST_KG = Decimal("0.01")


@_remembered
def read_weight(text, unit=KG):
    """Return a weight in kilograms as a Decimal with two places, or None if there is none (0 was never weighed).

    Understood are "12", "4,5", "4.5 kg", "12 lbs", "850 g", "3 lb 4 oz", "12#". What weighs less than 10 g counts
    as 10 g, because the column has two places.

    Args:
        text: what stands in the file.
        unit: the unit of a bare number: "kg", "g", "lb", "oz".

    Raises:
        ValueError: no weight, a negative one, or one of 1000 kg and more.
    """
    text = text.strip().casefold()
    if is_nothing(text):
        return None
    amounts = _AMOUNT.findall(text)
    if not amounts or not _ABOUT.fullmatch(_AMOUNT.sub(" ", text)):
        raise ValueError(text)
    if len(amounts) > 1 and not all(word for _, word in amounts):
        raise ValueError(text)
    kilograms = Decimal(0)
    for number, word in amounts:
        of = _UNIT_OF.get(word) if word else unit
        if of is None:
            raise ValueError(text)
        kilograms += _number(number, of) * _KG_PER_UNIT[of]
    if kilograms == 0:
        return None
    weight = max(kilograms.quantize(Decimal("0.01"), ROUND_HALF_UP), LIGHTEST_KG)
    if weight >= HEAVIEST_KG:
        raise ValueError(text)
    return weight


def _number(text, unit):
    """Return a number with a decimal point or comma: the last mark that stands once is the decimal one."""
    text = text.rstrip(".,")
    if "," in text and "." in text:
        thousands, decimal = (",", ".") if text.rfind(".") > text.rfind(",") else (".", ",")
        text = text.replace(thousands, "").replace(decimal, ".")
    elif text.count(",") > 1 or (unit in (GRAM, None) and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text)):
        # Nobody weighs to the milligram: "1,250 g" has a thousands separator. The same goes for a price.
        text = text.replace(",", "").replace(".", "")
    else:
        text = text.replace(",", ".")
    if text.count(".") > 1 or len(text) > 20:
        raise ValueError(text)
    return Decimal(text)


# --- Choices -------------------------------------------------------------------------------------------------


def _choices(**words):
    return {word: choice for choice, text in words.items() for word in text.split("|")}


_SIZES = _choices(
    small="small|s|sm|sml|tiny|toy|mini|miniature|extra small|x-small|xs|klein|sehr klein|pequeño|petit",
    medium="medium|m|med|mid|mittel|mittelgroß|average|mediano|moyen",
    large="large|l|lg|lrg|big|x-large|xlarge|x-lrg|xl|xxl|extra large|extra-large|giant|very large"
    "|groß|gross|sehr groß|grande|grand",
)
# A young animal's size says nothing about the grown one.
_NO_SIZES = frozenset({"kittn", "kitten", "puppy", "pup", "baby", "young"})
_LEVELS = _choices(
    low="low|lazy|calm|slightly active|not active|inactive|sedentary|niedrig|gering|ruhig|1",
    medium="medium|moderate|moderately active|average|normal|mittel",
    high="high|active|very active|highly active|energetic|very high|hoch|lebhaft",
)
_SEXES = _choices(
    male="male|m|boy|männlich|mannlich|rüde|kater|macho|intact male|male intact|unaltered male",
    female="female|f|girl|weiblich|w|hündin|katze|hembra|intact female|female intact|unaltered female",
)
# A sex column that also says that the animal is neutered. "N" and "S" are those of the Chameleon program.
_FIXED_SEXES = _choices(
    male="neutered male|male neutered|male/neutered|m/n|mn|n|neutered|castrated|castrated male|männlich kastriert",
    female="spayed female|female spayed|female/spayed|f/s|fs|s|spayed|weiblich kastriert",
)
_FIXED = _choices(
    yes="yes|y|true|t|1|ja|altered|sterilized|sterilised|fixed|neutered|spayed|spayed/neutered|kastriert|castrated",
    no="no|n|false|f|nein|intact|unaltered|fertile|not neutered|unkastriert",
)
_ANSWERS = _choices(yes="yes|y|true|ja|si|oui|t", no="no|false|nein|non|f")
_AVAILABILITY = _choices(
    available="available|adoptable|available for adoption|for adoption|yes|true|ja|verfügbar|vermittelbar"
    "|zu vermitteln",
    reserved="reserved|on hold|hold|pending|adoption pending|application pending|reserviert",
    rehomed="adopted|rehomed|placed|vermittelt|adoption|in new home|sold",
    shown="shown|only to be admired|not available|unavailable|not for adoption|display|no|false|nein"
    "|nicht verfügbar",
)


@_remembered
def read_size(text):
    """Return "small", "medium" or "large" as the file says; None for none. Raises `ValueError`."""
    # "Small (0-25 lbs)" and "Large 61-100 pounds" say the size first.
    plain = re.split(r"\s*[(\d]", _choice_text(text))[0].strip() if not is_nothing(text) else ""
    if not plain or plain in _NO_SIZES:
        return None
    return _pick(_SIZES, plain, text)


@_remembered
def read_activity(text):
    """Return "low", "medium" or "high" as the file says; None for none. Raises `ValueError`."""
    return None if is_nothing(text) else _pick(_LEVELS, _choice_text(text), text)


@_remembered
def read_availability(text):
    """Return a value of ``Pet.Availability``; None for none. Raises `ValueError`."""
    plain = _choice_text(text)
    return None if is_nothing(text) and plain not in _AVAILABILITY else _pick(_AVAILABILITY, plain, text)


@_remembered
def read_answer(text):
    """Return True or False for yes and no, None for anything else: programs disagree on what 0 and 1 mean."""
    return {"yes": True, "no": False}.get(_ANSWERS.get(_choice_text(text)))


@_remembered
def read_sex(text):
    """Return what a column of sexes says: "male", "female" or "", and True or False if it says neutered or not."""
    plain = _choice_text(text)
    if plain in _FIXED_SEXES:
        return _FIXED_SEXES[plain], True
    return _SEXES.get(plain, ""), False if plain.startswith(("intact", "unaltered")) else None


@_remembered
def read_fixed(text):
    """Return True if the animal is neutered or spayed, False if not, None if the column does not say."""
    plain = _choice_text(text)
    # "Neutered Male", "Intact Female": the last state of some programs.
    sex, fixed = read_sex(text) if " " in plain else ("", None)
    return fixed if sex else {"yes": True, "no": False}.get(_FIXED.get(plain))


_CURRENCY = r"(?:eur|euro|usd|dollars?|gbp|chf|[$€£¥])?"
_PRICE = re.compile(rf"{_CURRENCY}\s*(\d[\d.,]*)-?\s*{_CURRENCY}")


@_remembered
def read_price(text):
    """Return a price as a Decimal with two places, or None. Raises `ValueError`, also for a million and more."""
    plain = _choice_text(text)
    if plain in ("free", "kostenlos", "gratis"):
        return Decimal("0.00")
    if is_nothing(text) and plain != "0":
        return None
    match = re.fullmatch(
        r"[^\d\w-]*(?:eur|usd|gbp|chf)?\s*(\d[\d.,]*)\s*(?:eur|euro|usd|gbp|chf|dollars?|[^\w\s])?(?:-)?", plain
    )
    if not match:
        raise ValueError(text)
    price = _number(match[1], None).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if price >= 1_000_000:
        raise ValueError(text)
    return price


_DEAD = re.compile(
    r".*\beuth|(?:eu|doa|pts|dispo|tot)$|died|dead|deceased|disposal|disposed|destroyed|put to sleep|humanely"
    r"|stillborn|eingeschläfert|verstorben|gestorben"
)
_ALIVE = frozenset({"n", "false", "f", "nein"})


@_remembered
def says_dead(text):
    """Say whether the outcome of a record is an animal's death: "Euthanasia", "DIED", "Disposal"."""
    return bool(_DEAD.match(_choice_text(text)))


@_remembered
def says_date_of_death(text):
    """Say whether a column of deaths (a date, or yes) holds one."""
    return not is_nothing(text) and _choice_text(text) not in _ALIVE


def _choice_text(text):
    return " ".join(text.casefold().split())


def _pick(choices, plain, text):
    if plain not in choices:
        raise ValueError(text)
    return choices[plain]
