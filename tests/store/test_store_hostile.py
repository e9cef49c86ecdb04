"""Files made to do harm: nothing in them runs, nothing in them is changed, and they are refused in words."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stored import run_outside, sentence_of, untouched

from fivegates.domain.errors import UserError
from fivegates.store.file import connection
from fivegates.store.file.inspection import MOST_BYTES, _payloads
from fivegates.store.file.opening import check_file, open_file
from fivegates.store.records.overview import read_overview
from fivegates.store.records.portfolio import read_portfolio

Harm = Callable[[Path], None]

FOREIGN = {
    "a table": ["CREATE TABLE extra (id)"],
    "a view": ["CREATE VIEW extra AS SELECT load_extension('evil')"],
    "an index": ["CREATE INDEX extra ON review (reviewer)"],
    "a trigger": [
        "CREATE TRIGGER extra AFTER UPDATE ON score BEGIN DELETE FROM evidence; END",
    ],
    "a trigger on the count of edits": [
        "CREATE TRIGGER extra AFTER UPDATE ON revision BEGIN UPDATE revision SET number = 7; END",
    ],
    "another trigger of a name that we know": [
        "DROP TRIGGER final_score_update",
        "CREATE TRIGGER final_score_update AFTER UPDATE ON score BEGIN DELETE FROM evidence; END",
    ],
    "a virtual table": ["CREATE VIRTUAL TABLE extra USING fts5(text)"],
    "a generated column": ["ALTER TABLE score ADD COLUMN extra INTEGER AS (length(rationale))"],
    "a column": ["ALTER TABLE initiative ADD COLUMN extra TEXT"],
    "a missing view": ["DROP VIEW open_actions_by_owner"],
    "a missing table": ["DROP TABLE gate_verdict"],
    "a missing index": ["DROP INDEX review_of_initiative"],
    "another view of a name that we know": [
        "DROP VIEW open_actions_by_owner",
        "CREATE VIEW open_actions_by_owner AS SELECT randomblob(9)",
    ],
    "a table without its checks": [
        "DROP TABLE review_verdict",
        "CREATE TABLE review_verdict (review_id INTEGER PRIMARY KEY, verdict TEXT)",
    ],
    "a table for the schema itself": [
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, '<= 4000', '<= 9000') WHERE name = 'initiative'",
    ],
}


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("examine", [open_file, lambda path, _backups: check_file(path)])
def test_a_schema_that_is_not_ours_is_refused(
    closed: Path, backups: Path, statements: list[str], examine: Callable[[Path, Path], object]
) -> None:
    run_outside(closed, *statements)
    with untouched(closed), pytest.raises(UserError, match="parts that no Fivegates made") as refused:
        examine(closed, backups)
    assert "Nothing in it was changed" in sentence_of(refused.value, [closed.name])


@pytest.mark.parametrize("examine", [open_file, lambda path, _backups: check_file(path)])
def test_a_file_without_a_guard_of_final_reviews_is_refused(
    closed: Path, backups: Path, examine: Callable[[Path, Path], object]
) -> None:
    run_outside(closed, "DROP TRIGGER seal_update")
    with untouched(closed), pytest.raises(UserError, match="no longer refuses edits") as refused:
        examine(closed, backups)
    assert "nothing in it was changed" in sentence_of(refused.value, [closed.name])


def test_a_file_without_a_guard_can_be_read_on_request(closed: Path) -> None:
    run_outside(closed, "DROP TRIGGER seal_update")
    with untouched(closed):
        check_file(closed, guarded=False).close()


@pytest.mark.parametrize("extra", ["CREATE TABLE extra (id)", "DROP VIEW open_actions_by_owner"])
def test_more_than_a_guard_is_not_read_on_any_request(closed: Path, extra: str) -> None:
    run_outside(closed, "DROP TRIGGER seal_update", extra)
    with untouched(closed), pytest.raises(UserError, match="parts that no Fivegates made"):
        check_file(closed, guarded=False)


def test_a_file_made_to_take_for_ever_is_given_up(
    closed: Path, backups: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_outside(
        closed,
        "INSERT INTO change (initiative_id, dated, kind, summary) WITH RECURSIVE n (x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 200000) SELECT 1, '2026-01-01', 'model', x FROM n",
    )
    monkeypatch.setattr(connection, "CHECK_SECONDS", 0.05)
    with untouched(closed), pytest.raises(UserError, match="took too long to examine"):
        open_file(closed, backups)


def unchecked(statement: str) -> Harm:
    """Change rows past the checks of the tables."""

    def harm(path: Path) -> None:
        run_outside(path, "PRAGMA ignore_check_constraints = ON", statement)

    return harm


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score SET level = 9 WHERE level = 3",
        "UPDATE review SET dated = 'tomorrow'",
        "UPDATE review SET dated = 'now'",
        "UPDATE initiative SET stage = 'x'",
    ],
)
def test_rows_that_break_a_check_are_damage(closed: Path, backups: Path, statement: str) -> None:
    unchecked(statement)(closed)
    with untouched(closed), pytest.raises(UserError, match="is damaged"):
        open_file(closed, backups)


def test_a_value_of_another_type_is_damage(closed: Path, backups: Path) -> None:
    with closing(sqlite3.connect(closed)) as found:
        kept = found.execute("SELECT sql FROM sqlite_schema WHERE name = 'revision'").fetchone()[0]
        loose = kept.replace(" STRICT", "").replace("number INTEGER NOT NULL CHECK (number >= 0)", "number")
        for sql, run in ((loose, "UPDATE revision SET number = 'many'"), (kept, "SELECT 1")):
            found.execute("PRAGMA writable_schema = ON")
            found.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'revision'", (sql,))
            found.commit()
            found.execute("PRAGMA writable_schema = RESET")
            found.execute(run)
            found.commit()
    with untouched(closed), pytest.raises(UserError, match="is damaged"):
        open_file(closed, backups)


DEEP = "[" * 3_000 + "]" * 3_000


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE initiative SET tags = '[1]'",
        "UPDATE initiative SET providers = '[nothing]'",
        "UPDATE initiative SET tags = '[\"\\ud800\"]'",
        f"UPDATE initiative SET models = '{DEEP}'",
        f"UPDATE rubric SET content = '{{\"a\": {DEEP}}}'",
        "UPDATE rubric SET content = '{}}'",
        'UPDATE rubric SET content = replace(content, \'"id": "small"\', \'"id": "other"\')',
        "UPDATE rubric SET content = replace(content, '\"1.0\"', '\"2.0\"')",
        "UPDATE rubric SET name = 'Another'",
    ],
)
def test_lists_that_cannot_be_read_are_reported(closed: Path, backups: Path, statement: str) -> None:
    run_outside(closed, statement)
    with closing(open_file(closed, backups)) as file, pytest.raises(UserError, match="is damaged") as refused:
        read_portfolio(file)
    sentence_of(refused.value, [closed.name])


def test_a_list_that_cannot_be_read_is_reported_in_the_overview_too(closed: Path, backups: Path) -> None:
    run_outside(closed, "UPDATE initiative SET tags = '[1]'")
    with closing(open_file(closed, backups)) as file, pytest.raises(UserError, match="is damaged"):
        read_overview(file)


def test_a_rubric_that_is_unfit_is_reported(closed: Path, backups: Path) -> None:
    run_outside(closed, "UPDATE rubric SET content = '{\"id\": 7}'")
    with closing(open_file(closed, backups)) as file, pytest.raises(UserError) as refused:
        read_portfolio(file)
    sentence_of(refused.value, ["small 1.0", "id"])


def test_text_that_is_no_unicode_is_damage(closed: Path, backups: Path) -> None:
    run_outside(closed, "UPDATE initiative SET name = CAST(x'ff41' AS TEXT)")
    with closing(open_file(closed, backups)) as file:
        for read in (read_overview, read_portfolio):
            with pytest.raises(UserError, match="is damaged") as refused:
                read(file)
            sentence_of(refused.value, [closed.name])


def test_no_function_of_a_hostile_view_can_run(closed: Path) -> None:
    run_outside(closed, "CREATE VIEW evil AS SELECT load_extension('evil')")
    with (
        closing(connection.connect(closed, "ro")) as found,
        pytest.raises(sqlite3.OperationalError, match="unsafe use of load_extension"),
    ):
        found.execute("SELECT * FROM evil")


def test_no_other_file_can_be_reached_twice(closed: Path, backups: Path, tmp_path: Path) -> None:
    with closing(open_file(closed, backups)) as file:
        file.connection.execute("ATTACH ? AS one", (str(tmp_path / "one"),))
        with pytest.raises(sqlite3.OperationalError, match="too many attached databases - max 1"):
            file.connection.execute("ATTACH ? AS two", (str(tmp_path / "two"),))


def schema_rows(count: int, sql: str) -> str:
    """Entries of a schema, past SQLite's own statements: `{}` in the SQL stands for the number."""
    return (
        "INSERT INTO sqlite_schema WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n "
        f"LIMIT {count}) SELECT 'view', 'w' || x, 'w' || x, 0, replace('{sql}', '{{}}', x) FROM n"
    )


NUMBERS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n"
CHAIN = ["CREATE VIEW w0 AS SELECT 1 AS a"] + [
    f"CREATE VIEW w{number} AS SELECT x.a FROM w{number - 1} AS x JOIN w{number - 1}"
    for number in range(1, 60)
]
BOMBS = {
    "views that double at each step": CHAIN,
    "a schema of 200,000 entries": [
        "PRAGMA writable_schema = ON",
        schema_rows(200_000, "CREATE VIEW w{} AS SELECT 1"),
    ],
    "a schema of long entries": [
        "PRAGMA writable_schema = ON",
        schema_rows(2, "CREATE VIEW w{} AS SELECT " + "1 + " * 100_000 + "1"),
    ],
    "statistics that take long to read": [
        "ANALYZE",
        f"INSERT INTO sqlite_stat1 {NUMBERS} LIMIT 300000) SELECT 'review', 'by', '1 1' FROM n",
        "CREATE VIEW extra AS SELECT 1",
    ],
    "a table whose check takes for ever": [
        "CREATE TABLE extra (x CHECK (length(hex(zeroblob(300000 + x))) > x))",
        "PRAGMA ignore_check_constraints = ON",
        f"INSERT INTO extra {NUMBERS} LIMIT 9999) SELECT x FROM n",
    ],
}


@pytest.mark.parametrize("statements", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_before_a_row_is_read(closed: Path, backups: Path, statements: list[str]) -> None:
    run_outside(closed, *statements)
    begun = time.monotonic()
    with untouched(closed), pytest.raises(UserError, match="parts that no Fivegates made"):
        open_file(closed, backups)
    assert time.monotonic() - begun < 5


BOMB = BOMBS["a schema of long entries"]
DEFUSE = "DELETE FROM sqlite_schema WHERE name GLOB 'w[0-9]*'"


def in_a_journal(path: Path) -> None:
    """Leave the schema of the file small, and have a journal beside it put a huge one back."""
    journal = Path(f"{path}-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        for statement in ("PRAGMA cache_size = 1", *BOMB, "BEGIN", DEFUSE):
            found.execute(statement)
        kept = journal.read_bytes()
        found.execute("COMMIT")
    journal.write_bytes(kept)


def in_a_log(path: Path) -> None:
    """Have a write-ahead log beside the file add a huge schema."""
    run_outside(path, "PRAGMA journal_mode = WAL")
    log = Path(f"{path}-wal")
    with closing(sqlite3.connect(path, isolation_level=None)) as found:
        for statement in ("PRAGMA wal_autocheckpoint = 0", *BOMB):
            found.execute(statement)
        small, kept = path.read_bytes(), log.read_bytes()
    path.write_bytes(small)
    log.write_bytes(kept)


@pytest.mark.parametrize("smuggled", [in_a_journal, in_a_log])
def test_no_schema_is_smuggled_in_beside_the_file(
    closed: Path, backups: Path, monkeypatch: pytest.MonkeyPatch, smuggled: Harm
) -> None:
    smuggled(closed)
    with closed.open("rb") as file:
        assert sum(_payloads(file)) < MOST_BYTES

    def connect(_path: Path, _mode: str) -> sqlite3.Connection:
        raise AssertionError("what is set for a connection reads the schema")

    monkeypatch.setattr("fivegates.store.file.portfolio_file.connect", connect)
    monkeypatch.setattr("fivegates.store.file.journals.connect", connect)
    with pytest.raises(UserError, match="parts that no Fivegates made"):
        open_file(closed, backups)
    assert not backups.exists()


def test_a_content_beyond_all_bounds_is_damage(closed: Path, backups: Path) -> None:
    run_outside(
        closed,
        "PRAGMA ignore_check_constraints = ON",
        f"INSERT INTO evidence_file VALUES ('{'a' * 64}', zeroblob(80000000))",
    )
    with untouched(closed), pytest.raises(UserError, match="is damaged"):
        open_file(closed, backups)


@pytest.mark.parametrize("size", [512, 65536])
def test_any_page_size_that_sqlite_makes_is_sound(closed: Path, backups: Path, size: int) -> None:
    run_outside(closed, f"PRAGMA page_size = {size}", "VACUUM")
    open_file(closed, backups).close()


@pytest.mark.parametrize("size", [0, 3, 256, 4095, 40_000])
def test_a_page_size_that_there_is_not_is_damage(closed: Path, backups: Path, size: int) -> None:
    found = bytearray(closed.read_bytes())
    found[16:18] = size.to_bytes(2, "big")
    closed.write_bytes(found)
    with untouched(closed), pytest.raises(UserError, match="is damaged"):
        open_file(closed, backups)


def test_a_schema_that_leads_in_circles_is_given_up(closed: Path, backups: Path) -> None:
    found = bytearray(closed.read_bytes())
    assert found[100] == 5, "the schema no longer fills more than a page"
    found[108:112] = (1).to_bytes(4, "big")
    closed.write_bytes(found)
    begun = time.monotonic()
    with untouched(closed), pytest.raises(UserError):
        open_file(closed, backups)
    assert time.monotonic() - begun < 5


def test_our_own_schema_is_far_below_the_bound(closed: Path) -> None:
    with closed.open("rb") as file:
        assert sum(_payloads(file)) * 8 < MOST_BYTES
    with closing(sqlite3.connect(closed)) as found:
        entries, text = found.execute("SELECT count(*), sum(length(sql)) FROM sqlite_schema").fetchone()
    with closed.open("rb") as file:
        weighed = list(_payloads(file))
    assert len(weighed) == entries
    assert sum(weighed) > text
