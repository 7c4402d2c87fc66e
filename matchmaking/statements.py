"""The SQL of matching: the newest pets of some tiers. All that the two databases need differently is here.

Every statement gives whole rows of `pets` with two columns more, in the order of matching:

    tier     which of the given tiers the pet belongs to, counted from 0
    listed   `created_at` in the database's own words, so that a cursor compares exactly what the index compares

Within a tier the newest come first, then the higher id. A pet whose `created_at` is null (a plain UPDATE can do
that) counts as older than any other.
"""
# ruff: noqa: S608 - what is put into the SQL is written in this file; values go as parameters

from itertools import groupby
from typing import NamedTuple

from django.db import connections, router

from pets.models import Pet

# Written out, not a parameter: SQLite takes a partial index only when it sees its condition in the statement.
AVAILABLE = f"availability = '{Pet.Availability.AVAILABLE.value}'"
#: In place of a tier: this pet only shows that there are pets behind the window.
BEYOND = -1


class After(NamedTuple):
    """The last pet that was seen: the walk goes on behind it."""

    listed: str | None
    pet_id: int


class Statement(NamedTuple):
    sql: str
    params: list


def database():
    """Return the vendor's half of the statements for the database that reads pets."""
    return DATABASES[connections[router.db_for_read(Pet)].vendor]


class Database:
    """What both databases share. A subclass says how the pets of many cells are read, newest first."""

    #: From which product of its cells in all and its cells for each type a tier counts as broad. A tier of c cells
    #: a type holds about c / 336 of the pets (16 combinations of size and level, 20 years and unknown). To find k
    #: of them among the newest reads k * 336 / c rows; to read k of each cell reads k * cells. Cells are cheaper
    #: on SQLite, which leaves one when its next pet is too old to win.
    broad_from: int
    #: How far to look for the pets of a broad tier among the newest, as a multiple of the pets wanted.
    window: int
    #: How many tiers one statement may take, and how many cells at first.
    tiers_at_once: int
    cells_at_once: int
    #: Whether the index has pets without a date before the newest.
    undated_first: bool

    def is_broad(self, tier):
        """Return whether the newest of a tier are cheaper to find among the newest pets of all."""
        return len(tier.cells) ** 2 >= self.broad_from * len(tier.pet_types)

    def newest(self, tiers, *, person_id, limit, after=None, undated_apart=False):
        """The best pets of the tiers; `after` lies in the first of them, which is then the only one.

        Where pets without a date come first in the index, they may stand in the way of newer ones. A result in
        which one of them appears is not right then: read it again with `undated_apart`.
        """
        if after is None and not undated_apart:
            return self._whole_rows(self._cells(tiers, "TRUE", [], person_id, limit), limit)
        parts = [self._undated(number, tier, person_id, limit, after) for number, tier in enumerate(tiers)]
        if after is None or after.listed is not None:
            parts += self._cells(tiers, *_dated(after), person_id, limit)
        return self._whole_rows(parts, limit, "NULLS LAST")

    def newest_in_window(self, tier, *, person_id, limit, after=None):
        """The newest pets with a date of one tier, as far as the window reaches."""
        return self._whole_rows([self._in_window(tier, person_id, limit, after)], limit)

    def rest_of_window(self, tier, *, person_id, limit, after=None):
        """The pets of the tier that have no date; and as `BEYOND` the first pet behind the window, if any."""
        condition, params = _of_types(tier, *_dated(after))
        beyond = Statement(
            f"""SELECT * FROM (SELECT {BEYOND} AS tier, pet_id, created_at FROM pets WHERE {condition}
                ORDER BY created_at DESC, pet_id DESC LIMIT 1 OFFSET %s) AS beyond""",
            [*params, self.window * limit],
        )
        return self._whole_rows([beyond, self._undated(0, tier, person_id, limit, None)], limit)

    def _whole_rows(self, parts, limit, nulls=""):
        union = " UNION ALL ".join(part.sql for part in parts)
        # CROSS JOIN holds SQLite to this order: the few best first, their rows then.
        sql = f"""SELECT best.tier, CAST(pets.created_at AS TEXT) AS listed, pets.*
            FROM (SELECT * FROM ({union}) AS candidates
                ORDER BY tier, created_at DESC {nulls}, pet_id DESC LIMIT %s) AS best
            CROSS JOIN pets WHERE pets.pet_id = best.pet_id
            ORDER BY best.tier, pets.created_at DESC {nulls}, pets.pet_id DESC"""
        return Statement(sql, [*(value for part in parts for value in part.params), limit])

    def _cells(self, tiers, condition, params, person_id, limit):
        """Return statements for (tier, pet_id, created_at) of the newest `limit` pets of each cell."""
        cells = [(number, *cell) for number, tier in enumerate(tiers) for cell in tier.cells]
        return [
            self._cells_of_kind(kind, list(cells_of_kind), condition, params, person_id, limit)
            for kind, cells_of_kind in groupby(sorted(cells, key=self._kind), key=self._kind)
        ]

    @staticmethod
    def _undated(number, tier, person_id, limit, after):
        condition, params = _of_types(tier, "pets.created_at IS NULL", [])
        if after is not None and after.listed is None:
            condition, params = f"{condition} AND pet_id < %s", [*params, after.pet_id]
        wanted, wanted_params = _in_tier(tier)
        return Statement(
            f"""SELECT * FROM (SELECT {number} AS tier, pet_id, created_at FROM pets
                WHERE {condition} AND {AVAILABLE} AND user_id <> %s AND {wanted}
                ORDER BY pet_id DESC LIMIT %s) AS undated""",
            [*params, person_id, *wanted_params, limit],
        )


class PostgreSQL(Database):
    broad_from = 336
    window = 100
    tiers_at_once = 100
    cells_at_once = 150
    undated_first = True

    def _in_window(self, tier, person_id, limit, after):
        condition, params = _of_types(tier, *_dated(after))
        wanted, wanted_params = _in_tier(tier)
        return Statement(
            f"""(SELECT 0 AS tier, pet_id, created_at FROM
                (SELECT * FROM pets WHERE {condition} ORDER BY created_at DESC, pet_id DESC LIMIT %s) AS newest
                WHERE {AVAILABLE} AND user_id <> %s AND {wanted}
                ORDER BY created_at DESC, pet_id DESC LIMIT %s)""",
            [*params, self.window * limit, person_id, *wanted_params, limit],
        )

    @staticmethod
    def _kind(cell):
        _tier, _pet_type, size, level, age = cell
        return size is None, level is None, age is None, isinstance(age, tuple)

    def _cells_of_kind(self, kind, cells, condition, params, person_id, limit):
        """A LATERAL join reads a few rows of each cell; `cell IN (...)` would read and sort all rows of all.

        The planner takes `column = constant` for sorted, but not `column IS NULL`: so the order names the columns
        of the index, all of which are constant within a cell.
        """
        no_size, no_level, no_age, is_range = kind
        conditions = [
            AVAILABLE,
            "pet_type = cell.pet_type",
            "size IS NULL" if no_size else "size = cell.size",
            "activity_level IS NULL" if no_level else "activity_level = cell.activity_level",
            "age IS NULL" if no_age else "age BETWEEN cell.age AND cell.oldest" if is_range else "age = cell.age",
            "user_id <> %s",
            condition,
        ]
        pets = f"SELECT pet_id, created_at FROM pets WHERE {' AND '.join(conditions)}"
        order = "size, activity_level, age, created_at DESC, pet_id DESC"
        if is_range:
            # OFFSET 0 keeps the planner from walking all pets, newest first, until it meets enough of such an age.
            pets = f"SELECT * FROM ({pets} OFFSET 0) AS aged"
            order = "created_at DESC, pet_id DESC"
        numbers, pet_types, sizes, levels, ages = (list(column) for column in zip(*cells, strict=True))
        oldest = [age[1] if is_range else None for age in ages]
        ages = [age[0] if is_range else age for age in ages]
        return Statement(
            f"""SELECT cell.tier, pet.pet_id, pet.created_at
                FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::bigint[])
                    AS cell (tier, pet_type, size, activity_level, age, oldest)
                CROSS JOIN LATERAL ({pets} ORDER BY {order} LIMIT %s) AS pet""",
            [numbers, pet_types, sizes, levels, ages, oldest, person_id, *params, limit],
        )


class SQLite(Database):
    broad_from = 336 * 20
    window = 25
    # A statement costs next to nothing, and within one tier SQLite leaves a cell at its first pet too old to win.
    tiers_at_once = 1
    cells_at_once = 200
    undated_first = False

    def _in_window(self, tier, person_id, limit, after):
        """A subquery with a limit would be read to its end, so the window is cut off where its last pet stands."""
        condition, params = _of_types(tier, *_dated(after))
        wanted, wanted_params = _in_tier(tier)
        return Statement(
            f"""SELECT * FROM
                (SELECT 0 AS tier, pet_id, created_at FROM pets WHERE {condition} AND (created_at, pet_id) >=
                    (SELECT created_at, pet_id FROM
                        (SELECT created_at, pet_id FROM pets WHERE {condition}
                         ORDER BY created_at DESC, pet_id DESC LIMIT %s)
                     ORDER BY created_at, pet_id LIMIT 1)
                AND {AVAILABLE} AND user_id <> %s AND {wanted}
                ORDER BY created_at DESC, pet_id DESC LIMIT %s)""",
            [*params, *params, self.window * limit, person_id, *wanted_params, limit],
        )

    @staticmethod
    def _kind(cell):
        return isinstance(cell[-1], tuple)

    def _cells_of_kind(self, is_range, cells, condition, params, person_id, limit):
        age = "pets.age BETWEEN cell.age AND cell.oldest" if is_range else "pets.age IS cell.age"
        rows = [(*cell[:4], *(cell[4] if is_range else (cell[4], None))) for cell in cells]
        return Statement(
            f"""SELECT * FROM
                (WITH cell (tier, pet_type, size, activity_level, age, oldest) AS
                    (VALUES {", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))})
                SELECT cell.tier, pets.pet_id, pets.created_at FROM cell CROSS JOIN pets
                    ON pets.{AVAILABLE} AND pets.pet_type = cell.pet_type AND pets.size IS cell.size
                    AND pets.activity_level IS cell.activity_level AND {age}
                    AND pets.user_id <> %s AND {condition}
                ORDER BY pets.created_at DESC, pets.pet_id DESC LIMIT %s)""",
            [*(value for row in rows for value in row), person_id, *params, limit],
        )


DATABASES = {"postgresql": PostgreSQL(), "sqlite": SQLite()}


def _dated(after):
    """Return the condition for pets that have a date and come behind `after`, and its parameters."""
    if after is None:
        return "pets.created_at IS NOT NULL", []
    return "(pets.created_at, pets.pet_id) < (%s, %s)", list(after)


def _of_types(tier, condition, params):
    """Return the condition, and that a pet is of one of the types of the tier, which are one or all."""
    if len(tier.pet_types) > 1:
        return condition, params
    return f"pet_type = %s AND {condition}", [*tier.pet_types, *params]


def _in_tier(tier):
    """Return the condition that a pet of the right type is in this tier."""
    conditions, params = [], []
    for block in tier.blocks:
        parts = [
            _one_of("size", block.sizes),
            _one_of("activity_level", block.activity_levels),
            _any_age(block.ages),
        ]
        conditions.append("(" + " AND ".join(condition for condition, _ in parts) + ")")
        params += [value for _, values in parts for value in values]
    return "(" + " OR ".join(conditions) + ")", params


def _one_of(column, values):
    known = [value for value in values if value is not None]
    conditions = [f"{column} = %s"] * len(known) + [f"{column} IS NULL"] * (None in values)
    return "(" + " OR ".join(conditions) + ")", known


def _any_age(ages):
    conditions = ["age IS NULL" if age is None else "age BETWEEN %s AND %s" for age in ages]
    return "(" + " OR ".join(conditions) + ")", [end for age in ages if age is not None for end in age]
