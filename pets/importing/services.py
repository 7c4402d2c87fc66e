"""Bringing the rows of a file into the database, each exactly once."""

import csv
import io
import itertools
from collections import Counter
from dataclasses import dataclass, replace
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models.expressions import DatabaseDefault
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from pets.importing.dates import DAY_FIRST, MONTH_FIRST, USUAL_ORDER, is_two_way, order_told_by
from pets.importing.records import NotImportableError, Reader, animal_id, has_died, import_key
from pets.importing.seen import Seen
from pets.models import Pet

BATCH = 1000


@dataclass(frozen=True)
class Findings:
    """What a look through the whole file tells before anything is written.

    Attributes:
        rows: their number.
        date_order: "dmy" or "mdy"; how dates such as 03/04/2024 are read.
        guessed_dates: how many dates can be read both ways while no other date of the file says which is meant.
        mixed_dates: whether some dates have the day first and others the month.
    """

    rows: int
    date_order: str
    guessed_dates: int = 0
    mixed_dates: bool = False


def look_over(table, columns, seen, date_order=""):
    """Read a file through once and return the `Findings`; the deaths that it records are noted in `seen`.

    An animal may have several records, and it may have died in a later one.

    Args:
        table, columns: the file and what its columns mean.
        seen: a `Seen` that is open.
        date_order: if given, it is not looked for.
    """
    rows, orders = 0, Counter()
    width = len(columns.headings)
    for row in table.rows():
        rows += 1
        cells = row.cells[:width]
        if len(cells) < width:
            continue
        if has_died(columns, cells) and (found := animal_id(columns, cells)):
            seen.note_death(found, row.line)
        if not date_order and (birth := columns.get(cells, "birth")):
            orders[order_told_by(birth) or is_two_way(birth)] += 1
    if date_order:
        return Findings(rows, date_order)
    day, month = orders[DAY_FIRST], orders[MONTH_FIRST]
    if not day and not month:
        return Findings(rows, USUAL_ORDER, guessed_dates=orders[True])
    return Findings(rows, DAY_FIRST if day > month else MONTH_FIRST, mixed_dates=bool(day and month))


def import_rows(
    table, columns, options, *, owner, dry_run=False, report=None, progress=None, found=None, batch_size=BATCH
):
    """Add a pet for each row of a file that is not there yet.

    Rows are written in batches. A batch that the database refuses is written row by row, so that one bad row stops
    no other. An animal with several records becomes one pet, from its first; the others are reported.

    Args:
        table, columns, options: the file, what its columns mean, and what its owner tells about it.
        owner: the pet owner to whom the pets will belong.
        dry_run: count and report as always, but write nothing.
        report: called with (line, text, is_note) for each row that becomes no pet, and for each value that is left
            out (a note).
        progress: called with the rows and their number, returns the rows: for a progress bar.
        found: called with the `Findings` before the first row.
        batch_size: rows in a batch.

    Returns:
        a Counter: "read" = "added" + "there" + "reported"; among the added, "noted" rows had values left out,
        "breeds" name a breed, and "known_breeds" name one that was recognised.

    Raises:
        ValidationError: the owner is not a pet owner.
    """
    if owner.user_role != User.Role.PET_OWNER:
        raise ValidationError(_("Pets belong to a pet owner; %(name)s is a child.") % {"name": owner.username})
    report = report or (lambda line, text, is_note: None)
    counts = Counter(read=0, added=0, there=0, reported=0, noted=0, breeds=0, known_breeds=0)
    with Seen() as seen:
        findings = look_over(table, columns, seen, options.date_order)
        if found:
            found(findings)
        reader = Reader(columns, replace(options, date_order=findings.date_order), owner)
        rows = table.rows() if progress is None else progress(table.rows(), findings.rows)
        records = _records(rows, columns, reader, seen, counts, report)
        for batch in itertools.batched(records, batch_size):
            _write(batch, owner, dry_run, counts, report)
    return counts


def _records(rows, columns, reader, seen, counts, report):
    """Yield (line, record) for each row that can be a pet, and report the others."""
    now = timezone.now()
    for row in rows:
        counts["read"] += 1
        try:
            if row.problem:
                raise NotImportableError(row.problem)
            record = reader.read(row.cells)
            record.pet.import_key = _key(row, columns, seen)
        except NotImportableError as reason:
            counts["reported"] += 1
            report(row.line, str(reason), False)
            continue
        # The database's own clock would be asked for in each row's SQL, which takes a fifth of the time.
        record.pet.created_at = record.pet.updated_at = now
        if row.damaged:
            record.notes.append("NUL bytes were taken out")
        yield row.line, record


def _key(row, columns, seen):
    found = animal_id(columns, row.cells)
    if not found:
        _line, times = seen.meet(import_key("", row.cells), row.line)
        return import_key("", row.cells, times)
    key = import_key(found, row.cells)
    if died := seen.line_of_death(found):
        raise NotImportableError(f"the animal {found} has died, as line {died} says")
    first, times = seen.meet(key, row.line)
    if times > 1:
        raise NotImportableError(f"another record of the animal {found} of line {first}")
    return key


def _write(batch, owner, dry_run, counts, report):
    keys = [record.pet.import_key for _line, record in batch]
    there = _keys_there(owner, keys)
    fresh = [(line, record) for line, record in batch if record.pet.import_key not in there]
    counts["there"] += len(batch) - len(fresh)
    if not dry_run:
        fresh = _insert(fresh, owner, counts, report)
    for line, record in fresh:
        counts["added"] += 1
        counts["breeds"] += record.breed_told
        counts["known_breeds"] += record.breed_known
        counts["noted"] += bool(record.notes)
        for note in record.notes:
            report(line, note, True)


def _keys_there(owner, keys):
    """Return the set of those keys under which the owner has a pet."""
    if connection.vendor != "postgresql":
        return set(Pet.objects.filter(user=owner, import_key__in=keys).values_list("import_key", flat=True))
    # One look into the unique index for each key. With IN, a planner without statistics, as during a large import,
    # reads all pets of the owner for every batch.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key FROM unnest(%s::text[]) AS key CROSS JOIN LATERAL"
            " (SELECT 1 FROM pets WHERE user_id = %s AND import_key = key LIMIT 1) AS pet",
            [keys, owner.pk],
        )
        return {key for (key,) in cursor.fetchall()}


def _insert(fresh, owner, counts, report):
    """Insert the pets and return those (line, record) that went in."""
    try:
        with transaction.atomic():
            _insert_all([record.pet for _line, record in fresh])
    except (IntegrityError, DataError):
        return [(line, record) for line, record in fresh if _insert_one(line, record, owner, counts, report)]
    return fresh


def _insert_all(pets):
    """Insert pets in one go: by COPY on PostgreSQL, which takes a third less time than INSERT."""
    if connection.vendor != "postgresql" or not pets:
        Pet.objects.bulk_create(pets)
        return
    # Not the columns that the database fills in: the key, generated ones, those with a default of its own.
    columns = [
        field.attname
        for field in Pet._meta.concrete_fields
        if not (
            field.primary_key or field.generated or isinstance(getattr(pets[0], field.attname), DatabaseDefault)
        )
    ]
    lines = io.StringIO()
    # None is an empty cell and a text stands in quotation marks, the empty one too: that is PostgreSQL's CSV.
    csv.writer(lines, quoting=csv.QUOTE_NOTNULL).writerows(map(attrgetter(*columns), pets))
    lines.seek(0)
    names = ", ".join(connection.ops.quote_name(Pet._meta.get_field(name).column) for name in columns)
    table = connection.ops.quote_name(Pet._meta.db_table)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", lines)


def _insert_one(line, record, owner, counts, report):
    pet = record.pet
    pet.pk = None
    try:
        with transaction.atomic():
            pet.save(force_insert=True)
    except (IntegrityError, DataError) as error:
        if Pet.objects.filter(user=owner, import_key=pet.import_key).exists():
            # Another import of the same file was quicker.
            counts["there"] += 1
        else:
            counts["reported"] += 1
            report(line, f"the database refuses it: {str(error).splitlines()[0]}", False)
        return False
    return True
