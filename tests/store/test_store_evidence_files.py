"""Contents of files: once each, never in an undo, gone when nothing names them and nothing can be undone."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from builders import evidence_for
from documents import PDF, PNG
from stored import run_outside

from fivegates.domain.errors import UserError
from fivegates.domain.initiative import evidence_files
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.backups.backup import save_copy
from fivegates.store.file.opening import open_file
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.edits import edit, revert
from fivegates.store.records.evidence_files import discard_unused, read_content, read_contents, save_content
from fivegates.store.records.initiatives import EVIDENCE, read_initiative_ids
from fivegates.store.records.portfolio import read_record


def held(file: PortfolioFile) -> list[str]:
    """The digests of all contents in the file."""
    found = file.connection.execute("SELECT digest FROM evidence_file ORDER BY digest").fetchall()
    return [row["digest"] for row in found]


def attach(file: PortfolioFile, content: bytes, name: str = "report.pdf") -> EvidenceFile:
    """Add evidence with a file to the first initiative."""
    found = evidence_file(name, content)
    item = replace(evidence_for("owner"), file=found)
    with edit(file) as transaction:
        assert save_content(transaction, content) == found.digest
        EVIDENCE.insert(transaction, item, read_initiative_ids(file)[0])
    return found


def with_files(file: PortfolioFile) -> list[Evidence]:
    return [item for item in read_record(file, read_initiative_ids(file)[0]).evidence if item.file]


def test_a_content_is_kept_once_by_its_digest(file: PortfolioFile) -> None:
    first = attach(file, PDF)
    second = attach(file, PDF, "copy of report.pdf")
    assert first.digest == second.digest == hashlib.sha256(PDF).hexdigest()
    assert held(file) == [first.digest]
    assert read_content(file, first.digest) == PDF
    assert [item.file for item in with_files(file)] == [first, second]
    assert read_contents(file) == {first.digest: PDF}


def test_no_row_of_an_edit_holds_a_content(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        save_content(transaction, PDF)
        item = replace(evidence_for("owner"), file=evidence_file("a.pdf", PDF))
        EVIDENCE.insert(transaction, item, read_initiative_ids(file)[0])
        assert {row.table for row in transaction.rows} == {"evidence"}


def test_what_is_undone_can_be_done_again(file: PortfolioFile) -> None:
    kept = attach(file, PDF)
    (item,) = with_files(file)
    with edit(file) as transaction:
        EVIDENCE.delete(transaction, item.id)
    gone = tuple(transaction.rows)
    assert not with_files(file)
    assert held(file) == [kept.digest]
    revert(file, gone)
    assert with_files(file) == [item]
    assert read_content(file, kept.digest) == PDF


def remove_all(file: PortfolioFile) -> None:
    with edit(file) as transaction:
        for item in with_files(file):
            EVIDENCE.delete(transaction, item.id)


def test_what_nothing_names_goes_when_nothing_can_be_undone(file: PortfolioFile) -> None:
    kept = attach(file, PNG, "screen.png")
    attach(file, PDF)
    with edit(file) as transaction:
        EVIDENCE.delete(transaction, with_files(file)[1].id)
    revision = file.revision
    discard_unused(file)
    assert held(file) == [kept.digest]
    assert file.revision == file.stored_revision() == revision
    discard_unused(file)


def test_it_goes_at_the_next_opening_too(file: PortfolioFile, backups: Path) -> None:
    attach(file, PDF)
    remove_all(file)
    file.close()
    with closing(open_file(file.path, backups)) as again:
        assert not held(again)
    assert PDF not in file.path.read_bytes()


def test_a_copy_leaves_out_what_nothing_names(file: PortfolioFile, tmp_path: Path, backups: Path) -> None:
    attach(file, PDF)
    remove_all(file)
    kept = attach(file, PNG, "screen.png")
    save_copy(file, tmp_path / "copy.fivegates")
    assert len(held(file)) == 2
    assert PDF not in (tmp_path / "copy.fivegates").read_bytes()
    with closing(open_file(tmp_path / "copy.fivegates", backups)) as copy:
        assert held(copy) == [kept.digest]


def test_nothing_is_discarded_after_an_edit_made_elsewhere(file: PortfolioFile) -> None:
    attach(file, PDF)
    remove_all(file)
    run_outside(file.path, "UPDATE revision SET number = number + 1")
    discard_unused(file)
    assert held(file)
    assert not file.connection.in_transaction


def test_nothing_is_discarded_from_a_file_for_reading_only(file: PortfolioFile) -> None:
    attach(file, PDF)
    remove_all(file)
    with closing(PortfolioFile(file.path, read_only=True)) as other:
        discard_unused(other)
    assert held(file)


def test_the_files_of_a_portfolio_have_a_bound(file: PortfolioFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.store.records.evidence_files.MOST_BYTES_IN_ALL", len(PDF) + 1)
    attach(file, PDF)
    attach(file, PDF, "again.pdf")
    with pytest.raises(UserError, match="files of a portfolio may come to"):
        attach(file, PNG, "screen.png")
    assert len(with_files(file)) == 2


def test_an_altered_content_is_damage(file: PortfolioFile) -> None:
    kept = attach(file, PDF)
    run_outside(file.path, "UPDATE evidence_file SET content = CAST('other' AS BLOB)")
    with pytest.raises(UserError, match="is damaged"):
        read_content(file, kept.digest)
    with pytest.raises(UserError, match="is damaged"):
        read_content(file, "0" * 64)


def test_the_bounds_of_the_tables_are_those_of_the_rules(file: PortfolioFile) -> None:
    sql = "SELECT group_concat(sql) FROM sqlite_schema WHERE name IN ('evidence', 'evidence_file')"
    text = file.connection.execute(sql).fetchone()[0]
    assert text.count(str(evidence_files.MOST_BYTES)) == 2
