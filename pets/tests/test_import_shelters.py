"""Whole files in the layouts of several shelters and programs. The rows in ``data`` are made up."""

import datetime
from pathlib import Path

import pytest

from pets.importing.columns import heading_score, match_columns
from pets.importing.reading import Table
from pets.importing.records import Options
from pets.importing.services import import_rows

DATA = Path(__file__).parent / "data"
TODAY = datetime.date(2024, 11, 22)
FIELDS = ("pet_name", "pet_type", "breed", "age", "weight", "size", "size_source")

DEAD = "the animal has died"
NO_NAME = "No name yet"
# file -> (pets by their fields, reports by line)
EXPECTED = {
    "austin_older.csv": (
        [
            ("Juniper", "dog", "Labrador Retriever mix", 2, None, "large", "breed"),
            (NO_NAME, "cat", "Domestic Short Hair mix", 0, None, "medium", "breed"),
            (NO_NAME, "dog", "Labrador Retriever / German Shepherd Dog", 1, None, "large", "breed"),
            ("Henrietta", "bird", "Chicken mix", 2, None, "large", "breed"),
            ("Waffles", "other", "Rabbit", 3, None, "medium", "breed"),
        ],
        {
            5: DEAD,
            6: "another record of the animal A900001 of line 2",
            9: "the animal A900007 has died, as line 10 says",
            10: DEAD,
        },
    ),
    "sonoma.csv": (
        [
            ("Hazelnut", "dog", "Labrador Retriever mix", 3, None, "large", "owner"),
            ("TJ", "dog", "Chihuahua mix", 8, None, "small", "owner"),
            (NO_NAME, "cat", "Domestic Short Hair", None, None, "medium", "breed"),
            ("Snowflake", "other", "Rabbit", None, None, "small", "owner"),
            ("Nugget", "bird", "Chicken", None, None, "small", "owner"),
        ],
        {9: DEAD},
    ),
    "louisville.csv": (
        [
            (NO_NAME, "dog", "American Pit Bull Terrier mix", 4, None, None, ""),
            (NO_NAME, "other", "New Zealand Wht Rabbit", None, None, None, ""),
            (NO_NAME, "reptile", "Ball Python", None, None, "medium", "breed"),
            (NO_NAME, "dog", "Boxer / Labrador Retriever", None, None, "large", "breed"),
        ],
        {
            3: DEAD,
            5: "note: date of birth '1021/03/04 05:00:00+00' is too long ago, left out",
            6: "note: date of birth '2033/03/05 05:00:00+00' lies in the future, left out",
        },
    ),
    "dallas.csv": (
        [
            (NO_NAME, "dog", "German Shepherd Dog", None, None, "large", "breed"),
            (NO_NAME, "other", "Goat", None, None, "large", "breed"),
            (NO_NAME, "bird", "Budgerigar", None, None, "small", "breed"),
        ],
        {3: DEAD, 4: DEAD},
    ),
    "king_county.csv": (
        [
            ("Biscuit", "dog", "Poodle (Standard) / Golden Retriever", 2, None, None, ""),
            (NO_NAME, "cat", "Domestic Medium Hair", None, None, "medium", "breed"),
            ("Pip", "other", "Guinea Pig", 0, None, "medium", "breed"),
            ("Sheldon", "reptile", "Tortoise", 120, None, None, ""),
            ("Max", "dog", "Beagle", None, None, "small", "breed"),
        ],
        {7: "note: an age of 120 years is too high, left out"},
    ),
    "petfinder.csv": (
        [
            ("Nibbles", "cat", None, 0, None, "small", "owner"),
            ("Kali", "dog", None, 2, None, "large", "owner"),
            (NO_NAME, "dog", None, 0, None, "medium", "owner"),
        ],
        {},
    ),
    # Day first, as the 24th tells; WEIGHT in kilograms, as nothing tells otherwise.
    "asm3.csv": (
        [
            ("Bramble", "dog", "Border Collie mix", 5, "18.50", "medium", "owner"),
            ("Misty", "cat", "Domestic Short Hair", 1, "3.90", "small", "owner"),
            ("Thumper", "other", "Lionhead Rabbit", 0, "1.20", "small", "owner"),
        ],
        {5: DEAD},
    ),
    # Windows-1252, semicolons, decimal commas.
    "german.csv": (
        [
            ("Bärli", "dog", "German Shepherd Dog", 5, "34.50", "large", "owner"),
            ("Mieze", "cat", "Domestic Short Hair", 2, "4.20", "medium", "breed"),
            ("Möhrchen", "other", "Rabbit", 1, "1.80", "medium", "breed"),
            ("Hansi", "bird", "Budgerigar", 0, "0.04", "small", "breed"),
            ("Speedy", "reptile", "Hermann's Tortoise", 36, "1.45", "medium", "breed"),
        ],
        {},
    ),
    # UTF-16, tabs, pounds.
    "norfolk.txt": (
        [
            ("Duke", "dog", "Mastiff", 3, "54.43", "large", "owner"),
            ("Sky", "cat", "Siamese", 0, "3.40", "medium", "breed"),
            ("Coco", "dog", "Poodle", None, "5.67", "small", "weight"),
        ],
        {},
    ),
}


def bring_in(name, owner):
    """Import a file and return the counts, and the reports by line."""
    reports = {}
    with (DATA / name).open("rb") as file:
        table = Table(file, score=heading_score)
        counts = import_rows(
            table,
            match_columns(table.headings),
            Options(today=TODAY),
            owner=owner,
            report=lambda line, text, is_note: reports.update({line: f"note: {text}" if is_note else text}),
        )
    return counts, reports


def test_every_file_is_expected():
    assert {path.name for path in DATA.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_file_of_a_shelter_is_taken_as_it_is(owner, name):
    counts, reports = bring_in(name, owner)
    pets, lines = EXPECTED[name]
    found = [
        (*values[:4], values[4] and str(values[4]), *values[5:])
        for values in owner.pets.order_by("pet_id").values_list(*FIELDS)
    ]
    assert found == pets
    assert reports == lines
    assert counts["added"] == len(pets)
    assert counts["read"] == counts["added"] + counts["reported"]
    again, _ = bring_in(name, owner)
    assert (again["added"], again["there"], again["reported"]) == (0, len(pets), counts["reported"])


def test_what_else_the_records_say_stands_in_the_description(owner):
    bring_in("king_county.csv", owner)
    bring_in("sonoma.csv", owner)
    said = dict(owner.pets.values_list("pet_name", "description"))
    assert said["Biscuit"] == (
        'Biscuit loves the water.\nHe knows "sit" and "stay".\n'
        "Male, neutered. Colour: apricot. In the record: “POODLE STND / GOLDEN RETR”."
    )
    assert said["Nugget"] == "Female. Colour: red."
    assert said["Hazelnut"] == "Female, spayed. Colour: black/white. In the record: “LABRADOR RETR/MIX”."
