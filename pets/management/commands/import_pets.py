"""``manage.py import_pets FILE --owner NAME``: the records of a shelter become pets."""

import contextlib
import datetime
import shutil
import sys
import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from accounts.models import User
from pets.importing.cells import GRAM, KG, OUNCE, POUND
from pets.importing.columns import HEADINGS, MappingError, heading_score, match_columns
from pets.importing.dates import DAY_FIRST, ORDERS
from pets.importing.reading import Table, UnreadableFileError
from pets.importing.records import Options
from pets.importing.services import import_rows
from pets.models import Pet

DELIMITER_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Command(BaseCommand):
    help = (
        "Adds a pet for each row of a CSV file, as shelters publish them. The columns are recognised by their"
        " headings; --map helps where they are not. Running it again adds nothing. Each row that becomes no pet is"
        " reported on stderr with its line and the reason. Ages are counted from the date of birth to today; the"
        " file's own column of ages is used only where there is no date of birth."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the CSV file")
        parser.add_argument(
            "--owner", required=True, metavar="NAME", help="user name of the pet owner who gets them"
        )
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADING=FIELD",
            help=f"what a column means; again for each. Fields: {', '.join(HEADINGS)}; ignore leaves a column out",
        )
        parser.add_argument(
            "--type",
            action="append",
            default=[],
            metavar="[WORD=]TYPE",
            help="what a word in the column of the type means (--type D=dog), or the type of all (--type dog)",
        )
        parser.add_argument("--dry-run", action="store_true", help="read and report everything, write nothing")
        parser.add_argument("--encoding", help="of the file; found out if not given (UTF-8, UTF-16, Windows-1252)")
        parser.add_argument("--delimiter", help="between columns; found out if not given (, ; tab |)")
        parser.add_argument(
            "--dates",
            choices=ORDERS,
            default="",
            help="how to read 03/04/2024: day first or month first. Without it the column's other dates decide,"
            " and if none of them does, the month comes first",
        )
        parser.add_argument(
            "--weight-unit",
            choices=(KG, POUND, GRAM, OUNCE),
            default=KG,
            help="of weights where neither heading nor cell names one (default: kg)",
        )
        parser.add_argument(
            "--availability",
            choices=Pet.Availability.values,
            default=Pet.Availability.AVAILABLE,
            help="of animals of which the file does not say it (default: available)",
        )
        parser.add_argument(
            "--today",
            type=datetime.date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the date to which ages are counted (default: today)",
        )
        parser.add_argument(
            "--limit-report", type=int, metavar="N", help="print the first N reported lines only (default: all)"
        )

    def handle(self, *, file, owner, **options):
        owner = self._owner(owner)
        try:
            with file.open("rb") as opened, self._rereadable(opened) as readable:
                self._import(readable, owner, options)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except (UnreadableFileError, MappingError) as error:
            raise CommandError(f"{file}: {error}") from error
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error

    def _import(self, file, owner, options):
        types, told = self._types(options["type"]), self._told(options["map"])
        table = Table(
            file,
            encoding=options["encoding"],
            delimiter=self._delimiter(options["delimiter"]),
            score=lambda headings: heading_score(headings, told),
        )
        columns = match_columns(table.headings, told, needs_type=("*" not in dict(types)))
        self._say_columns(columns, options["weight_unit"])
        self._reports, self._limit = 0, options["limit_report"]
        counts = import_rows(
            table,
            columns,
            Options(
                today=options["today"] or timezone.localdate(),
                availability=options["availability"],
                date_order=options["dates"],
                weight_unit=options["weight_unit"],
                types=types,
            ),
            owner=owner,
            dry_run=options["dry_run"],
            report=self._report,
            progress=self._progress,
            found=self._say_findings,
        )
        self._say_counts(counts, options["dry_run"])

    @contextlib.contextmanager
    def _rereadable(self, opened):
        """Give the file itself, or a copy of what comes out of a pipe: an import reads its file twice."""
        if opened.seekable():
            yield opened
            return
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(opened, copy)
            yield copy

    def _owner(self, name):
        try:
            return User.objects.get_by_natural_key(name)
        except User.DoesNotExist:
            raise CommandError(f"There is no person with the user name {name!r}.") from None

    def _told(self, pairs):
        told = {}
        for pair in pairs:
            heading, equals, name = pair.rpartition("=")
            if not equals or not heading:
                raise CommandError(f"--map wants HEADING=FIELD, not {pair!r}.")
            told[heading] = name.strip()
        return told

    def _types(self, pairs):
        types = []
        for pair in pairs:
            word, equals, pet_type = pair.rpartition("=")
            if pet_type not in Pet.Type.values:
                raise CommandError(f"There is no type {pet_type!r}. The types are: {', '.join(Pet.Type.values)}.")
            types.append((word.strip().casefold() if equals else "*", pet_type))
        return tuple(types)

    def _delimiter(self, text):
        if text is None:
            return None
        text = DELIMITER_NAMES.get(text, text)
        if len(text) != 1 or text in '"\r\n\0':
            raise CommandError("--delimiter wants one character, or: tab, comma, semicolon, pipe.")
        return text

    def _say_columns(self, columns, weight_unit):
        names = {name: [columns.headings[place] for place in places] for name, places in columns.places.items()}
        self.stdout.write("Columns: " + ", ".join(f"{name} = {' + '.join(names[name])}" for name in names))
        if columns.unused:
            self.stdout.write(f"Not used: {', '.join(columns.unused)}")
        if "weight" in columns.places and not columns.weight_unit:
            self.stdout.write(f"Weights without a unit are read in {weight_unit} (--weight-unit).")

    def _say_findings(self, findings):
        order = "day first" if findings.date_order == DAY_FIRST else "month first"
        if findings.guessed_dates:
            self.stdout.write(
                f"No date tells whether the day or the month comes first: {findings.guessed_dates} dates such as"
                f" 03/04/2024 are read {order} (--dates)."
            )
        if findings.mixed_dates:
            self.stdout.write(
                f"Some dates have the day first, some the month: those that fit both are read {order}."
            )

    def _report(self, line, text, is_note):
        self._reports += 1
        if self._limit is not None and self._reports > self._limit:
            return
        # Above the progress bar, if there is one.
        with tqdm.external_write_mode(file=sys.stderr, nolock=True):
            self.stderr.write(f"line {line}: {'note: ' if is_note else ''}{text}", self.style.NOTICE)

    def _progress(self, rows, total):
        # None: only where somebody looks at a terminal.
        return tqdm(rows, total=total, unit=" rows", disable=None, file=sys.stderr)

    def _say_counts(self, counts, dry_run):
        if self._limit is not None and self._reports > self._limit:
            self.stderr.write(f"... and {self._reports - self._limit} more lines", self.style.NOTICE)
        verb = "would be added" if dry_run else "added"
        self.stdout.write(
            f"{counts['read']} rows read: {counts['added']} {verb} ({counts['noted']} with notes),"
            f" {counts['there']} already there, {counts['reported']} reported."
        )
        if counts["breeds"]:
            self.stdout.write(f"Breeds recognised: {counts['known_breeds']} of {counts['breeds']}.")
