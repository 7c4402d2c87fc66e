"""What an import has met so far, kept on disk: memory stays flat however long the file is."""

import sqlite3
from hashlib import blake2b


class Seen:
    """The animals and rows of one file. A temporary database without a name, gone when it is closed.

    Use as a context manager.
    """

    def __enter__(self):
        # Autocommit without a journal: nothing here outlives a crash anyway.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript("""
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA cache_size = -8000;
            CREATE TABLE met (key BLOB PRIMARY KEY, line INTEGER, times INTEGER) WITHOUT ROWID;
            CREATE TABLE died (key BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID;
        """)
        return self

    def __exit__(self, *_):
        self._database.close()

    def meet(self, key, line):
        """Note a key in this line; return the line in which it was met first, and how often it was met by now."""
        return self._database.execute(
            "INSERT INTO met VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING line, times",
            (_digest(key), line),
        ).fetchone()

    def note_death(self, key, line):
        """Note that the animal with this key has died, as this line says."""
        self._database.execute("INSERT OR IGNORE INTO died VALUES (?, ?)", (_digest(key), line))

    def line_of_death(self, key):
        """Return the line that says that the animal has died, or None."""
        row = self._database.execute("SELECT line FROM died WHERE key = ?", (_digest(key),)).fetchone()
        return row and row[0]


def _digest(key):
    return blake2b(key.encode(), digest_size=16).digest()
