"""What the contract asks of every table, held by the database itself on PostgreSQL and on SQLite.

**Timestamps.** The contract writes ``updated_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP``,
which is MySQL's spelling. Neither database has it, so triggers do the work, with MySQL's meaning:

* an UPDATE that does not name the column moves it to the present;
* an UPDATE that names the column keeps what it says, also ``SET updated_at = updated_at``;
* NULL given for a timestamp on INSERT means the present.

`Touched` is the half that models see, `KeepTimestamps` the half that migrations put into the database.

**Lengths and decimals.** PostgreSQL holds them by the type of the column. SQLite takes anything, so a CHECK
(`length_constraint`) and a trigger (`RoundDecimal`) do the same there.
"""

from django.db import models
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _


def length_constraint(table, column, length):
    """Return the constraint ``<table>_<column>_length``: at most `length` characters."""
    return models.CheckConstraint(
        condition=LessThanOrEqual(Length(column), length),
        name=f"{table}_{column}_length",
        violation_error_message=_("Use %(length)d characters or fewer.") % {"length": length},
    )


class TouchedDateTimeField(models.DateTimeField):
    """A timestamp that every UPDATE moves.

    An ORM ``save()`` sends the database's clock and reads it back in the same statement (RETURNING), so the
    instance holds the new value without another query.
    """

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else Now()


class Touched(models.Model):
    """A model with a `TouchedDateTimeField`; ``save(update_fields=...)`` takes that field along."""

    class Meta:
        abstract = True

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields:
            touched = (f.name for f in self._meta.local_fields if isinstance(f, TouchedDateTimeField))
            update_fields = {*update_fields, *touched}
        super().save(*args, update_fields=update_fields, **kwargs)


class TriggerOperation(Operation):
    """A migration operation that only runs SQL, written once for each database.

    A subclass yields the statements from ``_postgresql_create``, ``_postgresql_drop``, ``_sqlite_create`` and
    ``_sqlite_drop``.
    """

    reversible = True
    category = OperationCategory.SQL

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        self._execute(schema_editor, "create")

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._execute(schema_editor, "drop")

    def _execute(self, schema_editor, verb):
        statements = getattr(self, f"_{schema_editor.connection.vendor}_{verb}")()
        for statement in statements:
            schema_editor.execute(statement, params=None)


class CreateTouchMarks(TriggerOperation):
    """Migration operation: on SQLite, the table in which the triggers of `KeepTimestamps` leave their marks."""

    def describe(self):
        return "Table for the marks of the timestamp triggers (SQLite)"

    def _postgresql_create(self):
        return ()

    _postgresql_drop = _postgresql_create

    def _sqlite_create(self):
        yield """CREATE TABLE touch_named
            (table_name TEXT NOT NULL, row_key INTEGER NOT NULL, PRIMARY KEY (table_name, row_key))
            WITHOUT ROWID"""

    def _sqlite_drop(self):
        yield "DROP TABLE touch_named"


class KeepTimestamps(TriggerOperation):
    """Migration operation: creates the triggers of one table, or drops them when reversed.

    Args:
        table: name of the table.
        key: name of its primary key column.
        touched: the column that every UPDATE moves, or None.
        filled: all timestamp columns for which a NULL on INSERT means the present.
    """

    def __init__(self, table, *, key, touched, filled):
        self.table, self.key, self.touched, self.filled = table, key, touched, tuple(filled)

    def deconstruct(self):
        return (
            self.__class__.__name__,
            [self.table],
            {"key": self.key, "touched": self.touched, "filled": self.filled},
        )

    def describe(self):
        return f"Triggers that keep {', '.join(self.filled)} of {self.table}"

    @property
    def migration_name_fragment(self):
        return f"keep_timestamps_of_{self.table}"

    # --- PostgreSQL: BEFORE triggers change the row on its way in. They fire in the order of their names. A
    # trigger "UPDATE OF column" fires only if the statement names the column: it marks a value that was named
    # but left as it was with -infinity, which the second trigger turns back.

    def _postgresql_create(self):
        table, touched = self.table, self.touched
        fill = "\n".join(f"NEW.{column} := COALESCE(NEW.{column}, CURRENT_TIMESTAMP);" for column in self.filled)
        any_null = " OR ".join(f"NEW.{column} IS NULL" for column in self.filled)
        yield f"""CREATE FUNCTION {table}_fill() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {fill} RETURN NEW; END $$"""
        yield f"""CREATE TRIGGER {table}_fill BEFORE INSERT ON {table} FOR EACH ROW
            WHEN ({any_null}) EXECUTE FUNCTION {table}_fill()"""
        if touched is None:
            return
        yield f"""CREATE FUNCTION {table}_touch_named() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN NEW.{touched} := '-infinity'; RETURN NEW; END $$"""
        yield f"""CREATE FUNCTION {table}_touch() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.{touched} = '-infinity' THEN
                    NEW.{touched} := OLD.{touched};
                ELSE
                    NEW.{touched} := clock_timestamp();
                END IF;
                RETURN NEW;
            END $$"""
        yield f"""CREATE TRIGGER {table}_touch_1_named BEFORE UPDATE OF {touched} ON {table} FOR EACH ROW
            WHEN (NEW.{touched} IS NOT DISTINCT FROM OLD.{touched}) EXECUTE FUNCTION {table}_touch_named()"""
        yield f"""CREATE TRIGGER {table}_touch_2 BEFORE UPDATE ON {table} FOR EACH ROW
            WHEN (NEW.{touched} IS NOT DISTINCT FROM OLD.{touched} OR NEW.{touched} = '-infinity')
            EXECUTE FUNCTION {table}_touch()"""

    def _postgresql_drop(self):
        functions = ("fill",) if self.touched is None else ("fill", "touch_named", "touch")
        for function in functions:
            # CASCADE: the trigger that calls it goes too.
            yield f"DROP FUNCTION {self.table}_{function}() CASCADE"

    # --- SQLite: triggers cannot change the row on its way in, so they update it afterwards. Which columns a
    # statement names is known to a trigger "UPDATE OF column" alone; it leaves a mark in the table touch_named
    # for the trigger that comes after, which takes the mark away again.

    def _sqlite_create(self):
        table, key, touched = self.table, self.key, self.touched
        now = "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')"
        fill = ", ".join(f"{column} = COALESCE({column}, {now})" for column in self.filled)
        any_null = " OR ".join(f"NEW.{column} IS NULL" for column in self.filled)
        mark = f"table_name = '{table}' AND row_key = NEW.{key}"
        yield f"""CREATE TRIGGER {table}_fill AFTER INSERT ON {table} FOR EACH ROW WHEN {any_null}
            BEGIN UPDATE {table} SET {fill} WHERE {key} = NEW.{key}; END"""
        if touched is None:
            return
        yield f"""CREATE TRIGGER {table}_touch_1_named BEFORE UPDATE OF {touched} ON {table} FOR EACH ROW
            WHEN NEW.{touched} IS OLD.{touched}
            BEGIN INSERT OR IGNORE INTO touch_named VALUES ('{table}', NEW.{key}); END"""
        yield f"""CREATE TRIGGER {table}_touch_2 AFTER UPDATE ON {table} FOR EACH ROW
            WHEN NEW.{touched} IS OLD.{touched}
            BEGIN
                UPDATE {table} SET {touched} = {now}
                    WHERE {key} = NEW.{key} AND NOT EXISTS (SELECT 1 FROM touch_named WHERE {mark});
                DELETE FROM touch_named WHERE {mark};
            END"""

    def _sqlite_drop(self):
        for trigger in ("fill",) if self.touched is None else ("fill", "touch_1_named", "touch_2"):
            yield f"DROP TRIGGER {self.table}_{trigger}"


class RoundDecimal(TriggerOperation):
    """Migration operation: on SQLite, rounds a DECIMAL to its places, as PostgreSQL does by itself.

    Args:
        table, key: name of the table and of its primary key column.
        column: the decimal column; places: its digits after the point.
        touched: the column of `KeepTimestamps`, which rounding does not move.
    """

    def __init__(self, table, *, key, column, places, touched):
        self.table, self.key, self.column, self.places, self.touched = table, key, column, places, touched

    def deconstruct(self):
        names = ("key", "column", "places", "touched")
        return self.__class__.__name__, [self.table], {name: getattr(self, name) for name in names}

    def describe(self):
        return f"Rounding of {self.table}.{self.column} (SQLite)"

    def _postgresql_create(self):
        return ()

    _postgresql_drop = _postgresql_create

    def _sqlite_create(self):
        rounded = f"ROUND(NEW.{self.column}, {self.places})"
        for name, event in (("insert", "INSERT"), ("update", f"UPDATE OF {self.column}")):
            yield f"""CREATE TRIGGER {self.table}_{self.column}_round_{name} AFTER {event} ON {self.table}
                FOR EACH ROW WHEN NEW.{self.column} <> {rounded}
                BEGIN
                    UPDATE {self.table} SET {self.column} = {rounded}, {self.touched} = {self.touched}
                        WHERE {self.key} = NEW.{self.key};
                END"""

    def _sqlite_drop(self):
        for name in ("insert", "update"):
            yield f"DROP TRIGGER {self.table}_{self.column}_round_{name}"


class DeleteWith(TriggerOperation):
    """Migration operation: deleting a row deletes the rows of a table that point to it, in the database itself.

    For tables of Django and of libraries, which declare such a key without a cascade: a plain
    ``DELETE FROM users`` would be refused because of them.

    Args:
        table: name of the table whose rows are to go, too.
        column: its key to the other table.
        parent, parent_key: name of that other table and of its primary key; the people, unless given.
    """

    def __init__(self, table, *, column="user_id", parent="users", parent_key="user_id"):
        self.table, self.column, self.parent, self.parent_key = table, column, parent, parent_key

    def deconstruct(self):
        names = ("column", "parent", "parent_key")
        return self.__class__.__name__, [self.table], {name: getattr(self, name) for name in names}

    def describe(self):
        return f"Cascade from {self.parent} to {self.table}"

    @property
    def _trigger(self):
        return f"{self.parent}_{self.table.removeprefix('django_')}"

    def _postgresql_create(self, on_delete="ON DELETE CASCADE"):
        yield f"""DO $$
            DECLARE key_name text;
            BEGIN
                SELECT conname INTO STRICT key_name FROM pg_constraint
                    WHERE conrelid = '{self.table}'::regclass AND confrelid = '{self.parent}'::regclass;
                EXECUTE format('ALTER TABLE {self.table} DROP CONSTRAINT %I', key_name);
                EXECUTE format('ALTER TABLE {self.table} ADD CONSTRAINT %I FOREIGN KEY ({self.column})
                    REFERENCES {self.parent} ({self.parent_key}) {on_delete} DEFERRABLE INITIALLY DEFERRED',
                    key_name);
            END $$"""

    def _postgresql_drop(self):
        return self._postgresql_create(on_delete="")

    def _sqlite_create(self):
        yield f"""CREATE TRIGGER {self._trigger} BEFORE DELETE ON {self.parent} FOR EACH ROW
            BEGIN DELETE FROM {self.table} WHERE {self.column} = OLD.{self.parent_key}; END"""

    def _sqlite_drop(self):
        yield f"DROP TRIGGER {self._trigger}"
