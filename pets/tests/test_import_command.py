"""``manage.py import_pets FILE --owner NAME``: what it prints, what its options do, what it refuses."""

import os
import threading

import pytest
from django.core.management import CommandError, call_command

from pets.models import Pet

FILE = """Animal ID,Name,Type,Breed,Date of Birth,Weight,Intake Date
A1,Rex,Dog,Beagle,24/12/2020,10,2024-01-01
A2,Mia,Dragon,,,,
A3,Tom,Cat,Stray,11/12/2022,lots,
A3,Tom,Cat,Stray,,,
"""


@pytest.fixture
def run(tmp_path, capsys, owner):
    """Return a function that imports a text and gives what was printed, as (stdout, stderr) in lines."""

    def run(text, *args, owner=owner.username, written_as="utf-8"):
        path = tmp_path / "pets.csv"
        path.write_bytes(text.encode(written_as))
        call_command("import_pets", str(path), *args, "--owner", owner, "--today", "2024-11-22")
        printed = capsys.readouterr()
        return printed.out.splitlines(), printed.err.splitlines()

    return run


def refused(run, text, *args, **options):
    with pytest.raises(CommandError) as caught:
        run(text, *args, **options)
    assert Pet.objects.count() == 0
    return str(caught.value)


# --- What it prints ------------------------------------------------------------------------------------------


def test_it_says_what_it_understood_and_counts_and_reports_every_line(run):
    out, err = run(FILE)
    assert out == [
        "Columns: key = Animal ID, name = Name, type = Type, breed = Breed, birth = Date of Birth,"
        " weight = Weight",
        "Not used: Intake Date",
        "Weights without a unit are read in kg (--weight-unit).",
        "4 rows read: 2 added (1 with notes), 0 already there, 2 reported.",
        "Breeds recognised: 1 of 2.",
    ]
    assert err == [
        "line 3: the type 'Dragon' is not known",
        "line 5: another record of the animal A3 of line 4",
        "line 4: note: weight 'lots' is not understood, left out",
    ]
    # The 24th tells that the day comes first.
    assert dict(Pet.objects.values_list("pet_name", "age")) == {"Rex": 3, "Tom": 1}


def test_the_second_time_it_adds_nothing(run):
    run(FILE)
    out, err = run(FILE)
    assert out[-1] == "4 rows read: 0 added (0 with notes), 2 already there, 2 reported."
    assert len(err) == 2
    assert Pet.objects.count() == 2


def test_a_dry_run_says_what_would_be_and_writes_nothing(run):
    out, err = run(FILE, "--dry-run")
    assert out[3] == "4 rows read: 2 would be added (1 with notes), 0 already there, 2 reported."
    assert len(err) == 3
    assert Pet.objects.count() == 0


def test_the_report_can_be_cut_short(run):
    assert run(FILE, "--limit-report", "1")[1] == [
        "line 3: the type 'Dragon' is not known",
        "... and 2 more lines",
    ]
    assert run(FILE, "--limit-report", "2")[1] == [
        "line 3: the type 'Dragon' is not known",
        "line 5: another record of the animal A3 of line 4",
    ]
    assert run(FILE, "--limit-report", "0")[1] == ["... and 2 more lines"]


def test_it_says_how_it_read_dates_that_can_be_read_both_ways(run):
    out, _ = run("Name,Type,DOB\nRex,Dog,11/12/2022\nMia,Dog,11/12/2022\n")
    assert out[1] == (
        "No date tells whether the day or the month comes first: 2 dates such as 03/04/2024 are read month first"
        " (--dates)."
    )
    assert set(Pet.objects.values_list("age", flat=True)) == {2}
    mixed, _ = run("Name,Type,DOB\nBen,Dog,24/12/2022\nTom,Dog,23/12/2022\nTim,Dog,12/25/2022\n")
    assert mixed[1] == "Some dates have the day first, some the month: those that fit both are read day first."


# --- Options -------------------------------------------------------------------------------------------------


def test_the_owner_is_found_without_regard_to_capitals(run, owner):
    run(FILE, owner="OLIVIA")
    assert owner.pets.count() == 2


def test_columns_can_be_mapped(run):
    run(
        "Wie er heißt;Was;Sonst\nRex;Hund;x\n",
        "--map",
        "Wie er heißt=name",
        "--map",
        "was=type",
        "--map",
        "Sonst=ignore",
    )
    assert list(Pet.objects.values_list("pet_name", "pet_type")) == [("Rex", "dog")]


def test_a_heading_may_hold_an_equals_sign(run):
    run("a=b,Type\nRex,Dog\n", "--map", "a=b=name")
    assert Pet.objects.get().pet_name == "Rex"


def test_words_for_types_can_be_explained_and_one_type_given_to_all(run):
    run("Name,Type\nRex,1\nMia,2\n", "--type", "1=dog", "--type", "2=cat")
    run("Name,Breed\nPoppy,Parakeet\n", "--type", "bird")
    assert dict(Pet.objects.values_list("pet_name", "pet_type")) == {"Rex": "dog", "Mia": "cat", "Poppy": "bird"}


def test_dates_weights_and_availability_can_be_told(run):
    text = "Name,Type,DOB,Weight\nRex,Dog,11/12/2022,10\n"
    out, _ = run(text, "--dates", "dmy", "--weight-unit", "lb", "--availability", "shown")
    assert out[1] == "Weights without a unit are read in lb (--weight-unit)."
    assert len(out) == 3
    pet = Pet.objects.get()
    assert (pet.age, str(pet.weight), pet.availability) == (1, "4.54", "shown")


def test_a_unit_in_the_heading_needs_no_word(run):
    out, _ = run("Name,Type,Weight (lbs)\nRex,Dog,10\n")
    assert out == [
        "Columns: name = Name, type = Type, weight = Weight (lbs)",
        "1 rows read: 1 added (0 with notes), 0 already there, 0 reported.",
    ]
    assert str(Pet.objects.get().weight) == "4.54"


@pytest.mark.parametrize("name", ["tab", "\\t", "\t"])
def test_separator_and_encoding_can_be_told(run, name):
    run("Name\tType\nМурка\tCat\n", "--delimiter", name, "--encoding", "cp1251", written_as="cp1251")
    assert Pet.objects.get().pet_name == "Мурка"


def test_a_pipe_is_read_too(run, owner, capsys):
    read, write = os.pipe()
    writer = threading.Thread(target=lambda: [os.write(write, FILE.encode()), os.close(write)])
    writer.start()
    call_command("import_pets", f"/dev/fd/{read}", "--owner", "olivia")
    writer.join()
    os.close(read)
    assert "4 rows read: 2 added" in capsys.readouterr().out
    assert owner.pets.count() == 2


# --- What it refuses -----------------------------------------------------------------------------------------


def test_an_unknown_owner_is_refused(run):
    assert refused(run, FILE, owner="nobody") == "There is no person with the user name 'nobody'."


def test_a_child_is_refused(run, child):
    assert refused(run, FILE, owner=child.username) == "Pets belong to a pet owner; kit is a child."


def test_a_missing_file_is_refused(owner, tmp_path):
    with pytest.raises(CommandError) as caught:
        call_command("import_pets", str(tmp_path / "none.csv"), "--owner", "olivia")
    assert str(caught.value) == f"{tmp_path / 'none.csv'}: No such file or directory"
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("import_pets", str(tmp_path), "--owner", "olivia")


@pytest.mark.parametrize(
    ("text", "args", "says"),
    [
        ("", [], "The file is empty."),
        ("PK\x03\x04", [], "This is a spreadsheet or a ZIP archive. Save the sheet as CSV first."),
        (FILE, ["--encoding", "klingon"], "This cannot be read as 'klingon'."),
        (
            "Foo,Name\nDog,Rex\n",
            [],
            "No column for: type. The headings are: Foo, Name. Say which one it is: --map HEADING=type",
        ),
        (FILE, ["--map", "Nmae=name"], "No column is headed 'Nmae'."),
        (FILE, ["--map", "Name=nmae"], "There is no field 'nmae'."),
        (FILE, ["--map", "Name"], "--map wants HEADING=FIELD, not 'Name'."),
        (FILE, ["--map", "=name"], "--map wants HEADING=FIELD, not '=name'."),
        (
            FILE,
            ["--type", "D=dragon"],
            "There is no type 'dragon'. The types are: dog, cat, bird, reptile, fish, other.",
        ),
        (FILE, ["--delimiter", "ab"], "--delimiter wants one character, or: tab, comma, semicolon, pipe."),
        (FILE, ["--delimiter", '"'], "--delimiter wants one character, or: tab, comma, semicolon, pipe."),
        (FILE, ["--delimiter", ""], "--delimiter wants one character, or: tab, comma, semicolon, pipe."),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(run, text, args, says):
    assert says in refused(run, text, *args)
