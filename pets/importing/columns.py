"""Which column of a file means what: by its heading, or as its owner says."""

import re
import unicodedata
from dataclasses import dataclass, field

# Field -> headings without spaces, punctuation and capitals, the best first. Where two headings fit a field, the
# better one is taken; the fields in SEVERAL take all of theirs, in the order of the file.
HEADINGS = {
    "key": (
        "animalid animalnumber animalno animalnum animalcode sheltercode shelterid petid petnumber tiernummer"
        " tierid id recordid recordnumber impoundnumber impoundno impoundnum intakenumber casenumber nummer nr"
    ),
    "name": "animalname petname name dogname catname tiername rufname namedestieres nombre nom",
    "type": (
        "speciesname species animalspecies animaltype pettype typeofanimal type animalclass animalkind kind animal"
        " tierart art gattung especie espece"
    ),
    "breed": (
        "primarybreed breedprimary breed1 animalprimarybreed breedname animalbreed breed breeds petbreed rasse"
        " rassename raza race"
    ),
    "second_breed": "secondarybreed breedsecondary breed2 animalsecondarybreed secondbreed zweiterasse",
    "color": (
        "color colour colors colours animalcolor primarycolor colorprimary basecolour basecolor basecolourname"
        " basecolorname color1 secondarycolor colorsecondary color2 color3 tertiarycolor furcolor coatcolor farbe"
        " fellfarbe"
    ),
    "sex": "sex gender sexname animalsex animalgender sexuponoutcome sexuponintake petsex geschlecht sexo sexe",
    "neutered": (
        "spayedneutered neutered neuteredname sterilized sterilised altered spayneuter reproductivestatusatoutcome"
        " reproductivestatusatintake isfixed fixed kastriert"
    ),
    "birth": (
        "dateofbirth dob birthdate animalbirthdate birthday birth born animaldob geburtsdatum geburtstag geboren"
        " geborenam birthyear animalbirthyear geburtsjahr"
    ),
    "age_years": (
        "age animalage agename agetext ageuponoutcome ageuponintake ageatoutcome ageatintake ageinyears ageyears"
        " ageyrs yearsold petage alter alterinjahren alterjahre"
        " generalage animalgeneralage agegroup"
    ),
    "age_months": "ageinmonths agemonths agemos monthsold alterinmonaten altermonate",
    "age_weeks": "ageinweeks ageweeks weeksold alterinwochen",
    "age_days": "ageindays agedays ageuponoutcomedays daysold alterintagen",
    "weight": "weight animalweight currentweight petweight weightcurrent gewicht peso poids",
    "size": (
        "size animalsize sizename petsize animalgeneralsizepotential generalsizepotential maturitysize"
        " animalsizename große grosse groesse"
    ),
    "activity": "activitylevel energylevel animalactivitylevel animalenergylevel activity energy aktivitat",
    "availability": "availability adoptionstatus adoptable status animalstatus verfugbarkeit",
    "outcome": (
        "outcometype outcomestatus outcome outcomecondition outcometypename movementtype outcomesubtype"
        " disposition finaloutcome abgang abgangsart"
    ),
    "died": (
        "deceaseddate dateofdeath deathdate datedeceased dod outcomeisdead isdead deceased dead isdoa puttosleep"
        " todesdatum verstorbenam"
    ),
    "price": "price adoptionfee animaladoptionfee adoptionprice schutzgebuhr preis",
    "good_with_children": (
        "goodwithchildren goodwithkids isgoodwithchildrenname animalokwithkids okwithkids okwithchildren"
        " goodwithchildrenname kinderfreundlich kidfriendly"
    ),
    # Not "notes" or "comments": in shelters' programs these hold remarks about people.
    "description": "description animaldescription petdescription websitemedianotes bio memo beschreibung",
}
SEVERAL = frozenset({"color", "outcome", "died"})
MANDATORY = ("type",)
IGNORED = "ignore"

_FIELD_OF = {
    heading: (name, rank) for name, headings in HEADINGS.items() for rank, heading in enumerate(headings.split())
}
# What a heading may say about the unit of its numbers: "Weight (lbs)", "Gewicht in kg".
_WEIGHT_UNITS = {
    "kg": "kg kgs kilo kilos kilogram kilograms kilogramm",
    "g": "g gr gram grams gramm",
    "lb": "lb lbs pound pounds",
    "oz": "oz ounce ounces",
}
_UNIT_OF = {word: unit for unit, words in _WEIGHT_UNITS.items() for word in words.split()}


class MappingError(Exception):
    """The headings do not tell what is needed; the message names them and says how to help."""


@dataclass(frozen=True)
class Columns:
    """What each column means.

    Attributes:
        headings: as they stand in the file.
        places: field -> places of its columns in a row, from 0.
        weight_unit: "kg", "g", "lb", "oz" if the heading says so, else "".
        layout: "petfinder" for the numbered words of the PetFinder data, else "".
    """

    headings: tuple
    places: dict = field(default_factory=dict)
    weight_unit: str = ""
    layout: str = ""

    def get(self, cells, name):
        """Return the text of the field's (first) column in a row, "" if there is none."""
        places = self.places.get(name)
        return cells[places[0]] if places else ""

    def get_all(self, cells, name):
        """Return the texts of all columns of the field."""
        return [cells[place] for place in self.places.get(name, ())]

    @property
    def unused(self):
        """The headings that mean nothing to us."""
        used = {place for places in self.places.values() for place in places}
        return [heading for place, heading in enumerate(self.headings) if place not in used]


def match_columns(headings, told=None, *, needs_type=True):
    """Return the `Columns` of a file.

    Args:
        headings: the texts of the heading row.
        told: heading -> field, stronger than what the headings say by themselves; a heading that we know will do
            for its field, and "ignore" leaves a column out. Capitals, spaces and punctuation do not matter.
        needs_type: False if the type of the animals is known without a column.

    Raises:
        MappingError: a told heading or field does not exist, or a mandatory field has no column.
    """
    plain = [_plain(heading) for heading in headings]
    told = _checked(told or {}, headings, plain)
    ranked = {}
    weight_unit = ""
    for place, heading in enumerate(plain):
        name, rank, unit = _understand(heading, headings[place])
        if place in told:
            (name, unit), rank = told[place], -1
        if name and name != IGNORED:
            ranked.setdefault(name, []).append((rank, place))
            if name == "weight" and min(ranked[name]) == (rank, place):
                weight_unit = unit
    places = {
        name: tuple(sorted(place for _, place in found)) if name in SEVERAL else (min(found)[1],)
        for name, found in ranked.items()
    }
    columns = Columns(tuple(headings), places, weight_unit)
    if needs_type and (missing := [name for name in MANDATORY if name not in places]):
        raise MappingError(
            f"No column for: {', '.join(missing)}. The headings are: {', '.join(headings)}."
            f" Say which one it is: --map HEADING={missing[0]}"
        )
    if {"petid", "maturitysize", "breed1"} <= set(plain):
        return _as_petfinder(columns, told)
    return columns


def heading_score(headings, told=()):
    """Return how many of these texts are headings that we know, or were told: what a heading row has most of."""
    told = {_plain(heading) for heading in told}
    return sum(1 for heading in headings if _plain(heading) in told or _understand(_plain(heading), heading)[0])


def _checked(told, headings, plain):
    """Return place -> (field, unit of weight) for what was told."""
    places = {}
    for heading, name in told.items():
        unit = ""
        if name not in HEADINGS and name != IGNORED:
            # "pet_name", "date_of_birth", "weight_lb": a heading that we know names its field too.
            name, _rank, unit = _understand(_plain(name), name)
        if not name:
            raise MappingError(
                f"There is no field {told[heading]!r}. The fields are: {', '.join([*HEADINGS, IGNORED])}."
            )
        # A heading of mere punctuation ("#") is compared as it stands.
        wanted = _plain(heading)
        found = [
            place
            for place, other in enumerate(plain)
            if (wanted and other == wanted) or headings[place].strip() == heading.strip()
        ]
        if not found:
            raise MappingError(f"No column is headed {heading!r}. The headings are: {', '.join(headings)}.")
        places |= dict.fromkeys(found, (name, unit))
    return places


def _understand(plain, heading):
    """Return field, rank and unit of weight for a heading; the field is "" if it means nothing to us."""
    if plain in _FIELD_OF:
        return *_FIELD_OF[plain], ""
    words = re.findall(r"[^\W\d_]+", heading.casefold())
    units = {_UNIT_OF[word] for word in words if word in _UNIT_OF}
    if len(units) == 1:
        rest = "".join(_plain(word) for word in words if word not in _UNIT_OF and word != "in")
        if rest == "":
            return "", 0, ""
        if _FIELD_OF.get(rest, ("",))[0] == "weight":
            return "weight", 0, units.pop()
    for unit in _UNIT_OF:
        # "WeightKg", "weightlbs"
        if plain in (f"weight{unit}", f"weightin{unit}", f"gewicht{unit}"):
            return "weight", 0, _UNIT_OF[unit]
    return "", 0, ""


def _as_petfinder(columns, told):
    """The PetFinder data (as published for a contest) counts ages in months without saying so."""
    places = dict(columns.places)
    if "age_years" in places and places["age_years"][0] not in told:
        places["age_months"] = places.pop("age_years")
    return Columns(columns.headings, places, columns.weight_unit, "petfinder")


def _plain(heading):
    letters = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(letter for letter in letters if letter.isalnum())
