"""Dates of birth and ages as people write them, in whole years."""

import datetime

import pytest

from pets.importing.dates import is_two_way, order_told_by, parse_age, parse_date, years_between

TODAY = datetime.date(2024, 11, 22)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-10-24", (2019, 10, 24)),
        ("2019-10-24T18:16:47", (2019, 10, 24)),
        ("2019-10-24T18:16:47.000Z", (2019, 10, 24)),
        ("2019/05/14 04:00:00+00", (2019, 5, 14)),
        ("20191024", (2019, 10, 24)),
        ("10/24/2019 12:00:00 AM", (2019, 10, 24)),
        ("24/10/2019", (2019, 10, 24)),
        ("24-10-2019", (2019, 10, 24)),
        ("1/2/2019", (2019, 1, 2)),
        ("10/24/23", (2023, 10, 24)),
        ("10/24/24", (2024, 10, 24)),
        ("10/24/25", (1925, 10, 24)),
        # with dots the day comes first
        ("01.02.2019", (2019, 2, 1)),
        ("1.2.19", (2019, 2, 1)),
        ("24 Oct 2019", (2019, 10, 24)),
        ("24-Oct-19", (2019, 10, 24)),
        ("Oct 24, 2019", (2019, 10, 24)),
        ("October 5th, 2019", (2019, 10, 5)),
        ("24. März 2019", (2019, 3, 24)),
        # a month counts as its middle, a year as its 1 July
        ("Oct 2019", (2019, 10, 15)),
        ("10/2019", (2019, 10, 15)),
        ("2019-10", (2019, 10, 15)),
        ("2019", (2019, 7, 1)),
        ("  2019-10-24 ", (2019, 10, 24)),
    ],
)
def test_a_date_is_understood(text, date):
    assert parse_date(text, today=TODAY) == datetime.date(*date)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "2019-13-01",
        "2019-02-30",
        "13/13/2019",
        "00/00/0000",
        "24 Foo 2019",
        "Foo 2019",
        "12345",
        "1/2",
        "1.2.3",
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 (also those of datetime)
        parse_date(text, today=TODAY)


def test_the_order_is_asked_for_only_where_a_date_can_be_read_both_ways():
    assert parse_date("03/04/2019", "dmy", today=TODAY) == datetime.date(2019, 4, 3)
    assert parse_date("03/04/2019", "mdy", today=TODAY) == datetime.date(2019, 3, 4)
    assert parse_date("24/10/2019", "mdy", today=TODAY) == datetime.date(2019, 10, 24)
    assert parse_date("10/24/2019", "dmy", today=TODAY) == datetime.date(2019, 10, 24)
    assert parse_date("03.04.2019", "mdy", today=TODAY) == datetime.date(2019, 4, 3)


@pytest.mark.parametrize(
    ("text", "order", "two_way"),
    [
        ("13/12/2019", "dmy", False),
        ("12/13/2019 10:00 AM", "mdy", False),
        ("12/11/2019", None, True),
        ("12-11-2019", None, True),
        ("11/11/2019", None, False),
        ("13/13/2019", None, False),
        ("12.11.2019", None, False),
        ("24.12.2019", None, False),
        ("2019-12-11", None, False),
        ("", None, False),
    ],
)
def test_a_date_may_tell_the_order_of_its_column(text, order, two_way):
    assert (order_told_by(text), is_two_way(text)) == (order, two_way)


@pytest.mark.parametrize(
    ("birth", "years"),
    [((2023, 11, 22), 1), ((2023, 11, 23), 0), ((2024, 11, 22), 0), ((2024, 11, 23), -1), ((2004, 2, 29), 20)],
)
def test_years_are_whole_years(birth, years):
    assert years_between(datetime.date(*birth), TODAY) == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("7", 7),
        ("0", 0),
        ("2.9", 2),
        ("1,5 Jahre", 1),
        ("2 years", 2),
        ("2 YRS.", 2),
        ("3 months", 0),
        ("12 months", 1),
        ("23 months", 1),
        ("24 months", 2),
        ("51 weeks", 0),
        ("52 weeks", 1),
        ("364 days", 0),
        ("365 days", 1),
        ("1 year 6 months", 1),
        ("1 year, 12 months", 2),
        ("2 years and 3 months old", 2),
        ("2Y 3M", 2),
        ("3 Jahre 2 Monate", 3),
        ("10 Wochen", 0),
    ],
)
def test_an_age_is_understood(text, years):
    assert parse_age(text) == years


def test_a_bare_number_counts_the_units_of_its_column():
    assert [parse_age("30", unit) for unit in ("years", "months", "weeks", "days")] == [30, 2, 0, 0]
    # a unit in the cell is stronger
    assert parse_age("2 years", "months") == 2


@pytest.mark.parametrize(
    "text", ["", "-1", "-1 years", "young", "2 moons", "nan", "1e5", "2 years?", "9" * 400, "abc 2 years"]
)
def test_what_is_no_age_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_age(text)
