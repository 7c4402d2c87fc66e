"""The engine against the slow, plain way: score every pet, sort, cut."""
# ruff: noqa: S311 - chance with a fixed seed, so that each run tests the same

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.factories import UserFactory
from matchmaking import cells, engine, scoring, statements
from matchmaking.models import MatchmakingCriteria
from pets.factories import PetFactory
from pets.models import Pet

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
OLDEST = datetime.min.replace(tzinfo=UTC)


def slow_and_plain(criteria, person, pets=None):
    """Return (pet_id, exact score) of every match, best first."""
    candidates = [
        (scoring.score(criteria, pet), pet)
        for pet in pets or Pet.objects.all()
        if scoring.passes_gates(criteria, pet, person.pk)
    ]
    matches = [(score.exact, pet.created_at or OLDEST, pet.pk) for score, pet in candidates if score.is_match]
    return [(pet_id, exact) for exact, _listed, pet_id in sorted(matches, reverse=True)]


def by_cursor(criteria, person, limit):
    """Return the same from the engine, page by page; each cursor travels as text, as it does in an address."""
    found, after = [], None
    while page := engine.best(criteria, person_id=person.pk, limit=limit, after=after):
        found += [(match.pet.pk, match.position.exact) for match in page]
        after = engine.Position.from_token(page[-1].position.token())
        if len(page) < limit:
            break
    return found


def wish(pet_type="any", start=None, end=None, size="any", activity="any"):
    return MatchmakingCriteria(
        preferred_pet_type=pet_type,
        age_range_start=start,
        age_range_end=end,
        size_preference=size,
        activity_level=activity,
    )


def random_wish(chance):
    start = chance.choice([None, None, 0, 1, 2, 5, 12, 39, 41, 78, 100, 2**31 - 3])
    end = chance.choice([None, None, 0, 1, 3, 6, 15, 40, 42, 80, 150, 2**31 - 1])
    if start is not None and end is not None and end <= start:
        end = start + chance.choice([1, 2, 30])
    return wish(
        chance.choice(["dog", "cat", "bird", "reptile", "fish", "any"]),
        start,
        min(end, 2**31 - 1) if end is not None else None,
        chance.choice(["small", "medium", "large", "any"]),
        chance.choice(["low", "medium", "high", "any"]),
    )


def random_pets(chance, people, count):
    """Write pets with few distinct values, so that scores and dates tie; some have no date at all."""
    pets = Pet.objects.bulk_create(
        Pet(
            user=chance.choice(people),
            pet_name="Any",
            pet_type=chance.choice(Pet.Type.values),
            age=chance.choice([None, 0, 0, 1, 2, 3, 4, 5, 6, 8, 11, 17, 40, 41, 80, 81, 100_000, 2**31 - 1]),
            size=chance.choice([None, *Pet.Size.values]),
            activity_level=chance.choice([None, *Pet.Activity.values]),
            availability=chance.choice([*Pet.Availability.values, *["available"] * 6]),
            created_at=NOON + timedelta(microseconds=chance.choice([0, 1, 500_000]), days=chance.randrange(3)),
        )
        for _ in range(count)
    )
    undated = [pet.pk for pet in pets if chance.random() < 0.05]
    Pet.objects.filter(pk__in=undated).update(created_at=None)


@pytest.mark.parametrize(("seed", "pets"), [(1, 40), (2, 300), (3, 900)])
def test_every_match_comes_in_order_to_the_last_page(seed, pets):
    chance = random.Random(seed)
    people = UserFactory.create_batch(4)
    random_pets(chance, people, pets)
    all_pets = list(Pet.objects.all())
    for _ in range(25):
        criteria, person = random_wish(chance), people[0]
        expected = slow_and_plain(criteria, person, all_pets)
        for limit in (1 if pets < 100 else 7, 20, 5000):
            assert by_cursor(criteria, person, limit) == expected, vars(criteria)


@pytest.mark.parametrize("pet_type", ["dog", "any"])
@pytest.mark.parametrize("size", ["small", "any"])
@pytest.mark.parametrize("activity", ["high", "any"])
@pytest.mark.parametrize(("start", "end"), [(None, None), (1, 3), (None, 3), (6, None), (39, 81), (None, 0)])
def test_each_way_of_leaving_things_open(pet_type, size, activity, start, end, monkeypatch):
    """Broad tiers are tried among the newest pets first: a narrow window makes some of these tries come short."""
    monkeypatch.setattr(statements.database(), "window", 2)
    people = UserFactory.create_batch(3)
    random_pets(random.Random(5), people, 300)
    criteria = wish(pet_type, start, end, size, activity)
    expected = slow_and_plain(criteria, people[0])
    assert len(expected) > 3
    assert by_cursor(criteria, people[0], 4) == expected


def test_every_gives_all_matches_once():
    people = UserFactory.create_batch(2)
    random_pets(random.Random(6), people, 200)
    criteria = wish("any", 1, 3)
    found = [match.pet.pk for match in engine.every(criteria, person_id=people[0].pk, at_once=9)]
    assert found == [pet_id for pet_id, _ in slow_and_plain(criteria, people[0])]


def ids(criteria, person, limit=20):
    return [match.pet.pk for match in engine.best(criteria, person_id=person.pk, limit=limit)]


def test_the_newest_comes_first_among_equals_and_the_higher_id_among_twins(owner, stranger):
    old, new, twin = (
        PetFactory(user=owner, created_at=when) for when in (NOON, NOON + timedelta(microseconds=1), NOON)
    )
    assert ids(wish("dog"), stranger) == [new.pk, twin.pk, old.pk]
    assert ids(wish("dog", 3, 4, "small", "medium"), stranger) == [new.pk, twin.pk, old.pk]


def test_a_pet_without_a_date_is_older_than_all_of_its_score_and_before_a_lower_score(owner, stranger):
    undated = PetFactory(user=owner, age=3)
    dated = PetFactory(user=owner, age=3, created_at=NOON - timedelta(days=9999))
    lower = PetFactory(user=owner, age=4)
    Pet.objects.filter(pk=undated.pk).update(created_at=None)
    assert ids(wish("dog", 1, 3), stranger) == [dated.pk, undated.pk, lower.pk]
    assert by_cursor(wish("dog", 1, 3), stranger, 1) == slow_and_plain(wish("dog", 1, 3), stranger)


def test_ones_own_pets_are_left_out_also_when_they_are_the_newest(owner, stranger):
    theirs = PetFactory.create_batch(3, user=owner, created_at=NOON)
    PetFactory.create_batch(30, user=stranger, created_at=NOON + timedelta(days=1))
    newest_first = [pet.pk for pet in reversed(theirs)]
    assert ids(wish("dog", 1, 3), stranger, limit=3) == newest_first
    assert ids(wish("dog"), stranger, limit=3) == newest_first


@pytest.mark.parametrize("availability", ["shown", "reserved", "rehomed"])
def test_only_available_pets_match(owner, stranger, availability):
    PetFactory(user=owner, availability=availability)
    here = PetFactory(user=owner, availability="available")
    assert ids(wish("dog", 1, 3), stranger) == [here.pk]
    assert ids(wish("any"), stranger) == [here.pk]


def test_other_pets_match_any_alone(owner, stranger):
    hamster = PetFactory(user=owner, pet_type="other")
    assert ids(wish("any", 1, 3), stranger) == [hamster.pk]
    for pet_type in ("dog", "cat", "bird", "reptile", "fish"):
        assert ids(wish(pet_type), stranger) == []


def test_a_pet_that_plain_sql_wrote_is_found_at_once(owner, stranger):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pets (user_id, pet_name, pet_type, age) VALUES (%s, 'Rex', 'dog', 100000)", [owner.pk]
        )
    (match,) = engine.best(wish("dog", 3, None), person_id=stranger.pk, limit=20)
    assert (match.pet.pet_name, match.score.shown) == ("Rex", 100)


def test_a_changed_pet_is_found_as_it_is_now(owner, stranger):
    pet = PetFactory(user=owner, age=3)
    assert ids(wish("dog", 1, 3), stranger) == [pet.pk]
    Pet.objects.filter(pk=pet.pk).update(age=9)
    assert ids(wish("dog", 1, 3), stranger) == []


def test_the_tier_of_a_match_is_its_score(owner, stranger):
    random_pets(random.Random(7), [owner], 600)
    matches = engine.best(wish("any", 2, 5, "small", "high"), person_id=stranger.pk, limit=100)
    assert len(matches) == 100
    assert [match.position.exact for match in matches] == [match.score.exact for match in matches]


@pytest.mark.parametrize("text", ["", "x", "W10:1:2", "\x00", "9" * 5000, "é"])
def test_a_made_up_cursor_is_no_position(text):
    assert engine.Position.from_token(text) is None


def test_a_full_best_tier_costs_one_statement(owner, stranger, monkeypatch, django_assert_num_queries):
    """Also when it is broad: then the statement looks among the newest pets of all."""
    monkeypatch.setattr(statements.database(), "window", 2)
    PetFactory.create_batch(8, user=owner)
    narrow, broad, broadest = wish("dog", 1, 3, "small", "medium"), wish("any", 1, None, "small"), wish("any")
    for criteria in (narrow, broad, broadest):
        with django_assert_num_queries(1):
            assert len(ids(criteria, stranger, limit=3)) == 3


def test_a_page_that_several_tiers_fill_costs_two_statements(owner, stranger, django_assert_num_queries):
    """Two on PostgreSQL. On SQLite, where a statement need not travel, one for each of the 13 tiers."""
    for age in range(12):
        PetFactory(user=owner, age=age)
    criteria = wish("dog", 3, 4, "small", "medium")
    expected = slow_and_plain(criteria, stranger)
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 13):
        assert ids(criteria, stranger) == [pet_id for pet_id, _ in expected]
    assert len(expected) == 12


def test_the_number_of_pets_does_not_change_the_number_of_statements(owner, stranger, django_assert_num_queries):
    criteria = wish("dog", 3, 4, "small", "medium")
    for _ in range(3):
        PetFactory(user=owner, age=9)
        with django_assert_num_queries(2 if connection.vendor == "postgresql" else 13):
            ids(criteria, stranger)


def test_when_everything_is_open_few_pets_cost_two_statements(owner, stranger, django_assert_num_queries):
    """The window, and whether there is anything else."""
    for _ in range(3):
        PetFactory(user=owner)
        with django_assert_num_queries(2):
            ids(wish("any"), stranger)


def plan_of(statement):
    explain = "EXPLAIN (COSTS OFF)" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A table of a few rows is rather read from end to end, or sorted.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"{explain} {statement.sql}", statement.params)
        return [str(line[-1]) for line in cursor.fetchall()]


@pytest.mark.parametrize("size", [None, "small"])
@pytest.mark.parametrize("age", [None, (2, 2)])
def test_a_cell_is_read_newest_first_from_its_index_without_sorting(owner, size, age):
    """Known or not, all four facts of a cell are looked up; only the few that were read of each are sorted."""
    PetFactory(user=owner)
    tier = cells.Tier(100, ("dog",), (cells.Block((age,), (size,), ("low",)),))
    lines = plan_of(statements.database().newest([tier], person_id=1, limit=20))
    if connection.vendor == "sqlite":
        (search,) = [line for line in lines if "pets_matching_cells" in line]
        assert search.endswith("(pet_type=? AND size=? AND activity_level=? AND age=?)")
    else:
        scan = next(number for number, line in enumerate(lines) if "Function Scan on cell" in line)
        assert [line.split("  ")[-1] for line in lines[scan + 1 : scan + 3]] == [
            "Limit",
            "Index Scan using pets_matching_cells on pets pets_1",
        ]
