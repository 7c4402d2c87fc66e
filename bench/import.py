"""How fast ``import_pets`` is, and how much memory it takes: ``python bench/import.py [--rows 10000 ...]``.

For each database and each number of rows: a database of its own, a generated file in the layout of a city shelter,
one import into the empty database and one again, which must add nothing. Databases and files are dropped at the
end. Each import runs in a process of its own, so that the peak of memory is its own.
"""

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = [
    "Animal ID",
    "Name",
    "Outcome Type",
    "Animal Type",
    "Sex",
    "Breed",
    "Color",
    "Date of Birth",
    "Weight (lbs)",
]
KINDS = {
    "Dog": [
        "LABRADOR RETR/MIX",
        "Chihuahua - Smooth",
        "PIT BULL",
        "Border Collie",
        "Terrier",
        "Schnauzer - Miniature",
    ],
    "Cat": ["DOMESTIC SH", "Siamese", "Domestic Long Hair", "Maine Coon Mix"],
    "Rabbit": ["French Lop", "Dutch"],
    "Bird": ["Parakeet", "Chicken"],
}


def write_file(path, rows):
    """Write this many rows; one in a hundred is damaged, and one is a second record of the animal before."""
    rng = random.Random(7)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for n in range(rows):
            kind = rng.choice(["Dog", "Dog", "Cat", "Cat", "Rabbit", "Bird"])
            animal = f"A{n - 1 if n % 100 == 57 else n}"
            birth = f"{rng.randint(1, 12):02}/{rng.randint(1, 28):02}/{rng.randint(2008, 2025)}"
            row = [animal, rng.choice(["", "*BELLA", "Max", "LUNA"]), "Adoption", kind, "Spayed Female"]
            row += [rng.choice(KINDS[kind]), "Black/White", birth, f"{rng.uniform(1, 90):.1f}"]
            writer.writerow(row[:4] if n % 100 == 99 else row)


def run_import(url, path):
    """Import the file; print as JSON the seconds, those of this process alone, and the peak of memory in MB."""
    os.environ |= {"DATABASE_URL": url, "DEBUG": "false", "SECRET_KEY": "bench"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "petshop.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command

    with open(os.devnull, "w") as nothing:
        start, cpu = time.perf_counter(), time.process_time()
        call_command("import_pets", path, owner="shelter", stdout=nothing, stderr=nothing)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    from pets.models import Pet

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak, "pets": Pet.objects.count()}))


def prepare(url):
    """Migrate the database and add the owner."""
    environment = os.environ | {"DATABASE_URL": url, "DEBUG": "false", "SECRET_KEY": "bench"}
    manage = [sys.executable, ROOT / "manage.py"]
    subprocess.run([*manage, "migrate", "-v", "0"], env=environment, check=True)
    code = "from accounts.factories import UserFactory; UserFactory(username='shelter')"
    subprocess.run([*manage, "shell", "-v", "0", "-c", code], env=environment, check=True)


def measure(name, url, path, rows):
    prepare(url)
    results = []
    for _ in ("empty", "again"):
        child = [sys.executable, __file__, "--child", url, str(path)]
        output = subprocess.run(child, check=True, capture_output=True, text=True).stdout
        results.append(json.loads(output))
    first, again = results
    expected = rows - rows // 100 - sum(1 for n in range(rows) if n % 100 == 57)
    if (first["pets"], again["pets"]) != (expected, expected):
        raise SystemExit(f"{name}: {first['pets']} and {again['pets']} pets, {expected} expected")
    speeds = [f"{rows / result['seconds']:,.0f}" for result in results]
    print(
        f"{name:10} {rows:>9,} rows   {speeds[0]:>8} rows/s   again {speeds[1]:>8} rows/s"
        f"   peak {first['peak']:.0f} MB   own work {first['cpu'] / rows * 1e6:.0f} us a row",
        flush=True,
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 200_000, 1_000_000])
    parser.add_argument("--server", default="postgres://postgres@127.0.0.1", help="URL without a database")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return run_import(*options.child)
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = Path(folder) / f"{rows}.csv"
            write_file(path, rows)
            if options.only != "sqlite":
                database = f"bench_import_{os.getpid()}"
                psql = ["psql", "-q", f"{options.server}/postgres", "-c"]
                subprocess.run([*psql, f"CREATE DATABASE {database}"], check=True)
                try:
                    measure("PostgreSQL", f"{options.server}/{database}", path, rows)
                finally:
                    subprocess.run([*psql, f"DROP DATABASE {database}"], check=True)
            if options.only != "postgresql":
                sqlite = Path(folder) / f"{rows}.sqlite3"
                measure("SQLite", f"sqlite:///{sqlite}", path, rows)
            path.unlink()
    return None


if __name__ == "__main__":
    main()
