"""How fast the best 20 matches are found: ``python bench/matching.py [--rows 10000 1000000]``.

For each database and each number of pets: a database of its own, random pets, 200 random sets of criteria, one in
ten of them a rare wish. The best 20 of each set are found in three ways, side by side:

    by key   20 pets by their primary key through the ORM: as fast as showing 20 pets can be
    engine   `matchmaking.engine.best`
    score    every pet scored and sorted by the database, in SQL that shares nothing with the engine

Engine and score must give the same pets in the same order, or nothing is timed. Printed are the median and the
99th percentile over the sets, and the ratios. Each set stands with the best of its runs, so that what else the
machine does counts little. Databases are dropped.

``--rows 10000000 --only postgresql --compare 20`` takes half an hour; it scores every pet for 20 of the sets only.
"""

import argparse
import io
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWNERS = 1000
SETS = 200
BEST = 20
RUNS = 5
TYPES = ["dog", "cat", "bird", "reptile", "fish"]
SIZES = ["small", "medium", "large"]
LEVELS = ["low", "medium", "high"]
COLUMNS = ["user_id", "pet_name", "pet_type", "age", "size", "activity_level", "availability", "created_at"]
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def random_pets(rows):
    """Yield rows for `COLUMNS`: more young pets than old, facts unknown here and there, dates in no order."""
    rng = random.Random(1)
    for _ in range(rows):
        yield (
            rng.randint(1, OWNERS),
            "Rex",
            rng.choice([*TYPES, "other"]),
            None if rng.random() < 0.05 else int(41 * rng.random() ** 2),
            rng.choice([*SIZES, None]),
            rng.choice([*LEVELS, None]),
            "rehomed" if rng.random() < 0.15 else "available",
            str(NOON - timedelta(seconds=rng.randrange(10**8)))[:19],
        )


def random_sets(Criteria):  # noqa: N803 - a class
    """Return unsaved sets of criteria; each wish stays open one time in four."""
    rng = random.Random(2)
    sets = []
    for number in range(SETS):
        rare = number % 10 == 9
        start = rng.randint(35, 45) if rare else rng.choice([None, *range(15)])
        end = None if rng.random() < 0.2 else (start or 0) + rng.randint(1, 4)
        if not rare and rng.random() < 0.25:
            start = end = None
        sets.append(
            Criteria(
                preferred_pet_type=rng.choice([*TYPES, "any"]),
                age_range_start=start,
                age_range_end=end,
                size_preference=rng.choice([*SIZES, "any"]),
                activity_level=rng.choice([*LEVELS, "any"]),
            )
        )
    return sets


def fill(connection, rows):
    """Write the people and the pets; the indexes of pets are built afterwards."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        people = [(f"u{n}", "x", f"u{n}@x.invalid", "pet_owner") for n in range(1, OWNERS + 1)]
        cursor.executemany(
            "INSERT INTO users (username, password_hash, email, user_role) VALUES (%s, %s, %s, %s)", people
        )
        if postgresql:
            cursor.execute(
                """SELECT indexname, indexdef FROM pg_indexes
                WHERE tablename = 'pets' AND indexdef NOT LIKE '%UNIQUE%'"""
            )
        else:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'pets' AND sql > ''"
            )
        indexes = cursor.fetchall()
        for name, _sql in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        pets = random_pets(rows)
        while batch := [row for row, _ in zip(pets, range(50_000), strict=False)]:
            if postgresql:
                lines = ("\t".join("\\N" if value is None else str(value) for value in row) for row in batch)
                cursor.copy_from(io.StringIO("\n".join(lines) + "\n"), "pets", columns=COLUMNS)
            else:
                marks = ", ".join(["%s"] * len(COLUMNS))
                cursor.executemany(f"INSERT INTO pets ({', '.join(COLUMNS)}) VALUES ({marks})", batch)
        for _name, sql in indexes:
            cursor.execute(sql)
        cursor.execute("VACUUM ANALYZE pets" if postgresql else "ANALYZE")


def score_in_sql(criteria, person_id):
    """Return SQL and parameters for the keys of the best 20, by scoring every pet."""
    points, full, params = [], 0, []
    start, end = criteria.age_range_start, criteria.age_range_end
    if start is not None or end is not None:
        full += 40
        branches = ["WHEN age IS NULL THEN 3"]
        if start is not None:
            branches += ["WHEN age <= %s THEN 0", "WHEN age < %s THEN 6 - 2 * (%s - age)"]
            params += [start - 3, start, start]
        if end is not None:
            branches += ["WHEN age >= %s THEN 0", "WHEN age > %s THEN 6 - 2 * (age - %s)"]
            params += [end + 3, end, end]
        points.append(f"40 * CASE {' '.join(branches)} ELSE 6 END")
    for column, wanted, scale in (
        ("size", criteria.size_preference, SIZES),
        ("activity_level", criteria.activity_level, LEVELS),
    ):
        if wanted != "any":
            full += 30
            steps = {value: abs(scale.index(value) - scale.index(wanted)) for value in scale}
            branches = " ".join(f"WHEN '{value}' THEN {6 - 3 * step}" for value, step in steps.items())
            points.append(f"30 * CASE {column} {branches} ELSE 3 END")
    gates = "availability = 'available' AND user_id <> %s"
    params.append(person_id)
    if criteria.preferred_pet_type != "any":
        gates += " AND pet_type = %s"
        params.append(criteria.preferred_pet_type)
    return (
        f"""SELECT pet_id FROM (SELECT pet_id, created_at, {" + ".join(points) or "0"} AS points
            FROM pets WHERE {gates}) AS scored WHERE points >= {3 * full}
            ORDER BY points DESC, created_at DESC, pet_id DESC LIMIT {BEST}""",
        params,
    )


def timed(do, argument):
    start = time.perf_counter()
    do(argument)
    return 1000 * (time.perf_counter() - start)


def median_and_p99(times):
    return statistics.median(times), sorted(times)[int(len(times) * 0.99) - 1]


def measure(url, rows, compare):
    """In a process of its own: fill the database, compare, time, print."""
    os.environ |= {"DATABASE_URL": url, "DEBUG": "false", "SECRET_KEY": "bench"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petshop.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from matchmaking import engine
    from matchmaking.models import MatchmakingCriteria
    from pets.models import Pet

    call_command("migrate", verbosity=0)
    fill(connection, rows)
    sets = random_sets(MatchmakingCriteria)
    rng = random.Random(3)
    keys = [rng.sample(range(1, rows + 1), BEST) for _ in sets]
    statements = []

    def count(execute, *arguments):
        statements.append(1)
        return execute(*arguments)

    def by_key(number):
        return list(Pet.objects.filter(pk__in=keys[number]))

    def best(number):
        return engine.best(sets[number], person_id=1 + number, limit=BEST)

    def score(number):
        with connection.cursor() as cursor:
            cursor.execute(*score_in_sql(sets[number], 1 + number))
            return [pet_id for (pet_id,) in cursor.fetchall()]

    with connection.execute_wrapper(count):
        found = [[match.pet.pk for match in best(number)] for number in range(SETS)]
    for number in range(min(compare, SETS)):
        if found[number] != score(number):
            raise SystemExit(f"{connection.vendor}, set {number}: engine and score differ")

    # Side by side, so that a busy moment of the machine is in both.
    runs = [[(timed(by_key, n), timed(best, n)) for n in range(SETS)] for _ in range(RUNS)]
    key_times, best_times = ([min(run[n][way] for run in runs) for n in range(SETS)] for way in (0, 1))
    score_times = [timed(score, number) for number in range(min(compare, SETS))]
    rare_times = best_times[9::10]
    key, key_p99 = median_and_p99(key_times)
    print(f"{connection.vendor}, {rows:,} pets, {len(statements) / SETS:.2f} statements a page on average")
    for name, times in (("by key", key_times), ("engine", best_times), ("score", score_times)):
        median, p99 = median_and_p99(times)
        print(
            f"  {name:8} median {median:9.3f} ms {median / key:8.2f} x   p99 {p99:9.3f} ms {p99 / key_p99:8.2f} x"
        )
    median = statistics.median(best_times)
    print(f"  rare wishes alone: median {statistics.median(rare_times):.3f} ms, worst {max(rare_times):.3f} ms")
    print(f"  score takes {statistics.median(score_times) / median:,.0f} times as long as the engine", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1", help="URL without a database")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--compare", type=int, default=SETS, help="for how many sets every pet is scored")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return measure(options.child, options.rows[0], options.compare)
    this = [sys.executable, __file__, "--compare", str(options.compare)]
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            if options.only != "sqlite":
                database = f"bench_matching_{os.getpid()}"
                psql = ["psql", "-q", f"{options.server}/postgres", "-c"]
                subprocess.run([*psql, f"CREATE DATABASE {database}"], check=True)
                try:
                    child = ["--rows", str(rows), "--child", f"{options.server}/{database}"]
                    subprocess.run([*this, *child], check=True)
                finally:
                    subprocess.run([*psql, f"DROP DATABASE {database}"], check=True)
            if options.only != "postgresql":
                child = ["--rows", str(rows), "--child", f"sqlite:///{folder}/{rows}.sqlite3"]
                subprocess.run([*this, *child], check=True)
    return None


if __name__ == "__main__":
    main()
