"""Which column means what: by its heading, or as the owner of the file says."""

import pytest

from pets.importing.columns import HEADINGS, SEVERAL, MappingError, heading_score, match_columns


def matched(headings, told=None, **options):
    """Return field -> heading, or a list of headings for the fields that take several columns."""
    columns = match_columns(headings, told, **options)
    names = {name: [headings[place] for place in places] for name, places in columns.places.items()}
    return {name: found if name in SEVERAL else found[0] for name, found in names.items()}


def test_headings_are_recognised_without_regard_to_capitals_spaces_and_punctuation():
    headings = ["\ufeffANIMAL_ID", "animal name", "Animal-Type", " Date of Birth ", "Größe"]
    assert matched(headings) == {
        "key": "\ufeffANIMAL_ID",
        "name": "animal name",
        "type": "Animal-Type",
        "birth": " Date of Birth ",
        "size": "Größe",
    }


def test_the_better_of_two_headings_is_taken_and_the_other_left_unused():
    headings = [
        "ID",
        "Type",
        "Breed",
        "Animal ID",
        "Species",
        "Primary Breed",
        "Sex upon Intake",
        "Sex upon Outcome",
    ]
    assert matched(headings) == {
        "key": "Animal ID",
        "type": "Species",
        "breed": "Primary Breed",
        "sex": "Sex upon Outcome",
    }
    assert match_columns(headings).unused == ["ID", "Type", "Breed", "Sex upon Intake"]


def test_colours_and_outcomes_take_all_their_columns_in_the_order_of_the_file():
    headings = ["Type", "Secondary Color", "Outcome Subtype", "Primary Color", "Outcome Type"]
    assert matched(headings) == {
        "type": "Type",
        "color": ["Secondary Color", "Primary Color"],
        "outcome": ["Outcome Subtype", "Outcome Type"],
    }


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Weight", ""),
        ("Weight (lbs)", "lb"),
        ("weight_kg", "kg"),
        ("WeightKg", "kg"),
        ("Weight in pounds", "lb"),
        ("Gewicht in g", "g"),
        ("Current Weight (oz.)", "oz"),
    ],
)
def test_a_heading_may_name_the_unit_of_the_weight(heading, unit):
    columns = match_columns(["Type", heading])
    assert (columns.places["weight"], columns.weight_unit) == ((1,), unit)


@pytest.mark.parametrize("heading", ["kg", "Size (lb)", "Weight (stone)", "Intake Type", "Notes", ""])
def test_other_headings_mean_nothing(heading):
    assert match_columns(["Type", heading]).unused == [heading]


def test_what_is_told_is_stronger_than_what_a_heading_says():
    headings = ["Type", "Breed", "Rufname des Tiers", "Name"]
    assert matched(headings, {"rufname des tiers": "name", "BREED": "ignore"}) == {
        "type": "Type",
        "name": "Rufname des Tiers",
    }


def test_a_field_can_be_told_by_any_heading_that_means_it():
    headings = ["a", "b", "c", "d"]
    told = {"a": "pet_name", "b": "pet_type", "c": "Date of Birth", "d": "weight_lbs"}
    assert matched(headings, told) == {"name": "a", "type": "b", "birth": "c", "weight": "d"}
    assert match_columns(headings, told).weight_unit == "lb"


def test_a_heading_of_mere_punctuation_can_be_told():
    assert matched(["#", "Type"], {"#": "key"}) == {"key": "#", "type": "Type"}


def test_without_a_type_the_error_names_the_headings_and_the_way_out():
    with pytest.raises(MappingError) as caught:
        match_columns(["Foo", "Name"])
    assert str(caught.value) == (
        "No column for: type. The headings are: Foo, Name. Say which one it is: --map HEADING=type"
    )
    assert matched(["Foo", "Name"], needs_type=False) == {"name": "Name"}


def test_what_is_told_must_exist():
    with pytest.raises(MappingError, match=r"^No column is headed 'Bar'\. The headings are: Type, Foo\.$"):
        match_columns(["Type", "Foo"], {"Bar": "name"})
    with pytest.raises(MappingError, match=r"^There is no field 'nmae'\. The fields are: key, name, type, "):
        match_columns(["Type", "Foo"], {"Foo": "nmae"})


def test_the_petfinder_data_counts_ages_in_months():
    headings = ["Type", "Age", "Breed1", "MaturitySize", "PetID"]
    columns = match_columns(headings)
    assert (columns.layout, columns.places["age_months"]) == ("petfinder", (1,))
    assert "age_years" not in columns.places
    assert match_columns(headings, {"Age": "age_years"}).places["age_years"] == (1,)
    assert match_columns(["Type", "Age", "Breed1"]).layout == ""


def test_the_cells_of_a_field_are_found():
    columns = match_columns(["Type", "Color1", "Name", "Color2"])
    cells = ["Dog", "black", "Rex", "white"]
    assert columns.get(cells, "name") == "Rex"
    assert columns.get(cells, "breed") == ""
    assert columns.get_all(cells, "color") == ["black", "white"]
    assert columns.get_all(cells, "outcome") == []


def test_each_heading_belongs_to_one_field():
    headings = [heading for text in HEADINGS.values() for heading in text.split()]
    assert len(headings) == len(set(headings))


def test_the_score_counts_known_headings():
    assert heading_score(["Name", "Type", "Foo", "Weight (kg)"]) == 3
    assert heading_score(["Rex", "12"]) == 0
    assert heading_score(["Foo", "Name"], ["foo", "Bar"]) == 2
