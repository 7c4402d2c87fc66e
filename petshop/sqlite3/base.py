"""Django's SQLite backend, with one thing added: a table that is rebuilt keeps its triggers.

SQLite cannot alter most columns in place, so Django copies the table, drops the old one and renames the
copy; the triggers are dropped with it and Django does not bring them back. The contract's ``updated_at``
and ``last_accessed`` are moved by triggers, so a later migration would lose them without a word.
"""

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as SQLiteSchemaEditor


class DatabaseSchemaEditor(SQLiteSchemaEditor):
    def _remake_table(self, model, *args, **kwargs):
        triggers = self._triggers(model._meta.db_table)
        super()._remake_table(model, *args, **kwargs)
        for create_trigger in triggers:
            self.execute(create_trigger, params=None)

    def _triggers(self, table):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY rowid",
                [table],
            )
            return [sql for (sql,) in cursor.fetchall()]


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
