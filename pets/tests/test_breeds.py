"""The facts about breeds, and how a breed is recognised by people's words."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from pets.breeds import DATA, breeds_of, candidates, recognise, suggestions
from pets.models import Pet

ALL = [breed for pet_type in Pet.Type.values for breed in breeds_of(pet_type)]


def name_of(pet_type, text):
    found = recognise(pet_type, text)
    return found and found.name


# --- The facts -----------------------------------------------------------------------------------------------


def test_every_row_of_the_file_is_a_breed_of_its_type():
    with (DATA / "breeds.csv").open(encoding="utf-8", newline="") as file:
        rows = Counter(row["pet_type"] for row in csv.DictReader(file))
    assert rows == {"dog": 284, "cat": 70, "bird": 39, "reptile": 42, "other": 16, "fish": 39}
    assert Counter(breed.pet_type for breed in ALL) == rows


def test_breeds_come_by_name_without_regard_to_accents():
    names = [breed.name for breed in breeds_of("dog")]
    assert names[:2] == ["Affenpinscher", "Afghan Hound"]
    assert names.index("Lhasa Apso") < names.index("Löwchen") < names.index("Maltese")
    assert breeds_of("dragon") == ()


def test_a_dog_has_its_facts_in_kilograms_and_its_family_facts():
    beagle = recognise("dog", "Beagle")
    assert (beagle.weight_min_kg, beagle.weight_max_kg) == (Decimal("5.897"), Decimal("13.608"))
    assert (beagle.activity_level, beagle.source) == ("high", "akcdata 2020 (AKC)")
    assert (beagle.good_with_children, beagle.good_with_dogs) == (5, 5)
    assert (beagle.energy, beagle.voice, beagle.shedding) == (4, 4, 3)
    assert beagle.family_source.startswith("AKC traits 2022")
    assert (beagle.length_min_cm, beagle.length_max_cm) == (None, None)
    assert str(beagle) == "Beagle"


def test_a_fish_has_its_length_in_centimetres():
    koi = recognise("fish", "Koi")
    assert (koi.length_min_cm, koi.length_max_cm) == (Decimal("30.0"), Decimal("90.0"))
    assert (koi.weight_min_kg, koi.good_with_children, koi.family_source) == (None, None, "")
    assert all(breed.length_max_cm for breed in breeds_of("fish"))


def test_what_is_not_known_is_none_and_never_zero():
    corso = recognise("dog", "Cane Corso")
    assert (corso.weight_min_kg, corso.weight_max_kg, corso.activity_level) == (None, None, "high")
    assert recognise("dog", "American Pit Bull Terrier").activity_level == ""


@pytest.mark.parametrize("breed", ALL, ids=str)
def test_the_facts_of_each_breed_make_sense(breed):
    assert breed.source
    assert len(breed.name) <= 50
    assert breed.activity_level in ("low", "medium", "high", "")
    if breed.weight_min_kg is not None:
        assert 0 < breed.weight_min_kg <= breed.weight_max_kg
    if breed.length_min_cm is not None:
        assert 0 < breed.length_min_cm <= breed.length_max_cm
    scores = (breed.good_with_children, breed.good_with_dogs, breed.energy, breed.voice, breed.shedding)
    assert all(score in range(1, 6) for score in scores) if breed.family_source else set(scores) == {None}


# --- Recognising ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("breed", ALL, ids=str)
def test_each_breed_is_recognised_by_its_own_name_and_found_by_each_alias(breed):
    assert recognise(breed.pet_type, breed.name) is breed
    assert recognise(breed.pet_type, breed.name.upper()) is breed
    for alias in breed.aliases:
        assert breed in candidates(breed.pet_type, alias)


@pytest.mark.parametrize(
    ("pet_type", "text", "name"),
    [
        # order of words, punctuation, capitals
        ("dog", "Schnauzer - Miniature", "Miniature Schnauzer"),
        ("dog", "COONHOUND - BLACK AND TAN", "Black and Tan Coonhound"),
        ("dog", "bulldog, french", "French Bulldog"),
        ("dog", "Flat Coated Retriever", "Flat-Coated Retriever"),
        ("dog", "  shih-tzu ", "Shih Tzu"),
        ("dog", "Grand Basset Griffon Vendeen", "Grand Basset Griffon Vendéen"),
        ("cat", "Domestic Shorthair", "Domestic Short Hair"),
        ("reptile", "Childrens Python", "Children's Python"),
        # mixes
        ("dog", "Labrador Retriever Mix", "Labrador Retriever"),
        ("dog", "LABRADOR RETR/MIX", "Labrador Retriever"),
        ("dog", "Beagle cross", "Beagle"),
        ("dog", "Border Collie / Cross Breed", "Border Collie"),
        ("dog", "Beagle / Beagle", "Beagle"),
        ("bird", "Budgerigar/Budgie", "Budgerigar"),
        ("dog", "Mix", "Mixed Breed"),
        ("dog", "mixed breed", "Mixed Breed"),
        # coats, which are no breeds of dogs, but are of cats
        ("dog", "CHIHUAHUA SH / MIX", "Chihuahua"),
        ("dog", "Dachshund Longhair Mix", "Dachshund"),
        ("dog", "Weimaraner - Smooth", "Weimaraner"),
        ("dog", "Collie Smooth", "Collie"),
        ("dog", "Fox Terrier - Smooth", "Smooth Fox Terrier"),
        ("cat", "DOMESTIC LH", "Domestic Long Hair"),
        ("cat", "British Longhair", "British Longhair"),
        # cut off and shortened
        ("dog", "Doberman Pinsch", "Doberman Pinscher"),
        ("dog", "GERM SHEPHERD", "German Shepherd Dog"),
        ("dog", "AMER PIT BULL TER", "American Pit Bull Terrier"),
        ("dog", "Cavalier King Charles Spa", "Cavalier King Charles Spaniel"),
        ("dog", "Nova Scotia Duck", "Nova Scotia Duck Tolling Retriever"),
        ("dog", "BERNESE MTN DOG", "Bernese Mountain Dog"),
        ("dog", "ENG BULLDOG", "Bulldog"),
        ("dog", "Chihuahu", "Chihuahua"),
        # other names, other languages
        ("dog", "Groenendael", "Belgian Sheepdog"),
        ("dog", "Deutscher Schäferhund", "German Shepherd Dog"),
        ("bird", "Wellensittich", "Budgerigar"),
        ("cat", "Snowshoe Cat", "Snowshoe"),
    ],
)
def test_a_breed_is_recognised(pet_type, text, name):
    assert name_of(pet_type, text) == name


@pytest.mark.parametrize(
    ("pet_type", "text"),
    [
        ("dog", ""),
        ("dog", None),
        ("dog", "x"),
        ("dog", "/"),
        ("dog", "Terrier"),
        ("dog", "Shepherd"),
        ("dog", "American"),
        ("dog", "Great"),
        # a husky that stands in no list
        ("dog", "Alaskan Husky"),
        # a miniature one may be another breed altogether
        ("dog", "Australian Shepherd - Miniature"),
        # of another type
        ("dog", "Siamese"),
        ("other", "Abyssinian"),
        ("dragon", "Beagle"),
        # one letter wrong is a guess: see suggestions
        ("dog", "Beagel"),
        # only the beginning of another word
        ("bird", "Parrot"),
        ("dog", "Bull"),
        ("dog", "B T"),
        # too short to be a name that was cut off, or one word of several
        ("dog", "Black and Tan"),
        ("dog", "Staffordshireb"),
        ("dog", "Beagle" * 1000),
    ],
)
def test_what_is_no_known_breed_is_never_guessed(pet_type, text):
    assert recognise(pet_type, text) is None
    assert candidates(pet_type, text) == ()


@pytest.mark.parametrize(
    ("pet_type", "text", "names"),
    [
        ("dog", "Poodle", ["Poodle (Miniature)", "Poodle (Standard)", "Poodle (Toy)"]),
        ("dog", "Schnauzer", ["Giant Schnauzer", "Miniature Schnauzer", "Standard Schnauzer"]),
        ("dog", "Labrador Retriever/German Shepherd", ["German Shepherd Dog", "Labrador Retriever"]),
        ("dog", "Boxer x Beagle", ["Beagle", "Boxer"]),
        ("dog", "Boxer and Beagle mix", ["Beagle", "Boxer"]),
        ("cat", "Tabby", ["Domestic Long Hair", "Domestic Medium Hair", "Domestic Short Hair"]),
        ("other", "Hamster", ["Dwarf Hamster", "Roborovski Hamster", "Syrian Hamster"]),
    ],
)
def test_what_fits_several_breeds_names_none_but_gives_all_candidates(pet_type, text, names):
    assert recognise(pet_type, text) is None
    assert [breed.name for breed in candidates(pet_type, text)] == names


def test_a_cross_with_an_unknown_part_has_no_candidates():
    assert candidates("dog", "Beagle / Wolpertinger") == ()


# --- Suggestions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pet_type", "text", "names"),
    [
        ("dog", "Begle", ["Beagle"]),  # one missing
        ("dog", "Beaagle", ["Beagle"]),  # one too many
        ("dog", "Beagel", ["Beagle"]),  # two swapped
        ("dog", "Labador Retriver", ["Labrador Retriever"]),  # two missing
        ("cat", "Simaese", ["Siamese"]),
        ("dog", "Pxg", ["Pug"]),
        ("dog", "Labadr Retriver", []),  # three letters are too many
        ("dog", "Pxx", []),  # a short word may have one letter wrong
        ("dog", "Beagle", []),  # recognised already
        ("dog", "Poodle", []),
        ("dog", "", []),
        ("dog", None, []),
        ("dragon", "Begle", []),
    ],
)
def test_a_misspelled_breed_has_suggestions(pet_type, text, names):
    assert [breed.name for breed in suggestions(pet_type, text)] == names


def test_the_nearest_suggestion_comes_first_and_they_are_limited():
    assert [breed.name for breed in suggestions("dog", "Harier")] == ["Harrier"]
    found = suggestions("dog", "Manchester Terrer")
    assert [breed.name for breed in found] == ["Manchester Terrier (Standard)", "Manchester Terrier (Toy)"]
    assert [breed.name for breed in suggestions("dog", "Manchester Terrer", limit=1)] == [found[0].name]
