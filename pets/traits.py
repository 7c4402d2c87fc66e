"""Size and activity level of a pet: from the owner, from the breed, from the weight.

Pure functions without a database. The order is the same for both: the owner's word, then what is usual for the
breed, then (size only) the class of the animal's own weight, then unknown.
"""

import functools
from decimal import Decimal

from pets.breeds import candidates

SIZES = SMALL, MEDIUM, LARGE = ("small", "medium", "large")
OWNER, BREED, WEIGHT, UNKNOWN = "owner", "breed", "weight", ""

# Adult weight in kg: up to the first it is small, up to the second medium, above that large. Both bounds belong to
# the smaller class. The dog's are 25 and 60 pounds, as shelters divide them; the others are the project's own.
WEIGHT_LIMITS_KG = {
    "dog": (Decimal("11.3"), Decimal("27.2")),
    "cat": (Decimal(4), Decimal(6)),
    "bird": (Decimal("0.1"), Decimal("0.25")),
    "reptile": (Decimal("0.5"), Decimal(3)),
    "fish": (Decimal("0.01"), Decimal("0.1")),
    "other": (Decimal("0.5"), Decimal(5)),
}
# Adult length in cm, read the same way.
FISH_LENGTH_LIMITS_CM = (Decimal(8), Decimal(20))
# A breed whose heaviest weigh three times its lightest comes in several sizes (Xoloitzcuintli, American Eskimo).
SEVERAL_SIZES_FROM = 3


def adult_size(pet_type, weight_kg):
    """Return the size class of an adult animal of this weight: "small", "medium", "large", or None.

    Args:
        pet_type: a value of ``Pet.Type``; an unknown one gives None.
        weight_kg: kilograms as a number, a Decimal or the text of one; None gives None.
    """
    if weight_kg is None or pet_type not in WEIGHT_LIMITS_KG:
        return None
    return _class_of(weight_kg, WEIGHT_LIMITS_KG[pet_type])


def fish_size(length_cm):
    """Return the size class of a fish that grows to this length in centimetres; None gives None."""
    return None if length_cm is None else _class_of(length_cm, FISH_LENGTH_LIMITS_CM)


@functools.lru_cache(maxsize=4096)
def breed_size(breed, weight_kg=None):
    """Return the size class that is usual for a `Breed`, or None if its facts do not tell.

    Where all adults of the breed fall into one class, that is it. Where the breed's range crosses a bound, an
    adult animal's own weight inside the range tells on which side it stands; without one it is the class of the
    middle of the range. A breed that comes in several sizes has no usual one. A fish counts by the length to which
    it may grow, because that is the tank it needs.

    Args:
        breed: a `pets.breeds.Breed`.
        weight_kg: the animal's own weight if it is grown up, else None.
    """
    if breed.length_max_cm is not None:
        return fish_size(breed.length_max_cm)
    low, high = breed.weight_min_kg, breed.weight_max_kg
    if low is None or high is None:
        return None
    lowest, highest = adult_size(breed.pet_type, low), adult_size(breed.pet_type, high)
    if lowest == highest:
        return lowest
    if high >= low * SEVERAL_SIZES_FROM:
        return None
    if weight_kg is not None and low <= weight_kg <= high:
        return adult_size(breed.pet_type, weight_kg)
    return adult_size(breed.pet_type, (low + high) / 2)


def derive(pet):
    """Fill a pet's size and activity level, and where each comes from. Changes the instance, saves nothing.

    What the owner said stays (source "owner"), and so does a value without a source, which came by plain SQL.
    Everything else is computed afresh, so that a corrected breed, weight or age corrects them too.
    """
    weight = _own_adult_weight(pet)
    breeds = candidates(pet.pet_type, pet.breed)
    if not _is_given(pet.size, pet.size_source):
        pet.size, pet.size_source = _size(pet, breeds, weight)
    if not _is_given(pet.activity_level, pet.activity_source):
        level = _agreed(breed.activity_level for breed in breeds)
        pet.activity_level, pet.activity_source = (level, BREED) if level else (None, UNKNOWN)


def _size(pet, breeds, weight):
    """Return size and source. A cross has the size on which its breeds agree."""
    usual = _agreed(breed_size(breed) for breed in breeds)
    nearer = _agreed(breed_size(breed, weight) for breed in breeds)
    if usual and nearer == usual:
        return usual, BREED
    size = nearer or adult_size(pet.pet_type, weight)
    return (size, WEIGHT) if size else (None, UNKNOWN)


def _own_adult_weight(pet):
    """Return the weight in kg as a Decimal if it says something about the adult animal, else None.

    A young animal (under a year) still grows, and one that weighs nothing was never weighed.
    """
    if pet.weight is None or pet.age == 0:
        return None
    weight = Decimal(str(pet.weight))
    return weight if weight > 0 else None


def _is_given(value, source):
    return value is not None and value != "" and source in (OWNER, UNKNOWN)


def _agreed(values):
    """Return the one value that all of these are, or None if they differ or there are none."""
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _class_of(measure, limits):
    measure = Decimal(str(measure))
    return next((size for size, limit in zip(SIZES, limits, strict=False) if measure <= limit), LARGE)
