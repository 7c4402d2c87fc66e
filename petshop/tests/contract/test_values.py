"""What the database refuses: values outside an enum, a check, a length or a decimal."""

from decimal import Decimal

import pytest
from django.db import connection

ENUMS = [
    ("users", "user_role", ["pet_owner", "child"]),
    ("pets", "pet_type", ["dog", "cat", "bird", "reptile", "fish", "other"]),
    ("user_interactions", "interaction_type", ["like", "comment", "share", "purchase"]),
    ("matchmaking_criteria", "preferred_pet_type", ["dog", "cat", "bird", "reptile", "fish", "any"]),
    ("matchmaking_criteria", "size_preference", ["small", "medium", "large", "any"]),
    ("matchmaking_criteria", "activity_level", ["low", "medium", "high", "any"]),
    # the platform's own
    ("pets", "size", ["small", "medium", "large", None]),
    ("pets", "activity_level", ["low", "medium", "high", None]),
    ("pets", "availability", ["shown", "available", "reserved", "rehomed"]),
]

LENGTHS = [
    ("users", "username", 50),
    ("users", "password_hash", 255),
    ("users", "email", 100),
    ("users", "first_name", 50),
    ("users", "last_name", 50),
    ("pets", "pet_name", 50),
    ("pets", "breed", 50),
    ("sessions", "session_token", 255),
]


@pytest.fixture
def least(rows, user_id):
    """The least row of each table, of a person who is there already."""
    return {
        "users": rows.user | {"username": "bo", "email": "bo@example.org"},
        "pets": rows.pet(user_id),
        "user_interactions": rows.interaction(user_id),
        "matchmaking_criteria": rows.criteria(user_id),
        "sessions": rows.session(user_id),
    }


@pytest.mark.parametrize(
    ("table", "column", "value"), [(table, column, value) for table, column, values in ENUMS for value in values]
)
def test_each_value_of_an_enum_is_taken(sql, least, table, column, value):
    assert not sql.refuses_row(table, **least[table] | {column: value})


@pytest.mark.parametrize(("table", "column"), [(table, column) for table, column, _ in ENUMS])
@pytest.mark.parametrize("value", ["", "hamster", "DOG", "Any", "pet_owner ", " like"])
def test_any_other_value_of_an_enum_is_refused(sql, least, table, column, value):
    assert sql.refuses_row(table, **least[table] | {column: value})


@pytest.mark.parametrize("kind", ["other", "any"])
def test_the_two_lists_of_types_differ_in_one_word(sql, least, kind):
    assert sql.refuses_row("pets", **least["pets"] | {"pet_type": kind}) == (kind == "any")
    criteria = least["matchmaking_criteria"] | {"preferred_pet_type": kind}
    assert sql.refuses_row("matchmaking_criteria", **criteria) == (kind == "other")


@pytest.mark.parametrize(("table", "column", "length"), LENGTHS)
def test_a_text_may_be_as_long_as_its_column_and_no_longer(sql, least, table, column, length):
    text = "é" * length  # characters count, not bytes
    assert not sql.refuses_row(table, **least[table] | {column: text})
    assert sql.refuses_row(table, **least[table] | {column: text + "x"})


def test_content_has_no_length(sql, least):
    assert not sql.refuses_row("user_interactions", **least["user_interactions"] | {"content": "x" * 100_000})


@pytest.mark.parametrize(("age", "refused"), [(0, False), (80, False), (100_000, False), (-1, True)])
def test_an_age_is_not_negative(sql, least, age, refused):
    assert sql.refuses_row("pets", **least["pets"] | {"age": age}) == refused


@pytest.mark.parametrize(
    ("weight", "refused"),
    [("0", False), ("999.99", False), ("-0.01", True), ("1000", True), ("999.999", True), ("123456", True)],
)
def test_a_weight_has_three_digits_before_the_point_and_is_not_negative(sql, least, weight, refused):
    assert sql.refuses_row("pets", **least["pets"] | {"weight": weight}) == refused


def test_a_weight_that_is_not_a_number_is_refused(sql, least):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no NaN: it is stored as NULL.")
    assert sql.refuses_row("pets", **least["pets"] | {"weight": "NaN"})


def test_a_weight_has_two_digits_after_the_point(sql, least):
    pet_id = sql.insert("pets", **least["pets"] | {"weight": "12.346"})
    assert Decimal(str(sql.value("pets", "weight", pet_id))) == Decimal("12.35")
    sql.run("UPDATE pets SET weight = 7.0049 WHERE pet_id = %s", pet_id)
    assert Decimal(str(sql.value("pets", "weight", pet_id))) == 7


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (None, None, False),
        (0, None, False),
        (None, 5, False),
        (0, 1, False),
        (1, 1, True),
        (3, 2, True),
        (-1, None, True),
        (-1, 3, True),
    ],
)
def test_an_age_range_starts_at_0_or_later_and_ends_later_than_it_starts(sql, least, start, end, refused):
    criteria = least["matchmaking_criteria"] | {"age_range_start": start, "age_range_end": end}
    assert sql.refuses_row("matchmaking_criteria", **criteria) == refused


@pytest.mark.parametrize("column", ["username", "email"])
@pytest.mark.parametrize("change", [str, str.upper, str.title])
def test_user_names_and_addresses_are_unique_in_any_case(sql, rows, user_id, column, change):
    other = rows.user | {"username": "bo", "email": "bo@example.org"}
    assert sql.refuses_row("users", **other | {column: change(rows.user[column])})
    assert not sql.refuses_row("users", **other)


def test_a_session_token_is_unique(sql, least):
    sql.insert("sessions", **least["sessions"])
    assert sql.refuses_row("sessions", **least["sessions"])


@pytest.mark.parametrize("table", ["pets", "user_interactions", "matchmaking_criteria", "sessions"])
def test_a_row_needs_a_person_who_exists(sql, least, table):
    assert sql.refuses_row(table, **least[table] | {"user_id": 2_000_000_000})


def test_an_interaction_needs_a_pet_that_exists(sql, least):
    assert sql.refuses_row("user_interactions", **least["user_interactions"] | {"pet_id": 2_000_000_000})


def test_a_person_likes_a_pet_once(sql, user_id, pet_id):
    like = {"user_id": user_id, "pet_id": pet_id, "interaction_type": "like"}
    sql.insert("user_interactions", **like)
    assert sql.refuses_row("user_interactions", **like)
    assert not sql.refuses_row("user_interactions", **like | {"interaction_type": "share"})


def test_a_pet_is_promised_to_one_person(sql, rows, user_id, pet_id):
    other = sql.insert("users", **rows.user | {"username": "bo", "email": "bo@example.org"})
    promise = {"pet_id": pet_id, "interaction_type": "purchase", "status": "accepted"}
    sql.insert("user_interactions", user_id=user_id, **promise)
    assert sql.refuses_row("user_interactions", user_id=other, **promise)
    assert not sql.refuses_row("user_interactions", user_id=other, **promise | {"status": "requested"})
