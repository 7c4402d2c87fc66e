"""One row of a file to one pet: what is taken over, what is left out with a note, and what is no pet at all."""

import datetime
from decimal import Decimal

import pytest

from pets.importing.breed_names import name_breed
from pets.importing.columns import match_columns
from pets.importing.records import NotImportableError, Options, Reader, animal_id, has_died, import_key

TODAY = datetime.date(2024, 11, 22)


def read(options=None, told=None, **cells):
    """Return the `Record` of a row; the words of the keyword are the heading. The type is a dog if not given."""
    cells = {"Type": "Dog"} | {heading.replace("_", " "): text for heading, text in cells.items()}
    columns = match_columns(list(cells), told)
    return Reader(columns, options or Options(today=TODAY)).read(list(cells.values()))


def pet_of(**cells):
    record = read(**cells)
    assert record.notes == []
    return record.pet


def refused(**cells):
    with pytest.raises(NotImportableError) as caught:
        read(**cells)
    return str(caught.value)


# --- A whole record ------------------------------------------------------------------------------------------


def test_a_full_row_becomes_a_pet_with_all_its_fields():
    pet = pet_of(
        Name="*REX",
        Type="Puppy",
        Breed="GERM SHEPHERD",
        Date_of_Birth="10/24/2019",
        Weight="66 lbs",
        Color="BLACK",
        Secondary_Color="Tan",
        Sex="Neutered Male",
        Activity_Level="Moderate",
        Size="MED",
        Status="On hold",
        Adoption_Fee="$150",
        Good_with_kids="Yes",
        Description=" Loves\x07 balls. \n\n Knows   sit. ",
    )
    assert (pet.pet_name, pet.pet_type, pet.breed) == ("Rex", "dog", "German Shepherd Dog")
    assert (pet.age, pet.weight) == (5, Decimal("29.94"))
    assert (pet.size, pet.size_source) == ("medium", "owner")
    assert (pet.activity_level, pet.activity_source) == ("medium", "owner")
    assert (pet.availability, pet.price, pet.good_with_children) == ("reserved", Decimal("150.00"), True)
    assert pet.description == (
        "Loves balls.\nKnows sit.\nMale, neutered. Colour: black and tan. In the record: “GERM SHEPHERD”."
    )


def test_a_row_with_a_type_alone_becomes_a_pet_of_which_nothing_is_known():
    pet = pet_of(Name="", Breed="Unknown", Weight="0", Date_of_Birth="")
    assert (pet.pet_name, pet.pet_type, pet.availability) == ("No name yet", "dog", "available")
    assert (pet.breed, pet.age, pet.weight, pet.size, pet.activity_level) == (None, None, None, None, None)
    assert (pet.price, pet.good_with_children, pet.description) == (None, None, "")
    assert (pet.size_source, pet.activity_source) == ("", "")


def test_size_and_activity_are_derived_where_the_file_does_not_say_them():
    pet = pet_of(Breed="Border Collie", Weight="18", Age="3")
    assert (pet.size, pet.size_source) == ("medium", "breed")
    assert (pet.activity_level, pet.activity_source) == ("high", "breed")


# --- What is no pet ------------------------------------------------------------------------------------------


def test_a_row_of_another_length_is_refused():
    reader = Reader(match_columns(["Name", "Type"]), Options(today=TODAY))
    for cells, says in (
        (["Rex"], "it has 1 columns, the headings have 2"),
        (["Rex", "Dog", "x"], "it has 3 columns, the headings have 2"),
        (["", " "], "the row is empty"),
    ):
        with pytest.raises(NotImportableError) as caught:
            reader.read(cells)
        assert str(caught.value) == says
    assert reader.read(["Rex", "Dog", "", " "]).pet.pet_name == "Rex"


def test_a_dead_animal_is_refused_however_the_file_says_it():
    assert refused(Outcome_Type="Euthanasia") == "the animal has died"
    assert refused(Outcome_Type="Transfer", Outcome_Condition="DEAD") == "the animal has died"
    assert refused(Deceased_Date="2024-01-01") == "the animal has died"
    assert refused(Status="Deceased") == "the animal has died"
    assert pet_of(Outcome_Type="Adoption", Deceased_Date="", Euthanasia_Reason="Suffering").pet_type == "dog"


def test_an_unknown_type_is_refused_with_its_word():
    assert refused(Type="Dragon") == "the type 'Dragon' is not known"
    assert refused(Type="", Name="Rex") == "it has no type"


# --- Names ---------------------------------------------------------------------------------------------------


def test_a_name_of_fifty_characters_fits_and_a_longer_one_is_cut_with_a_note():
    assert pet_of(Name="x" * 50).pet_name == "x" * 50
    record = read(Name="x" * 51)
    assert record.pet.pet_name == "x" * 50
    assert record.notes == [f"the name '{'x' * 51}' is too long, cut at 50 characters"]


def test_the_animals_number_is_no_name():
    assert pet_of(Animal_ID="A900003", Name="A900003").pet_name == "No name yet"


# --- Ages ----------------------------------------------------------------------------------------------------


def test_the_date_of_birth_counts_to_today_and_comes_before_the_age():
    assert pet_of(Date_of_Birth="11/22/2022", Age="9").age == 2
    assert pet_of(Date_of_Birth="11/23/2022", Age="9").age == 1
    assert pet_of(Date_of_Birth="", Age="9 years").age == 9


def test_ages_in_several_columns_add_up():
    assert pet_of(Years_Old="3", Months_Old="6").age == 3
    assert pet_of(Years_Old="", Months_Old="8").age == 0
    assert pet_of(Years_Old="1", Months_Old="13").age == 2
    assert pet_of(Age_in_weeks="104").age == 2
    assert pet_of(Age_days="0").age == 0


def test_a_stage_of_life_is_no_age_but_goes_into_the_description():
    pet = pet_of(Age="YOUNG ADULT")
    assert (pet.age, pet.description) == (None, "Age: young adult.")


@pytest.mark.parametrize(
    ("birth", "note"),
    [
        ("someday", "date of birth 'someday' is not understood, left out"),
        ("11/23/2024", "date of birth '11/23/2024' lies in the future, left out"),
        ("1/1/1900", "date of birth '1/1/1900' is too long ago, left out"),
    ],
)
def test_an_impossible_date_of_birth_is_left_out_with_a_note_and_the_age_counts(birth, note):
    record = read(Date_of_Birth=birth, Age="4 years")
    assert (record.pet.age, record.notes) == (4, [note])


@pytest.mark.parametrize(
    ("age", "note"),
    [
        ("-2 years", "age '-2 years' is not understood, left out"),
        ("x" * 40, f"age '{'x' * 40}' is not understood, left out"),
        ("x" * 41, f"age '{'x' * 39}…' is not understood, left out"),
        ("41", "an age of 41 years is too high, left out"),
        (
            "old as the hills and even older, they say so",
            "age 'old as the hills and even older, they s…' is not understood, left out",
        ),
    ],
)
def test_an_impossible_age_is_left_out_with_a_note(age, note):
    record = read(Age=age)
    assert (record.pet.age, record.notes) == (None, [note])


def test_a_tortoise_may_be_old():
    assert pet_of(Type="Reptile", Age="120 years").age == 120
    assert pet_of(Type="Reptile", Date_of_Birth="1/1/1900").age == 124


@pytest.mark.parametrize(
    ("word", "oldest"), [("Dog", 40), ("Cat", 40), ("Bird", 100), ("Reptile", 200), ("Fish", 100), ("Rabbit", 80)]
)
def test_no_animal_is_older_than_its_kind_grows(word, oldest):
    assert pet_of(Type=word, Age=str(oldest)).age == oldest
    record = read(Type=word, Age=str(oldest + 1))
    assert (record.pet.age, record.notes) == (None, [f"an age of {oldest + 1} years is too high, left out"])


def test_no_date_of_birth_is_longer_ago_either():
    assert pet_of(Date_of_Birth="11/22/1984").age == 40
    record = read(Date_of_Birth="11/22/1983")
    assert (record.pet.age, record.notes) == (None, ["date of birth '11/22/1983' is too long ago, left out"])


def test_the_order_of_day_and_month_is_an_option():
    birth = {"Date_of_Birth": "11/12/2022"}
    assert read(Options(today=TODAY, date_order="mdy"), **birth).pet.age == 2
    assert read(Options(today=TODAY, date_order="dmy"), **birth).pet.age == 1


# --- Other values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "field", "note"),
    [
        ("Weight", "weight", "weight 'purple' is not understood, left out"),
        ("Size", "size", "size 'purple' is not understood, left out"),
        ("Activity_Level", "activity_level", "activity 'purple' is not understood, left out"),
        ("Price", "price", "price 'purple' is not understood, left out"),
    ],
)
def test_a_value_that_is_not_understood_is_left_out_with_a_note(heading, field, note):
    record = read(**{heading: "purple"})
    assert (getattr(record.pet, field), record.notes) == (None, [note])


def test_an_availability_that_is_not_understood_becomes_the_one_of_all():
    record = read(Options(today=TODAY, availability="shown"), Status="purple")
    assert record.pet.availability == "shown"
    assert record.notes == ["availability 'purple' is not understood, left out"]
    assert read(Options(today=TODAY, availability="shown"), Status="").pet.availability == "shown"
    assert read(Options(today=TODAY, availability="shown"), Status="Available").pet.availability == "available"


def test_the_unit_of_a_weight_is_that_of_cell_then_heading_then_option():
    pounds = Options(today=TODAY, weight_unit="lb")
    assert read(pounds, Weight="10").pet.weight == Decimal("4.54")
    assert read(pounds, Weight_kg="10").pet.weight == Decimal("10.00")
    assert read(pounds, Weight_kg="350 g").pet.weight == Decimal("0.35")


def test_the_owners_words_for_types_are_used():
    assert read(Options(today=TODAY, types=(("d", "dog"),)), Type="D").pet.pet_type == "dog"


def test_a_very_long_description_is_cut_with_a_note():
    assert pet_of(Description="x" * 5000).description == "x" * 5000
    record = read(Description="x" * 5001)
    assert record.pet.description == "x" * 5000
    assert record.notes == ["the description is too long, cut at 5000 characters"]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"Sex": "F"}, "Female."),
        ({"Sex": "F", "Neutered": "Yes"}, "Female, spayed."),
        ({"Sex": "M", "Neutered": "No"}, "Male, not neutered."),
        ({"Sex": "", "Neutered": "Yes"}, "Neutered or spayed."),
        ({"Sex": "Unknown", "Neutered": "No"}, "Not neutered or spayed."),
        ({"Sex": "Spayed", "Neutered": "No"}, "Female, spayed."),
        ({"Color1": "Black", "Color2": "BLACK", "Color3": "white"}, "Colour: black and white."),
        ({"Color1": "7", "Color2": "unknown"}, ""),
    ],
)
def test_what_has_no_column_of_its_own_goes_into_the_description(cells, says):
    assert pet_of(**cells).description == says


# --- Breeds --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pet_type", "kind", "first", "second", "name", "record"),
    [
        ("dog", "", "German Shepherd", "", "German Shepherd Dog", ""),
        ("dog", "", "Schnauzer - Miniature", "", "Miniature Schnauzer", ""),
        ("dog", "", "Labrador Retriever Mix", "", "Labrador Retriever mix", ""),
        ("dog", "", "PIT BULL", "MIX", "American Pit Bull Terrier mix", "PIT BULL / MIX"),
        ("dog", "", "Mixed Breed", "", "Mixed Breed", ""),
        ("dog", "", "BOXER", "LABRADOR RETR", "Boxer / Labrador Retriever", ""),
        ("dog", "", "Boxer", "boxer", "Boxer", ""),
        ("dog", "", "", "Boxer", "Boxer", ""),
        ("dog", "", "BLACK MOUTH CUR", "", "Black Mouth Cur", ""),
        ("dog", "", "Beagle / Wolpertinger", "", "Beagle / Wolpertinger", ""),
        ("dog", "", "Poodle", "", "Poodle", ""),
        ("dog", "", "unknown", "", "", ""),
        ("bird", "Chicken", "", "", "Chicken", ""),
        ("bird", "Chicken", "Silkie", "", "Silkie", ""),
        ("other", "Rabbit", "French Lop", "", "French Lop Rabbit", ""),
        ("other", "Rabbit", "Rabbit SH", "", "Rabbit", "Rabbit SH"),
        ("other", "Guinea Pig", "Abyssinian", "", "Abyssinian Guinea Pig", ""),
        ("other", "Kaninchen", "", "", "Rabbit", ""),
        ("other", "", "Mouse", "", "Mouse", ""),
    ],
)
def test_a_breed_gets_its_proper_name_and_the_record_keeps_its_words(pet_type, kind, first, second, name, record):
    found = name_breed(pet_type, kind, first, second)
    assert (found.name, found.record) == (name, record)


def test_a_long_breed_is_cut_and_stands_in_full_in_the_description():
    text = "Wolpertinger of the Upper Bavarian Mountains and the Woods"
    pet = pet_of(Breed=text)
    assert pet.breed == text[:50].strip()
    assert pet.description == f"In the record: “{text}”."


def test_a_number_is_no_breed_and_is_noted():
    record = read(Breed="307")
    assert (record.pet.breed, record.notes) == (None, ["breed '307' is not understood, left out"])


@pytest.mark.parametrize(
    ("breed", "told", "known"),
    [
        ("Beagle", True, True),
        ("Beagle/Boxer", True, True),
        ("Terrier", True, False),
        ("Poodle", True, False),
        ("", False, False),
    ],
)
def test_a_record_says_whether_its_breed_was_recognised(breed, told, known):
    record = read(Breed=breed)
    assert (record.breed_told, record.breed_known) == (told, known)


# --- Keys ----------------------------------------------------------------------------------------------------


def test_the_files_own_number_is_the_key_unless_it_says_nothing():
    columns = match_columns(["Animal ID", "Type"])
    assert animal_id(columns, [" A1 ", "Dog"]) == "A1"
    assert [animal_id(columns, [text, "Dog"]) for text in ("", "0", "N/A", "unknown")] == ["", "", "", ""]
    assert import_key("A1", ["A1", "Dog"]) == "id:A1"


def test_a_very_long_number_still_has_a_key_of_its_own():
    long = "x" * 97
    assert import_key(long, []) == f"id:{long}"
    assert len(import_key(long + "y", [])) == 43
    assert import_key(long + "y", []) != import_key(long + "z", [])


def test_without_a_number_the_content_is_the_key_and_equal_rows_are_counted():
    first = import_key("", ["Rex ", "Dog"], 1)
    assert first == import_key("", ["Rex", "Dog"], 1)
    assert first.removesuffix(":1") == import_key("", ["Rex", "Dog"], 2).removesuffix(":2")
    assert len({first, import_key("", ["Rex", "Dog"], 2), import_key("", ["Re", "xDog"], 1)}) == 3


def test_a_dead_animal_is_told_from_a_living_one():
    columns = match_columns(["Type", "Outcome Type", "Is Dead"])
    assert not has_died(columns, ["Dog", "Adoption", "no"])
    assert has_died(columns, ["Dog", "Died", "no"])
    assert has_died(columns, ["Dog", "", "yes"])
