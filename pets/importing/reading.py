"""A file of rows as shelters write them: any common encoding, separator and line end, and damaged lines.

A `Table` reads the file as a stream, as often as it is asked to. Each `Row` says in which line of the file it
begins. A row that cannot be read comes with a problem in place of its cells, and reading goes on in the next line.
"""

import codecs
import contextlib
import csv
import io
import re
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t", "|")
# A longer line or record is damaged (a quotation mark that is never closed takes in the lines that follow it). The
# csv module itself stops at a cell of 131,072 characters.
LONGEST_RECORD = 100_000
MOST_LINES_OF_A_RECORD = 200
# Some programs write a title above the headings.
HEADINGS_WITHIN_ROWS = 10

UNCLOSED = "a quotation mark is not closed"
TOO_LONG = f"the line has {LONGEST_RECORD} characters or more"


class UnreadableFileError(Exception):
    """The file as a whole cannot be read as a table; the message says why and what helps."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file.

    Attributes:
        line: number of the line in which it begins, the file's first line being 1.
        cells: its texts; empty when there is a problem.
        problem: why it cannot be read, or "".
        damaged: whether NUL bytes were taken out.
    """

    line: int
    cells: list
    problem: str = ""
    damaged: bool = False


class Table:
    """The rows of a file.

    Attributes:
        headings: the texts of the heading row; heading_line: its line in the file.
        encoding, delimiter: as given or as found.

    Args:
        file: a binary file that can seek.
        encoding: name of the encoding; None finds it. Bytes that do not fit become "\N{REPLACEMENT CHARACTER}".
        delimiter: the character between cells; None finds it.
        score: function from a list of headings to a number: how well they are understood. It decides between
            separators and finds the heading row; 0 means not at all.

    Raises:
        UnreadableFileError: empty file, a spreadsheet or an archive instead of text, an unknown encoding.
    """

    def __init__(self, file, *, encoding=None, delimiter=None, score=len):
        self._file = file
        self.encoding = encoding or _find_encoding(file)
        self.delimiter, self._delimiter_line = delimiter, 0
        try:
            # A name that Python does not know, or that is no encoding of texts ("hex", "idna").
            "".encode(self.encoding)
            if delimiter is None:
                self.delimiter, self._delimiter_line = self._find_delimiter(score)
            self.headings, self.heading_line = self._find_headings(score)
        except (LookupError, UnicodeError):
            raise UnreadableFileError(f"This cannot be read as {self.encoding!r}.") from None

    def rows(self):
        """Yield each `Row` below the headings. Lines without any character are no rows."""
        for row in self._all_rows(self.delimiter, len(self.headings)):
            if row.line > self.heading_line and (row.cells or row.problem):
                yield row

    def _find_delimiter(self, score):
        """Return the separator, and the line that names it ("sep=;" as spreadsheets write it), or 0."""
        with self._text() as text:
            first = text.readline(LONGEST_RECORD)
        if named := re.fullmatch(r'"?sep=(.)"?\s*', first):
            return named[1], 1

        def understood(delimiter):
            # Of headings that nobody knows, the separator that gives the most of them; the comma wins a tie.
            return max((score(row.cells), len(row.cells)) for row in self._first(delimiter))

        return max(DELIMITERS, key=understood), 0

    def _find_headings(self, score):
        # The first of equals, so the first row if none is understood.
        best = max(self._first(self.delimiter), key=lambda row: score(row.cells))
        return [heading.strip() for heading in best.cells], best.line

    def _first(self, delimiter):
        """Return the first rows that can be read, at least one."""
        rows = []
        for row in self._all_rows(delimiter):
            if any(cell.strip() for cell in row.cells):
                rows.append(row)
            if len(rows) == HEADINGS_WITHIN_ROWS:
                break
        if not rows:
            raise UnreadableFileError("The file is empty.")
        return rows

    @contextlib.contextmanager
    def _text(self):
        """Give the file as text, from its beginning, and leave the file itself open at the end."""
        self._file.seek(0)
        # Lines end with \n, \r\n or \r; newline="" leaves those within quotes as they are.
        errors = "petshop.windows" if self.encoding == "utf-8-sig" else "replace"
        text = io.TextIOWrapper(self._file, encoding=self.encoding, errors=errors, newline="")
        try:
            yield text
        finally:
            text.detach()

    def _all_rows(self, delimiter, width=None):
        with self._text() as text:
            lines = _Lines(text)
            reader = csv.reader(lines, delimiter=delimiter)
            while True:
                lines.begin()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except (_BrokenRecordError, csv.Error) as broken:
                    reader = csv.reader(lines, delimiter=delimiter)
                    if lines.first_line > self._delimiter_line:
                        yield Row(lines.first_line, [], str(broken))
                    lines.back_to_second_line()
                    continue
                if len(lines.record) > 1 and not _is_sound(lines.record, delimiter, cells, width):
                    reader = csv.reader(lines, delimiter=delimiter)
                    yield Row(lines.first_line, [], UNCLOSED)
                    lines.back_to_second_line()
                elif lines.first_line > self._delimiter_line:
                    yield Row(lines.first_line, cells, damaged=lines.damaged)


class _BrokenRecordError(Exception):
    pass


class _Lines:
    """Gives the csv module line after line, and remembers those of the present record to take them back."""

    def __init__(self, text):
        self._text, self._line, self._waiting = text, 0, []
        self.record, self.first_line, self.damaged = [], 0, False

    def begin(self):
        """A new record begins with the next line."""
        self.record, self.first_line, self.damaged, self._characters = [], self._line + 1, False, 0

    def back_to_second_line(self):
        """Give the lines of the record again, except its first."""
        self._waiting += self.record[:0:-1]
        self._line = self.first_line

    def __iter__(self):
        return self

    def __next__(self):
        line = self._waiting.pop() if self._waiting else self._text.readline(LONGEST_RECORD)
        if not line:
            if self.record:
                # The csv module asks for more only inside a quotation.
                raise _BrokenRecordError(UNCLOSED)
            raise StopIteration
        self._line += 1
        if len(line) >= LONGEST_RECORD:
            if line[-1] not in "\r\n":
                self._skip_rest_of_line()
                line += "\n"
            self._refuse(line, TOO_LONG)
        self._characters += len(line)
        if self.record and (len(self.record) >= MOST_LINES_OF_A_RECORD or self._characters > LONGEST_RECORD):
            self._refuse(line, UNCLOSED)
        self.record.append(line)
        if "\0" in line:
            line, self.damaged = line.replace("\0", ""), True
        return line

    def _refuse(self, line, problem):
        if self.record:
            # The line comes again as a record of its own; a cut one is then refused for its length.
            problem = UNCLOSED
        self.record.append(line)
        raise _BrokenRecordError(problem)

    def _skip_rest_of_line(self):
        while (more := self._text.readline(LONGEST_RECORD)) and more[-1] not in "\r\n":
            pass


def _is_sound(lines, delimiter, cells, width):
    """Say whether a record of several lines really is one.

    It is if every quotation ends where its cell ends, and if it has as many cells as the headings (`width`, None
    for any number). Else it has swallowed the rows that follow, and they would be lost.
    """
    if width is not None and (len(cells) < width or any(text.strip() for text in cells[width:])):
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def _find_encoding(file):
    file.seek(0)
    head = file.read(4096)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFileError("This is a spreadsheet or a ZIP archive. Save the sheet as CSV first.")
    if head.startswith(b"\x1f\x8b"):
        raise UnreadableFileError("This file is compressed. Unpack it first.")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Text in Latin letters has a zero in every other byte of UTF-16, and nowhere else.
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
            return name
    return "utf-8-sig"


def _as_windows(error):
    """Read bytes that are no UTF-8 as Windows-1252: files that were put together mix both."""
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", "replace"), error.end


codecs.register_error("petshop.windows", _as_windows)
