import struct
from pathlib import Path

import pytest
from django.conf import settings

from pets.models import Pet
from pets.pictures import ANIMALS, COATS, USUAL, WIDTHS, WORDS, picture_of

FOLDER = Path(settings.BASE_DIR) / "static" / "pictures"


def animal_of(pet_type, breed, pk=1):
    return picture_of(Pet(pk=pk, pet_type=pet_type, breed=breed)).name.rpartition("-")[0]


@pytest.mark.parametrize(
    ("pet_type", "breed", "animal"),
    [
        ("dog", "Beagle", "dog"),
        ("dog", "Poodle (Miniature)", "poodle"),
        ("dog", None, "dog"),
        ("cat", "Domestic Shorthair", "cat"),
        ("cat", "Bombay", "black-cat"),
        ("bird", "Scarlet Macaw", "parrot"),
        ("bird", "Ringneck Dove", "dove"),
        ("bird", "Indian Ringneck", "parrot"),
        ("bird", "Canary", "bird"),
        ("bird", "Muscovy Duck", "duck"),
        ("reptile", "Hermann's Tortoise", "turtle"),
        ("reptile", "Ball Python", "snake"),
        ("reptile", "Leopard Gecko", "lizard"),
        ("fish", "Goldfish", "fish"),
        ("other", "RABBITS", "rabbit"),
        ("other", "Guinea Pig", "hamster"),
        ("other", "Pig", "pig"),
        ("other", "Mice", "mouse"),
        ("other", "Unicorn", "other"),
        ("other", "", "other"),
    ],
)
def test_the_animal_follows_from_type_and_breed(pet_type, breed, animal):
    assert animal_of(pet_type, breed) == animal


def test_a_word_is_a_whole_word():
    # A pirate is no rat, and a goatee no goat.
    assert animal_of("other", "Pirate goatee") == "other"


def test_a_word_of_another_type_does_not_count():
    assert animal_of("cat", "Rabbit-furred") == "cat"


def test_a_coat_that_is_named_is_the_coat_that_is_drawn():
    names = {picture_of(Pet(pk=pk, pet_type="dog", breed="Black Labrador")).name for pk in range(10)}
    assert names == {"dog-2", "dog-6"}
    assert {picture_of(Pet(pk=pk, pet_type="cat", breed="White cat")).name for pk in range(5)} == {"cat-4"}


def test_neighbours_look_different_and_the_same_pet_always_the_same():
    names = [picture_of(Pet(pk=pk, pet_type="dog", breed="Whippet")).name for pk in (1, 2, 3, 1)]
    assert len(set(names)) == 3
    assert names[0] == names[3]


def test_every_dog_without_a_named_coat_is_one_of_all_dogs():
    names = {picture_of(Pet(pk=pk, pet_type="dog", breed="Whippet")).name for pk in range(20)}
    assert names == {f"dog-{number}" for number in range(1, 10)}


def test_a_pet_that_is_not_saved_yet_has_a_picture():
    assert picture_of(Pet(pet_type="fish")).name == "fish-1"


def test_the_words_for_who_cannot_see_it_say_that_it_is_drawn():
    assert picture_of(Pet(pk=1, pet_type="cat")).alt == "Drawing of a cat"
    assert all(str(alt).startswith("Drawing of ") for _count, alt in ANIMALS.values())


def test_the_address_names_the_width():
    assert picture_of(Pet(pk=9, pet_type="fish")).url(960) == "/static/pictures/fish-5-960.webp"


def test_every_animal_that_words_lead_to_is_drawn():
    led_to = {animal for animals in WORDS.values() for animal in animals} | set(USUAL.values())
    assert led_to == set(ANIMALS)
    assert set(USUAL) == set(Pet.Type.values)
    for animal, coats in COATS.items():
        assert {number for numbers in coats.values() for number in numbers} <= set(
            range(1, ANIMALS[animal][0] + 1)
        )


def test_the_files_are_exactly_those_that_are_counted():
    expected = {
        f"{animal}-{number}-{width}.webp"
        for animal, (count, _alt) in ANIMALS.items()
        for number in range(1, count + 1)
        for width in WIDTHS
    }
    others = ("kind-", "moment-", "hero-")
    assert {file.name for file in FOLDER.glob("*.webp") if not file.name.startswith(others)} == expected


def test_every_picture_of_a_pet_is_three_to_two():
    for animal, (count, _alt) in ANIMALS.items():
        for number in range(1, count + 1):
            for width in WIDTHS:
                data = (FOLDER / f"{animal}-{number}-{width}.webp").read_bytes()
                assert data[8:16] == b"WEBPVP8 "
                assert struct.unpack("<HH", data[26:30]) == (width, width * 2 // 3)
