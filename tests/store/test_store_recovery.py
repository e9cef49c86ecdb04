"""What can be read of a damaged file comes into a new one; what cannot is listed; nothing else changes."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders import portfolio, two_gates
from examples import slow_after
from stored import contents, dump, fill, run_outside, untouched

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.store.file.opening import check_file, create_file
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.recovery.recover import recover_file
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate

Harm = Callable[[Path], None]
PAGE = 4096


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the new file goes."""
    folder = tmp_path / "recovered"
    folder.mkdir()
    return folder / "out.fivegates"


def recovered(closed: Path, out: Path) -> list[str]:
    """Recover, changing nothing but `out`, into a sound file; what was lost, in words."""
    with untouched(closed):
        recovery = recover_file(closed, out, (two_gates(),))
    check_file(out).close()
    assert contents(out.parent).keys() == {out.name}
    return [loss.text(ENGLISH) for loss in recovery.losses]


def pages_of(path: Path, table: str) -> int:
    """The root page of a table or an index."""
    with closing(sqlite3.connect(path)) as found:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(found.execute(sql, (table,)).fetchone()[0])


def spoil(path: Path, table: str) -> None:
    """Overwrite the root page of a table."""
    data = bytearray(path.read_bytes())
    root = pages_of(path, table)
    data[(root - 1) * PAGE : root * PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)


def test_nothing_is_lost_of_a_sound_file(closed: Path, out: Path) -> None:
    assert recovered(closed, out) == []
    with closing(check_file(closed)) as before, closing(check_file(out)) as after:
        assert dump(after) == dump(before)


def test_a_spoilt_index_costs_nothing(closed: Path, out: Path) -> None:
    spoil(closed, "evidence_of_initiative")
    assert recovered(closed, out) == []
    with closing(check_file(out)) as after:
        assert read_portfolio(after).records == portfolio_as_read(out)


def portfolio_as_read(out: Path) -> object:
    """The records of `builders.portfolio`, with the ids that a file gives them."""
    with closing(create_file(out.with_name("expected"))) as file:
        fill(file, portfolio())
        read = read_portfolio(file).records
    out.with_name("expected").unlink()
    return read


def test_a_lost_table_is_named_and_the_rest_is_there(closed: Path, out: Path) -> None:
    spoil(closed, "evidence")
    assert recovered(closed, out) == ["Table “evidence”: no row from 1 on can be read."]
    with closing(check_file(out)) as after:
        records = read_portfolio(after).records
    assert not any(record.evidence for record in records)
    assert any(record.reviews for record in records)


def test_a_lost_initiative_keeps_what_was_of_it(closed: Path, out: Path) -> None:
    run_outside(closed, "PRAGMA foreign_keys = OFF", "DELETE FROM initiative WHERE id = 1")
    assert recovered(closed, out) == [
        "Initiative 1 was lost; what was kept of it is under the code RECOVERED-1."
    ]
    with closing(check_file(out)) as after:
        (record,) = (each for each in read_portfolio(after).records if each.initiative.id == 1)
    assert record.initiative.code == "RECOVERED-1"
    assert record.evidence
    assert record.reviews


def test_a_known_rubric_stands_in_for_a_lost_one(closed: Path, out: Path) -> None:
    run_outside(closed, "PRAGMA foreign_keys = OFF", "DELETE FROM rubric")
    reported = recovered(closed, out)
    assert (
        reported[0]
        == "The rubric “Small rubric” 1.0 was lost; the one that comes with Fivegates takes its place."
    )
    with closing(check_file(out)) as after:
        assert read_portfolio(after).rubrics == (two_gates(),)


def test_what_belongs_to_a_lost_review_is_let_go(closed: Path, out: Path) -> None:
    run_outside(closed, "PRAGMA foreign_keys = OFF", "DELETE FROM review WHERE id = 1")
    reported = recovered(closed, out)
    assert any("of the table “score” were left out" in line for line in reported)


def test_lost_settings_are_put_back_and_reported(closed: Path, out: Path) -> None:
    run_outside(closed, "DELETE FROM portfolio", "DELETE FROM revision")
    assert recovered(closed, out) == [
        "The portfolio's settings were lost, or the rubric that they named. See whether they are right."
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence SET title = char(27) WHERE id = 1",
        "UPDATE initiative SET tags = '[1]' WHERE id = 1",
        "UPDATE rubric SET content = '{}'",
        "UPDATE capacity_owner SET name = char(27) WHERE number = 1",
    ],
)
def test_a_value_that_no_form_saves_is_left_out(closed: Path, out: Path, statement: str) -> None:
    run_outside(closed, statement)
    reported = recovered(closed, out)
    assert any("was damaged, and was left out" in line for line in reported)


def test_a_half_saved_edit_is_taken_back_in_the_copy(closed: Path, out: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE evidence SET note = hex(randomblob(9000))")
        half, journal = closed.read_bytes(), Path(f"{closed}-journal").read_bytes()
        connection.execute("ROLLBACK")
    closed.write_bytes(half)
    Path(f"{closed}-journal").write_bytes(journal)
    assert recovered(closed, out) == []
    assert Path(f"{closed}-journal").read_bytes() == journal


@pytest.mark.parametrize("bytes_left", [0, 60, 2000])
def test_where_nothing_can_be_read(closed: Path, out: Path, bytes_left: int) -> None:
    closed.write_bytes(closed.read_bytes()[:bytes_left])
    with untouched(closed), pytest.raises(UserError, match="there is nothing to recover"):
        recover_file(closed, out, (two_gates(),))
    assert contents(out.parent) == {}


def schema_pages(path: Path) -> list[int]:
    """Where the schema is: the first page, and those with definitions, counted from 0."""
    data = path.read_bytes()
    found = (place // PAGE for place in range(0, len(data), PAGE) if b"CREATE " in data[place : place + PAGE])
    return sorted({0, *found})


@pytest.mark.parametrize("vacuumed", slow_after(1, [False, True]))
@pytest.mark.parametrize("noise", slow_after(1, [b"\xa5", b"\0", b"\x0d"]))
def test_a_spoilt_schema_costs_nothing_but_what_was_beside_it(
    closed: Path, out: Path, noise: bytes, *, vacuumed: bool
) -> None:
    if vacuumed:
        run_outside(closed, "VACUUM")
    whole, pages = closed.read_bytes(), schema_pages(closed)
    assert len(pages) > 5
    for page in (*pages, None):
        spoilt = bytearray(whole)
        for each in pages if page is None else [page]:
            spoilt[each * PAGE : (each + 1) * PAGE] = noise * PAGE
        closed.write_bytes(spoilt)
        assert recovered(closed, out) == []
        out.unlink()


def test_a_table_that_the_schema_lacks_takes_no_other_along(
    closed: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*versions.MIGRATIONS, "CREATE TABLE hazard (id INTEGER PRIMARY KEY, name TEXT) STRICT;\n")
    monkeypatch.setattr(versions, "MIGRATIONS", steps)
    with closing(sqlite3.connect(closed, isolation_level=None)) as found:
        numbers = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 500)"
        found.execute(
            "INSERT INTO change (initiative_id, dated, kind, summary) "
            f"{numbers} SELECT 1, '2026-01-01', 'model', 'Version ' || x FROM n"
        )
        migrate(found, steps)  # an older file that was upgraded: its last table begins behind the rows
        found.execute("INSERT INTO hazard (name) VALUES ('Flood')")
    run_outside(closed, "PRAGMA writable_schema = ON", "DELETE FROM sqlite_schema WHERE tbl_name = 'rate'")
    recovery = recover_file(closed, out, (two_gates(),))
    assert recovery.kept["hazard"] == 1
    reported = [loss.text(ENGLISH) for loss in recovery.losses]
    assert reported == ["Table “rate”: no row from 1 on can be read."]


def test_a_file_of_another_kind_has_nothing_to_recover(closed: Path, out: Path) -> None:
    closed.write_bytes(b"Dear board, " * 4000)
    with untouched(closed), pytest.raises(UserError, match="there is nothing to recover"):
        recover_file(closed, out, (two_gates(),))


def test_nothing_is_overwritten(closed: Path, out: Path) -> None:
    out.write_bytes(b"a letter")
    with pytest.raises(UserError, match="exists already"):
        recover_file(closed, out, (two_gates(),))
    assert out.read_bytes() == b"a letter"


def test_no_folder_no_recovery(closed: Path, out: Path) -> None:
    with pytest.raises(UserError, match="was not recovered: No such file"):
        recover_file(closed, out.parent / "nowhere" / out.name, (two_gates(),))


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A portfolio whose tables fill many pages."""
    folder = tmp_path / "large"
    folder.mkdir()
    path = folder / "large.fivegates"
    with closing(create_file(path)) as file:
        fill(file, portfolio())
        file.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) "
            "INSERT INTO change (id, initiative_id, dated, kind, summary) "
            "SELECT i, 1, '2026-05-12', 'model', 'Change ' || i || hex(zeroblob(200)) FROM n"
        )
    return path


@pytest.mark.parametrize("seed", slow_after(3, range(12)))
def test_a_spoilt_page_costs_its_own_rows_only(large: Path, out: Path, seed: int) -> None:
    data = bytearray(large.read_bytes())
    page = 50 + len(data) // PAGE * seed // 16
    data[page * PAGE : (page + 1) * PAGE] = b"\xa5" * PAGE
    large.write_bytes(data)
    reported = recovered(large, out)
    with closing(check_file(out)) as after:
        kept = len(after.connection.execute("SELECT id FROM change").fetchall())
    lost = 2901 + len(portfolio().records[0].changes) - kept
    assert not lost or reported
    assert lost < 60 or page + 1 == pages_of(large, "change")


@pytest.mark.parametrize("seed", slow_after(3, range(12)))
def test_what_is_cut_off_costs_what_was_in_it(large: Path, out: Path, seed: int) -> None:
    size = large.stat().st_size
    large.write_bytes(large.read_bytes()[: size // 2 + size * seed // 25])
    assert recovered(large, out)
