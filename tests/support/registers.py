"""Registers of headquarters with nothing in them, for one test after the other: to make their tables takes far longer."""

from functools import cache

import psycopg

from kiosk.hq.store.engine import connect

_AS_MADE = """
    SELECT count(*), max(xmin::text::bigint),
        (SELECT sum(pg_relation_size(oid)) < 4000000 FROM pg_class WHERE relnamespace = 'public'::regnamespace),
        (SELECT string_agg(version || practice::text, ' ') FROM register)
    FROM (
        SELECT xmin FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT xmin FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT xmin FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT xmin FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT a.xmin FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace
    ) AS made
"""
"""What differs once anything but rows was made, changed or removed, or there were many rows."""

_EMPTIED = """
    DO $$ DECLARE name text; BEGIN
        SET LOCAL session_replication_role = replica;  -- no trigger says that rows are never removed
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'register' LOOP
            EXECUTE 'DELETE FROM ' || quote_ident(name);
        END LOOP;
        UPDATE register SET public_key = NULL;
        PERFORM setval(quote_ident(sequencename)::regclass, 1, false) FROM pg_sequences WHERE schemaname = 'public';
    END $$
"""


def execute(url: str, *statements: str) -> list[tuple[object, ...]]:
    """Have a database carry out statements, each by itself; gives the rows of the last one."""
    *_, last = [operator(url).execute(statement) for statement in statements]
    return last.fetchall() if last.description else []


@cache
def operator(url: str) -> psycopg.Connection:
    """Who stays connected as long as the server runs: for each connection PostgreSQL starts a process."""
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True, prepare_threshold=None)


def drop_everything(url: str) -> None:
    execute(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


class PostgresqlRegister:
    """In a database where other tests may have done whatever they like since."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._as_made: list[tuple[object, ...]] = []

    def empty(self) -> None:
        if self._stands():
            execute(self.url, _EMPTIED)
        else:
            drop_everything(self.url)
            connect(self.url, practice=True).dispose()
            self._as_made = execute(self.url, _AS_MADE)

    def _stands(self) -> bool:
        has_register = execute(self.url, "SELECT to_regclass('public.register') IS NOT NULL") == [(True,)]
        return has_register and execute(self.url, _AS_MADE) == self._as_made
