"""Files made to do harm when they are recovered: given up in words, in little time and little memory."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from builders import two_gates
from examples import slow_after
from stored import contents, run_outside, sentence_of, untouched

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.store.file import connection, journals
from fivegates.store.file.opening import check_file
from fivegates.store.recovery import recover, repair, salvage
from fivegates.store.recovery.recover import recover_file
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate

NUMBERS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the new file would go."""
    folder = tmp_path / "recovered"
    folder.mkdir()
    return folder / "out.fivegates"


@pytest.fixture(autouse=True)
def _without_taking_minutes() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < 60, "what takes minutes was to be refused"


def refused(closed: Path, out: Path) -> str:
    """Recover in vain, leaving nothing behind; the refusal."""
    with untouched(closed), pytest.raises(UserError) as error:
        recover_file(closed, out, (two_gates(),))
    assert contents(out.parent) == {}
    return sentence_of(error.value, [closed.name])


def entries(count: int, sql: str) -> list[str]:
    """Entries of a schema, past SQLite's own statements: `{}` in the SQL stands for the number."""
    row = f"SELECT 'view', 'w' || x, 'w' || x, 0, replace('{sql}', '{{}}', x) FROM n"
    return [
        "PRAGMA writable_schema = ON",
        f"INSERT INTO sqlite_schema {NUMBERS} LIMIT {count}) {row}",
    ]


def instead(kind: str, sql: str) -> list[str]:
    """Put something else where the table of changes was."""
    return [
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_schema WHERE tbl_name = 'change'",
        f"INSERT INTO sqlite_schema VALUES ('{kind}', 'change', 'change', 0, '{sql}')",
    ]


ENDLESS = f"{NUMBERS}) SELECT x AS rowid, x AS id, 1 AS initiative_id FROM n"
WORKED_OUT = "extra TEXT AS (hex(zeroblob(30000000))), summary "
HOSTILE = {
    "200,000 views": entries(200_000, "CREATE VIEW w{} AS SELECT 1"),
    "long views": entries(20, "CREATE VIEW w{} AS SELECT 1 WHERE 1 IN (" + "1," * 200_000 + "1)"),
    "tables by the thousand": [f"CREATE TABLE t{number} ({'a' * 200})" for number in range(2_000)],
    "an endless view for a table": instead("view", f"CREATE VIEW change AS {ENDLESS}"),
    "a silent view for a table": instead("view", f"CREATE VIEW change AS {ENDLESS} WHERE x < 0"),
    "a virtual table": instead("table", "CREATE VIRTUAL TABLE change USING fts5(text)"),
    "a column that is worked out": [
        "PRAGMA writable_schema = ON",
        f"UPDATE sqlite_schema SET sql = replace(sql, 'summary ', '{WORKED_OUT}') WHERE name = 'change'",
    ],
}


@pytest.mark.parametrize("statements", slow_after(2, HOSTILE.values()), ids=HOSTILE.keys())
def test_what_makes_rows_up_or_takes_for_ever_is_given_up(
    closed: Path, out: Path, statements: list[str]
) -> None:
    run_outside(closed, "BEGIN", *statements, "COMMIT")
    assert "parts that no Fivegates made" in refused(closed, out)


@pytest.mark.slow
def test_our_own_tables_are_plain_in_each_version() -> None:
    for version in range(1, len(versions.MIGRATIONS) + 1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
            migrate(fresh, versions.MIGRATIONS[:version])
            found = fresh.execute("SELECT sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        assert all(salvage._PLAIN_TABLE.match(sql) for (sql,) in found)


def test_reading_ends_when_a_file_of_its_size_would_have_been_read(
    closed: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CHECK_SECONDS", -60.0)
    assert "takes far longer to read" in refused(closed, out)


def test_rows_that_hold_more_than_the_file_are_given_up(closed: Path) -> None:
    run_outside(closed, "UPDATE evidence SET note = hex(zeroblob(9000))")
    with closing(sqlite3.connect(closed)) as found:
        longest = "length(note) + length(title)"
        (size,) = found.execute(f"SELECT sum({longest}) FROM evidence").fetchone()
    damaged = salvage.DamagedFile(sqlite3.connect(closed), size=int(size) // 2)
    damaged.connection.row_factory = sqlite3.Row
    with closing(damaged.connection), pytest.raises(salvage.SalvageLimitError):
        list(salvage.readable_rows(damaged, "evidence", "rowid"))


def test_a_key_that_is_none_ends_its_table(closed: Path, out: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as found:
        kept = found.execute("SELECT sql FROM sqlite_schema WHERE name = 'score'").fetchone()[0]
        loose = kept.replace(" STRICT,", "").replace("review_id INTEGER", "review_id")
        for sql, run in ((loose, "UPDATE score SET review_id = 'x' || review_id"), (kept, "SELECT 1")):
            found.execute("PRAGMA writable_schema = ON")
            found.execute("UPDATE sqlite_schema SET sql = ? WHERE name = 'score'", (sql,))
            found.execute("PRAGMA writable_schema = RESET")
            found.execute("PRAGMA foreign_keys = OFF")
            found.execute(run)
    reported = recover_file(closed, out, (two_gates(),)).losses
    assert "Table “score”: no row from 1 on can be read." in [loss.text(ENGLISH) for loss in reported]
    check_file(out).close()


def test_of_very_many_losses_most_are_counted(
    closed: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recover, "MOST_REPORTED", 3)
    run_outside(
        closed,
        "PRAGMA ignore_check_constraints = ON",
        "INSERT INTO change (initiative_id, dated, kind, summary) "
        f"{NUMBERS} LIMIT 10) SELECT 1, 'x', 'y', 'z' FROM n",
    )
    reported = recover_file(closed, out, (two_gates(),)).losses
    assert len(reported) == 4
    assert reported[-1].text(ENGLISH) == "So it is with 7 more, which are not listed here."


def test_initiatives_are_put_back_up_to_a_bound(
    closed: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repair, "MOST_STAND_INS", 2)
    run_outside(
        closed,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO change (initiative_id, dated, kind, summary) "
        f"{NUMBERS} LIMIT 5) SELECT x + 100, '2026-01-01', 'model', 'z' FROM n",
    )
    reported = [loss.text(ENGLISH) for loss in recover_file(closed, out, (two_gates(),)).losses]
    assert [line for line in reported if "RECOVERED" in line] == [
        f"Initiative {number} was lost; what was kept of it is under the code RECOVERED-{number}."
        for number in (101, 102)
    ]
    assert any(line.startswith("3 rows of the table “change” were left out") for line in reported)


def test_a_schema_whose_words_are_damaged_costs_nothing(closed: Path, out: Path) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content.replace(b"CREATE INDEX", b"CREATE I\xceDEX", 1))
    with untouched(closed):
        assert recover_file(closed, out, (two_gates(),)).losses == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe with a name is POSIX")
@pytest.mark.parametrize("ending", ["", "-journal", "-wal"])
def test_what_is_no_file_is_not_waited_for(closed: Path, out: Path, ending: str) -> None:
    if not ending:
        closed.unlink()
    os.mkfifo(f"{closed}{ending}")
    assert "is not a file that can be opened" in refused(closed, out)


def test_what_is_gone_is_reported(closed: Path, out: Path) -> None:
    closed.unlink()
    assert "cannot be found" in refused(closed, out)


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_journal_beyond_all_bounds_is_not_copied(
    closed: Path, out: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(journals, "MOST_BESIDE", 100)
    Path(f"{closed}{ending}").write_bytes(bytes(closed.stat().st_size + 101))
    assert f"{ending} holds more than the portfolio beside it could need" in refused(closed, out)
