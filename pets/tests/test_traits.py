"""Size and activity level: the owner's word, then the breed's, then (size) the weight's class, then unknown."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pets.breeds import breeds_of, recognise
from pets.models import Pet
from pets.traits import WEIGHT_LIMITS_KG, adult_size, breed_size, derive, fish_size


def derived(pet_type="dog", breed=None, **values):
    pet = Pet(pet_type=pet_type, breed=breed, **values)
    derive(pet)
    return pet


def size_of(*args, **values):
    pet = derived(*args, **values)
    return pet.size, pet.size_source


def activity_of(*args, **values):
    pet = derived(*args, **values)
    return pet.activity_level, pet.activity_source


# --- The classes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pet_type", "small", "medium"),
    [
        ("dog", "11.3", "27.2"),
        ("cat", "4", "6"),
        ("bird", "0.1", "0.25"),
        ("reptile", "0.5", "3"),
        ("fish", "0.01", "0.1"),
        ("other", "0.5", "5"),
    ],
)
def test_both_bounds_of_a_type_belong_to_the_smaller_class(pet_type, small, medium):
    hair = Decimal("0.001")
    assert adult_size(pet_type, Decimal(small)) == "small"
    assert adult_size(pet_type, Decimal(small) + hair) == "medium"
    assert adult_size(pet_type, Decimal(medium)) == "medium"
    assert adult_size(pet_type, Decimal(medium) + hair) == "large"
    assert adult_size(pet_type, 0) == "small"
    assert adult_size(pet_type, 999) == "large"


def test_every_type_has_its_bounds():
    assert set(WEIGHT_LIMITS_KG) == set(Pet.Type.values)


def test_a_weight_may_be_a_number_or_a_text():
    assert adult_size("dog", 11.3) == "small"
    assert adult_size("dog", "27.2") == "medium"


def test_no_weight_or_no_type_has_no_class():
    assert adult_size("dog", None) is None
    assert adult_size("dragon", 5) is None


def test_the_length_of_a_fish_has_its_own_bounds():
    assert [fish_size(cm) for cm in (8, Decimal("8.1"), 20, Decimal("20.1"))] == [
        "small",
        "medium",
        "medium",
        "large",
    ]
    assert fish_size(None) is None


# --- What is usual for a breed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pet_type", "breed", "size"),
    [
        # both ends of the range in one class
        ("dog", "Chihuahua", "small"),
        ("dog", "English Springer Spaniel", "medium"),
        ("dog", "Great Dane", "large"),
        ("cat", "Domestic Short Hair", "medium"),
        ("bird", "Budgerigar", "small"),
        ("reptile", "Sulcata Tortoise", "large"),
        # the range crosses a bound: the middle of it
        ("dog", "Labrador Retriever", "large"),
        ("dog", "Beagle", "small"),
        ("dog", "Siberian Husky", "medium"),
        ("cat", "Siamese", "medium"),
        # several sizes: none is usual
        ("dog", "Xoloitzcuintli", None),
        ("dog", "American Eskimo Dog", None),
        ("cat", "Turkish Van", None),
        # a fish counts by the length to which it grows
        ("fish", "Goldfish", "medium"),
        ("fish", "Molly", "medium"),
        ("fish", "Neon Tetra", "small"),
        ("fish", "Clown Loach", "large"),
        # no facts
        ("dog", "Cane Corso", None),
        ("dog", "American Pit Bull Terrier", None),
    ],
)
def test_the_usual_size_of_a_breed(pet_type, breed, size):
    found = recognise(pet_type, breed)
    assert (found and breed_size(found)) == size


def test_an_own_weight_inside_the_range_says_on_which_side_of_the_bound_an_animal_stands():
    labrador = recognise("dog", "Labrador Retriever")
    assert breed_size(labrador, Decimal("24.948")) == "medium"
    assert breed_size(labrador, Decimal("27.2")) == "medium"
    assert breed_size(labrador, Decimal("36.287")) == "large"
    # outside of the range it is no usual Labrador
    assert breed_size(labrador, Decimal("24.947")) == "large"
    assert breed_size(recognise("dog", "Beagle"), Decimal(40)) == "small"


def test_half_a_range_tells_no_size():
    dane = recognise("dog", "Great Dane")
    assert breed_size(replace(dane, weight_min_kg=None)) is None
    assert breed_size(replace(dane, weight_max_kg=None)) is None


def test_few_breeds_have_no_usual_size():
    breeds = [breed for pet_type in Pet.Type.values for breed in breeds_of(pet_type)]
    several = {
        "American Eskimo Dog",
        "Peruvian Inca Orchid",
        "Teddy Roosevelt Terrier",
        "Turkish Van",
        "Xoloitzcuintli",
    }
    no_facts = {
        *("American Pit Bull Terrier", "Mixed Breed", "Australian Kelpie", "Cane Corso", "Spinone Italiano"),
        *("Cavapoo", "Cockapoo", "Goldendoodle", "Labradoodle", "Puggle"),
        *("Crested Gecko", "Panther Chameleon", "Kenyan Sand Boa"),
    }
    assert {breed.name for breed in breeds if breed_size(breed) is None} == several | no_facts


# --- Size ----------------------------------------------------------------------------------------------------


def test_the_owners_word_on_the_size_comes_first():
    assert size_of("dog", "Great Dane", weight=60, size="small", size_source="owner") == ("small", "owner")


def test_a_size_without_a_source_came_by_plain_sql_and_is_respected():
    assert size_of("dog", "Great Dane", weight=60, size="small", size_source="") == ("small", "")


def test_the_breeds_usual_size_comes_before_the_weight():
    assert size_of("dog", "Great Dane", age=4, weight=8) == ("large", "breed")
    assert size_of("dog", "Labrador Retriever", age=4, weight=30) == ("large", "breed")
    assert size_of("dog", "Labrador Retriever mix", age=4) == ("large", "breed")


def test_where_the_breed_crosses_a_bound_the_own_weight_decides():
    assert size_of("dog", "Labrador Retriever", age=4, weight=25) == ("medium", "weight")


@pytest.mark.parametrize(("weight", "size"), [("5.00", "small"), ("11.30", "small"), ("11.31", "medium")])
@pytest.mark.parametrize("breed", ["Xoloitzcuintli", "American Eskimo Dog"])
def test_where_the_breed_comes_in_several_sizes_the_own_weight_decides(breed, weight, size):
    assert size_of("dog", breed, age=4, weight=Decimal(weight)) == (size, "weight")


@pytest.mark.parametrize("breed", [None, "", "Terrier", "American Pit Bull Terrier", "Poodle"])
def test_without_a_usual_size_the_weight_decides(breed):
    assert size_of("dog", breed, age=4, weight=20) == ("medium", "weight")
    assert size_of("dog", breed, age=None, weight="20.00") == ("medium", "weight")
    assert size_of("dog", breed, age=1, weight=20.0) == ("medium", "weight")


def test_an_animal_may_weigh_less_than_a_kilogram():
    assert size_of("bird", "Parrot", age=2, weight="0.20") == ("medium", "weight")


def test_without_anything_the_size_is_unknown():
    assert size_of("dog", "Terrier", age=4) == (None, "")
    assert size_of("dog", "Xoloitzcuintli", age=4) == (None, "")
    # Nothing weighs 0 kg: it was not weighed.
    assert size_of("dog", None, age=4, weight=0) == (None, "")


def test_a_young_animal_has_its_breeds_adult_size_and_never_its_own_weights():
    assert size_of("dog", "Great Dane", age=0, weight=5) == ("large", "breed")
    assert size_of("dog", "Labrador Retriever", age=0, weight=25) == ("large", "breed")
    assert size_of("dog", "Xoloitzcuintli", age=0, weight=5) == (None, "")
    assert size_of("dog", None, age=0, weight=5) == (None, "")


def test_a_cross_has_the_size_on_which_its_breeds_agree():
    assert size_of("dog", "Boxer / Labrador Retriever") == ("large", "breed")
    assert size_of("dog", "Chihuahua / Labrador Retriever") == (None, "")
    assert size_of("dog", "Chihuahua / Labrador Retriever", age=2, weight=15) == ("medium", "weight")
    assert size_of("dog", "Corgi") == ("medium", "breed")


# --- Activity ------------------------------------------------------------------------------------------------


def test_the_owners_word_on_the_activity_comes_first():
    given = {"activity_level": "low", "activity_source": "owner"}
    assert activity_of("dog", "Border Collie", **given) == ("low", "owner")
    assert activity_of("dog", "Border Collie", activity_level="low") == ("low", "")


def test_then_the_breeds_usual_activity():
    assert activity_of("dog", "Border Collie", age=0) == ("high", "breed")
    assert activity_of("dog", "Border Collie / Boxer") == ("high", "breed")


def test_else_the_activity_is_unknown():
    assert activity_of("dog", "Terrier", weight=10) == (None, "")
    assert activity_of("dog", "Border Collie / Pug") == (None, "")
    assert activity_of("cat", "Domestic Short Hair") == (None, "")


# --- Again ---------------------------------------------------------------------------------------------------


def test_deriving_again_changes_nothing():
    pet = derived("dog", "Labrador Retriever", age=4, weight=25)
    before = dict(vars(pet))
    derive(pet)
    assert vars(pet) == before


def test_a_changed_breed_changes_what_came_from_the_breed():
    pet = derived("dog", "Great Dane", age=4, weight=20)
    pet.breed = "Pug"
    derive(pet)
    assert (pet.size, pet.size_source) == ("small", "breed")
    assert (pet.activity_level, pet.activity_source) == ("medium", "breed")
    pet.breed = "Terrier"
    derive(pet)
    assert (pet.size, pet.size_source) == ("medium", "weight")
    assert (pet.activity_level, pet.activity_source) == (None, "")


def test_a_changed_weight_changes_what_came_from_the_weight():
    pet = derived("dog", None, age=4, weight=20)
    pet.weight = 40
    derive(pet)
    assert (pet.size, pet.size_source) == ("large", "weight")
    pet.weight = None
    derive(pet)
    assert (pet.size, pet.size_source) == (None, "")


def test_an_owner_who_takes_the_word_back_gets_the_usual_value():
    pet = derived("dog", "Great Dane", size=None, size_source="owner", activity_level="", activity_source="owner")
    assert (pet.size, pet.size_source) == ("large", "breed")
    assert (pet.activity_level, pet.activity_source) == ("high", "breed")
    pet = derived("dog", None, size="", size_source="owner", activity_level=None, activity_source="owner")
    assert (pet.size, pet.size_source) == (None, "")
    assert (pet.activity_level, pet.activity_source) == (None, "")
