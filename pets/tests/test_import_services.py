"""Rows into the database, each exactly once: counts, reports, records of the same animal, refusals."""

import datetime
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pets.importing import services
from pets.importing.columns import heading_score, match_columns
from pets.importing.reading import Table
from pets.importing.records import Options, Reader
from pets.importing.seen import Seen
from pets.importing.services import import_rows, look_over
from pets.models import Pet

TODAY = datetime.date(2024, 11, 22)


def open_text(text):
    table = Table(io.BytesIO(text.encode()), score=heading_score)
    return table, match_columns(table.headings)


def bring_in(text, owner, **options):
    """Import a text and return the counts as a dict, and the reports as (line, text, is_note)."""
    reports = []
    counts = import_rows(
        *open_text(text),
        Options(today=TODAY),
        owner=owner,
        report=lambda *report: reports.append(report),
        **options,
    )
    return dict(counts), reports


def names(owner):
    return list(owner.pets.order_by("pet_id").values_list("pet_name", flat=True))


FILE = """Animal ID,Name,Type,Breed,Age
A1,Rex,Dog,Beagle,3
A2,Mia,Dragon,,2
A3,Tom,Cat,Stray,oldish
"""


# --- Counting ------------------------------------------------------------------------------------------------


def test_each_row_becomes_a_pet_or_is_reported(owner):
    counts, reports = bring_in(FILE, owner)
    assert counts == {
        "read": 3,
        "added": 2,
        "there": 0,
        "reported": 1,
        "noted": 1,
        "breeds": 2,
        "known_breeds": 1,
    }
    assert reports == [
        (3, "the type 'Dragon' is not known", False),
        (4, "age 'oldish' is not understood, left out", True),
    ]
    assert names(owner) == ["Rex", "Tom"]
    rex = Pet.objects.get(import_key="id:A1")
    assert (rex.user, rex.age, rex.size, rex.size_source) == (owner, 3, "small", "breed")
    assert rex.created_at == rex.updated_at
    assert rex.created_at is not None


def test_the_second_time_nothing_is_added(owner):
    bring_in(FILE, owner)
    before = list(Pet.objects.order_by("pet_id").values())
    counts, reports = bring_in(FILE, owner)
    assert (counts["read"], counts["added"], counts["there"], counts["reported"]) == (3, 0, 2, 1)
    assert (counts["noted"], counts["breeds"], counts["known_breeds"]) == (0, 0, 0)
    assert reports == [(3, "the type 'Dragon' is not known", False)]
    assert list(Pet.objects.order_by("pet_id").values()) == before


def test_a_longer_file_adds_only_what_is_new(owner):
    bring_in(FILE, owner)
    counts, _ = bring_in(FILE + "A4,Ben,Dog,,1\n", owner)
    assert (counts["added"], counts["there"]) == (1, 2)
    assert names(owner) == ["Rex", "Tom", "Ben"]


def test_two_owners_may_import_the_same_file(owner, stranger):
    bring_in(FILE, owner)
    assert bring_in(FILE, stranger)[0]["added"] == 2
    assert names(owner) == names(stranger) == ["Rex", "Tom"]


def test_a_dry_run_counts_and_reports_the_same_and_writes_nothing(owner):
    dry = bring_in(FILE, owner, dry_run=True)
    assert Pet.objects.count() == 0
    assert dry == bring_in(FILE, owner)
    assert bring_in(FILE, owner, dry_run=True)[0]["there"] == 2


@pytest.mark.parametrize("batch_size", [1, 2, 3, 4])
def test_the_size_of_batches_changes_nothing(owner, batch_size):
    counts, reports = bring_in(FILE, owner, batch_size=batch_size)
    assert (counts["read"], counts["added"], len(reports)) == (3, 2, 2)
    assert names(owner) == ["Rex", "Tom"]


def test_broken_lines_are_reported_and_stop_no_other(owner):
    text = 'Name,Type,Memo\nRex,Dog,"x\nMia,Cat\n,,\nB\0en,Dog,y\n'
    counts, reports = bring_in(text, owner)
    assert (counts["read"], counts["added"], counts["reported"], counts["noted"]) == (4, 1, 3, 1)
    assert reports == [
        (2, "a quotation mark is not closed", False),
        (3, "it has 2 columns, the headings have 3", False),
        (4, "the row is empty", False),
        (5, "NUL bytes were taken out", True),
    ]
    assert names(owner) == ["Ben"]


def test_pets_belong_to_a_pet_owner(child):
    with pytest.raises(ValidationError, match="kit is a child"):
        bring_in(FILE, child)
    assert Pet.objects.count() == 0


# --- Several records of an animal ----------------------------------------------------------------------------


def test_another_record_of_the_same_animal_is_reported_with_the_line_of_the_first(owner):
    text = "Animal ID,Name,Type\nA1,Rex,Dog\nA2,Mia,Cat\nA1,Rex II,Dog\nA1,Rex III,Dog\n"
    counts, reports = bring_in(text, owner)
    assert (counts["read"], counts["added"], counts["reported"]) == (4, 2, 2)
    assert reports == [
        (4, "another record of the animal A1 of line 2", False),
        (5, "another record of the animal A1 of line 2", False),
    ]
    assert names(owner) == ["Rex", "Mia"]
    assert bring_in(text, owner)[1] == reports


def test_an_animal_that_died_in_a_later_record_is_no_pet(owner):
    text = "Animal ID,Name,Type,Outcome Type\nA1,Rex,Dog,Adoption\nA2,Mia,Cat,Adoption\nA1,Rex,Dog,Died\n"
    counts, reports = bring_in(text, owner)
    assert (counts["added"], counts["reported"]) == (1, 2)
    assert reports == [
        (2, "the animal A1 has died, as line 4 says", False),
        (4, "the animal has died", False),
    ]
    assert names(owner) == ["Mia"]


def test_equal_rows_without_a_number_are_several_animals_and_still_come_once_only(owner):
    text = "Name,Type\nGuppy,Fish\nGuppy,Fish\nGuppy,Fish\nBetta,Fish\n"
    assert bring_in(text, owner)[0]["added"] == 4
    again = bring_in(text, owner)[0]
    assert (again["added"], again["there"], again["reported"]) == (0, 4, 0)
    assert bring_in(text + "Guppy,Fish\n", owner)[0]["added"] == 1
    assert sorted(names(owner)) == ["Betta", "Guppy", "Guppy", "Guppy", "Guppy"]


def test_a_row_without_a_number_in_a_file_with_numbers_counts_by_its_content(owner):
    text = "Animal ID,Name,Type\nA1,Rex,Dog\n,Mia,Cat\nunknown,Tom,Cat\n"
    assert bring_in(text, owner)[0]["added"] == 3
    assert bring_in(text, owner)[0]["there"] == 3


# --- Refusals of the database --------------------------------------------------------------------------------


def test_a_row_that_the_database_refuses_is_reported_and_stops_no_other_of_its_batch(owner, monkeypatch):
    class Careless(Reader):
        def read(self, cells):
            record = super().read(cells)
            if record.pet.pet_name == "Mia":
                record.pet.age = -1
            return record

    monkeypatch.setattr(services, "Reader", Careless)
    text = "Animal ID,Name,Type\nA1,Rex,Dog\nA2,Mia,Cat\nA3,Tom,Cat\n"
    counts, reports = bring_in(text, owner)
    assert (counts["read"], counts["added"], counts["there"], counts["reported"]) == (3, 2, 0, 1)
    assert [(line, is_note) for line, _text, is_note in reports] == [(3, False)]
    assert reports[0][1].startswith("the database refuses it: ")
    assert "pets_age_not_negative" in reports[0][1]
    assert names(owner) == ["Rex", "Tom"]
    assert set(owner.pets.values_list("import_key", flat=True)) == {"id:A1", "id:A3"}


def test_rows_that_another_import_was_quicker_to_add_are_already_there(owner, monkeypatch):
    bring_in("Animal ID,Name,Type\nA1,Rex,Dog\n", owner)
    # As if the other import wrote between our look and our insert.
    monkeypatch.setattr(services, "_keys_there", lambda owner, keys: set())
    counts, reports = bring_in("Animal ID,Name,Type\nA1,Rex,Dog\nA2,Mia,Cat\n", owner)
    assert (counts["read"], counts["added"], counts["there"], counts["reported"]) == (2, 1, 1, 0)
    assert reports == []
    assert names(owner) == ["Rex", "Mia"]


# --- Large files ---------------------------------------------------------------------------------------------


def many(rows):
    return "Animal ID,Name,Type\n" + "".join(f"A{n},Pet {n},Dog\n" for n in range(rows))


def test_a_batch_costs_the_same_queries_however_many_rows_it_has(owner):
    costs = []
    for rows in (1, 50):
        with CaptureQueriesContext(connection) as queries:
            assert bring_in(many(rows), owner, batch_size=100)[0]["read"] == rows
        costs.append(len(queries))
        Pet.objects.all().delete()
    # The keys that are there, and the insert between the two ends of a savepoint.
    assert costs == [4, 4]


def test_rows_are_written_while_the_file_is_read(owner):
    written = []

    def watched(rows, total):
        assert total == 10
        for row in rows:
            written.append(Pet.objects.count())
            yield row

    bring_in(many(10), owner, batch_size=3, progress=watched)
    assert written == [0, 0, 0, 3, 3, 3, 6, 6, 6, 9]
    assert Pet.objects.count() == 10


# --- The look before -----------------------------------------------------------------------------------------


def look(births, date_order=""):
    text = "Type,Date of Birth\n" + "".join(f"Dog,{birth}\n" for birth in births)
    with Seen() as seen:
        return look_over(*open_text(text), seen, date_order)


def test_the_dates_of_a_column_tell_their_order():
    day_first = look(["01/02/2020", "24/12/2020"])
    assert (day_first.rows, day_first.date_order) == (2, "dmy")
    assert (day_first.guessed_dates, day_first.mixed_dates) == (0, False)
    assert look(["01/02/2020", "12/24/2020"]).date_order == "mdy"


def test_without_a_telling_date_the_month_comes_first_and_the_guesses_are_counted():
    found = look(["01/02/2020", "03/04/2020", "05/05/2020", "2020-01-02", ""])
    assert (found.rows, found.date_order, found.guessed_dates, found.mixed_dates) == (5, "mdy", 2, False)


def test_of_mixed_orders_the_more_frequent_one_is_taken():
    mixed = look(["24/12/2020", "25/12/2020", "12/26/2020"])
    assert (mixed.date_order, mixed.mixed_dates) == ("dmy", True)
    assert look(["24/12/2020", "12/25/2020"]).date_order == "mdy"


def test_a_row_that_is_too_short_tells_nothing():
    found = look(["01/02/2020", "24/12/2020\nDog"])
    assert (found.rows, found.date_order) == (3, "dmy")


def test_an_order_that_is_told_is_not_looked_for():
    told = look(["12/24/2020"], "dmy")
    assert (told.date_order, told.guessed_dates, told.mixed_dates) == ("dmy", 0, False)


def test_the_order_found_is_used_and_told(owner):
    findings = []
    bring_in("Name,Type,DOB\nRex,Dog,11/12/2022\nMia,Dog,24/12/2020\n", owner, found=findings.append)
    assert findings[0].date_order == "dmy"
    assert Pet.objects.get(pet_name="Rex").age == 1


def test_what_was_seen_is_forgotten_with_the_file():
    with Seen() as seen:
        assert seen.meet("id:A1", 2) == (2, 1)
        assert seen.meet("id:A1", 7) == (2, 2)
        assert seen.meet("id:A2", 8) == (8, 1)
        seen.note_death("A1", 9)
        seen.note_death("A1", 10)
        assert (seen.line_of_death("A1"), seen.line_of_death("A2")) == (9, None)
    with Seen() as seen:
        assert seen.meet("id:A1", 3) == (3, 1)
        assert seen.line_of_death("A1") is None
