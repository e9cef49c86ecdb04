"""Encrypted copies out and in: whole, never in the clear on the disk, never over what is there."""

from dataclasses import replace
from pathlib import Path

import pytest
from builders import evidence_for
from documents import PDF
from earlier_copies import encrypted_earlier
from stored import contents

from fivegates.actions import queries
from fivegates.actions.briefs import gather_brief, render_brief, save_brief
from fivegates.actions.evidence import add_evidence, remove_evidence
from fivegates.actions.file import encryption
from fivegates.actions.file.encryption import decrypt_file, is_encrypted_copy, save_encrypted
from fivegates.actions.file.files import close_portfolio, open_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.brief import PaperSize
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.encryption import encrypted
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.backups.backup import copy_as_bytes

pytestmark = pytest.mark.usefixtures("quick_passwords")

PASSWORD = "some words that fit"  # noqa: S105 - of files made here


@pytest.fixture
def copy(opened: OpenPortfolio, initiative_id: int, tmp_path: Path) -> Path:
    """An encrypted copy of the portfolio."""
    assert initiative_id
    path = tmp_path / "for the board.fivegates-encrypted"
    save_encrypted(opened, path, PASSWORD)
    return path


def test_a_copy_opens_again_with_all_that_is_in_it(
    opened: OpenPortfolio, initiative_id: int, copy: Path, tmp_path: Path
) -> None:
    assert is_encrypted_copy(copy)
    decrypt_file(copy, tmp_path / "again.fivegates", PASSWORD)
    again = open_portfolio(tmp_path / "again.fivegates", tmp_path / "backups")
    try:
        assert queries.record(again, initiative_id) == queries.record(opened, initiative_id)
    finally:
        close_portfolio(again)


def test_a_copy_of_an_earlier_version_opens_again(opened: OpenPortfolio, tmp_path: Path) -> None:
    copy = tmp_path / "earlier.fivegates-encrypted"
    copy.write_bytes(encrypted_earlier(copy_as_bytes(opened.file), PASSWORD))
    assert is_encrypted_copy(copy)
    decrypt_file(copy, tmp_path / "again.fivegates", PASSWORD)
    close_portfolio(open_portfolio(tmp_path / "again.fivegates", tmp_path / "backups"))


def test_nothing_stands_on_the_disk_in_the_clear(copy: Path) -> None:
    for name, content in contents(copy.parent).items():
        if name != "board.fivegates":
            assert b"SQLite format" not in content
            assert b"CLAIMS" not in content


def test_what_nothing_names_is_left_out(opened: OpenPortfolio, initiative_id: int, tmp_path: Path) -> None:
    item = replace(evidence_for("value-owner"), file=evidence_file("a.pdf", PDF))
    changes = add_evidence(opened, initiative_id, item, PDF)
    assert changes.created
    remove_evidence(opened, changes.created)
    save_encrypted(opened, tmp_path / "copy.fivegates-encrypted", PASSWORD)
    decrypt_file(tmp_path / "copy.fivegates-encrypted", tmp_path / "plain.fivegates", PASSWORD)
    assert PDF not in (tmp_path / "plain.fivegates").read_bytes()


@pytest.mark.parametrize("password", ["", "short", "two\nlines and more"])
def test_a_bad_password_writes_nothing(opened: OpenPortfolio, tmp_path: Path, password: str) -> None:
    with pytest.raises(DataError):
        save_encrypted(opened, tmp_path / "copy.fivegates-encrypted", password)
    assert not (tmp_path / "copy.fivegates-encrypted").exists()


def test_a_wrong_password_writes_nothing(copy: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not the password"):
        decrypt_file(copy, tmp_path / "plain.fivegates", "another password")
    assert not (tmp_path / "plain.fivegates").exists()


def test_nothing_is_written_over_a_file(opened: OpenPortfolio, copy: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.fivegates").write_bytes(b"mine")
    with pytest.raises(UserError, match="exists already"):
        decrypt_file(copy, tmp_path / "mine.fivegates", PASSWORD)
    assert (tmp_path / "mine.fivegates").read_bytes() == b"mine"
    with pytest.raises(UserError, match="the portfolio itself"):
        save_encrypted(opened, opened.path, PASSWORD, replace=True)


def test_what_holds_no_portfolio_is_not_written(tmp_path: Path) -> None:
    other = tmp_path / "other.fivegates-encrypted"
    other.write_bytes(encrypted(b"MZ, not a portfolio", PASSWORD, 1))
    with pytest.raises(UserError, match="no Fivegates portfolio in other"):
        decrypt_file(other, tmp_path / "plain.fivegates", PASSWORD)
    assert not (tmp_path / "plain.fivegates").exists()


def test_what_is_too_large_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "LARGEST", 10)
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(UserError, match="too large to be an encrypted portfolio"):
        decrypt_file(tmp_path / "large", tmp_path / "plain.fivegates", PASSWORD)


def test_other_files_are_distinguished_from_copies(opened: OpenPortfolio, tmp_path: Path) -> None:
    assert not is_encrypted_copy(opened.path)
    assert not is_encrypted_copy(tmp_path / "gone")
    with pytest.raises(UserError, match="cannot be read"):
        decrypt_file(tmp_path / "gone", tmp_path / "plain.fivegates", PASSWORD)


@pytest.mark.usefixtures("review_id")
def test_a_brief_is_saved_with_a_password_that_is_one(
    opened: OpenPortfolio, initiative_id: int, tmp_path: Path
) -> None:
    rendered = render_brief(gather_brief(opened, initiative_id), ENGLISH, PaperSize.A4)
    save_brief(rendered, tmp_path / "brief.pdf", opened.path, "secret")
    kept = (tmp_path / "brief.pdf").read_bytes()
    assert b"/Encrypt" in kept
    with pytest.raises(DataError, match="nothing would be protected"):
        save_brief(rendered, tmp_path / "brief.pdf", opened.path, "")
    assert (tmp_path / "brief.pdf").read_bytes() == kept
