"""The database itself refuses to change or delete what was recorded.

Only an entry's empty place in line may be filled, once. A person with the database's password can
drop a trigger; that is what the public log is for. This stops mistakes.
"""

from __future__ import annotations

KEPT = 'id, name, about, actor, "on", at, data'

SQLITE = (
    f"""CREATE TRIGGER journal_entry_unchanged BEFORE UPDATE OF {KEPT} ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are never edited'); END""",
    """CREATE TRIGGER journal_entry_placed_once BEFORE UPDATE OF seq ON journal_entry
    WHEN OLD.seq IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a place in line is given once'); END""",
    """CREATE TRIGGER journal_entry_kept BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END""",
)

SQLITE_DROP = tuple(
    f"DROP TRIGGER IF EXISTS {name}"
    for name in ("journal_entry_unchanged", "journal_entry_placed_once", "journal_entry_kept")
)

POSTGRESQL = (
    """CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.seq IS NULL
         AND ROW(OLD.id, OLD.name, OLD.about, OLD.actor, OLD."on", OLD.at, OLD.data)
           = ROW(NEW.id, NEW.name, NEW.about, NEW.actor, NEW."on", NEW.at, NEW.data) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'journal entries are never edited or deleted';
    END $$""",
    """CREATE TRIGGER journal_entry_kept BEFORE UPDATE OR DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()""",
)

POSTGRESQL_DROP = (
    "DROP TRIGGER IF EXISTS journal_entry_kept ON journal_entry",
    "DROP FUNCTION IF EXISTS journal_entry_refuse()",
)


def create(vendor: str) -> tuple[str, ...]:
    """The statements that set the guard up, for Django's name of the database."""
    return POSTGRESQL if vendor == "postgresql" else SQLITE


def drop(vendor: str) -> tuple[str, ...]:
    """The statements that take the guard down (test databases are emptied between tests)."""
    return POSTGRESQL_DROP if vendor == "postgresql" else SQLITE_DROP
