"""Comments on a criterion: added, edited by their author, resolved, deleted, undone, found and exported."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fivegates.actions import comments, queries, scoring, search
from fivegates.actions.file import exchange, transaction
from fivegates.actions.file.creation import create_portfolio
from fivegates.actions.file.edit_history import read_history
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Comment, comments_on, open_comments
from fivegates.domain.language import ENGLISH
from fivegates.domain.search import HitKind
from fivegates.domain.wording.comments import author_words, comments_word, resolved_word
from fivegates.domain.wording.edit_history import entry_words

NOON = datetime(2026, 11, 30, 12, 0, 1, 500, tzinfo=UTC)
OWNER = "value-owner"


@pytest.fixture(autouse=True)
def _account(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name of the account, whoever runs the tests."""
    monkeypatch.setattr("getpass.getuser", lambda: "erika")


@pytest.fixture
def opened(opened: OpenPortfolio) -> OpenPortfolio:
    """A portfolio, at noon."""
    opened.clock = lambda: NOON
    return opened


@pytest.fixture
def comment_id(opened: OpenPortfolio, initiative_id: int) -> int:
    """A comment of one's own."""
    added = comments.add_comment(opened, initiative_id, OWNER, " Ask the owner. ").created
    assert added is not None
    return added


def held(opened: OpenPortfolio, initiative_id: int) -> tuple[Comment, ...]:
    return comments_on(queries.record(opened, initiative_id).comments, OWNER)


def test_a_comment_has_an_author_and_a_time(
    opened: OpenPortfolio, initiative_id: int, comment_id: int
) -> None:
    (found,) = held(opened, initiative_id)
    at = NOON.replace(microsecond=0)
    assert found == Comment(OWNER, at, "Ask the owner.", "erika", id=comment_id)
    assert comments_on(queries.record(opened, initiative_id).comments, "trust-drift") == ()
    assert entry_words(read_history(opened)[0], ENGLISH).startswith("Comment on “")
    assert read_history(opened)[0].criterion == OWNER


def test_it_is_edited_resolved_deleted_and_undone(
    opened: OpenPortfolio, initiative_id: int, comment_id: int
) -> None:
    comments.edit_comment(opened, comment_id, "Ask again.")
    comments.resolve_comment(opened, comment_id, resolved=True)
    (found,) = held(opened, initiative_id)
    assert (found.text, found.resolved, open_comments([found])) == ("Ask again.", True, 0)
    comments.resolve_comment(opened, comment_id, resolved=False)
    comments.delete_comment(opened, comment_id)
    assert held(opened, initiative_id) == ()
    transaction.undo(opened)
    transaction.undo(opened)
    assert held(opened, initiative_id) == (found,)


def test_only_its_author_edits_it(
    opened: OpenPortfolio, comment_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "max")
    with pytest.raises(UserError, match=r"This comment is by erika\. Add one of your own\."):
        comments.edit_comment(opened, comment_id, "Mine")


@pytest.mark.parametrize(("criterion", "text"), [(OWNER, " "), (OWNER, "x" * 5_001), ("none", "Text")])
def test_what_is_no_comment_is_refused(
    opened: OpenPortfolio, initiative_id: int, criterion: str, text: str
) -> None:
    with pytest.raises(UserError):
        comments.add_comment(opened, initiative_id, criterion, text)


def test_no_verdict_and_no_seal_rests_on_it(opened: OpenPortfolio, review_id: int, comment_id: int) -> None:
    before = opened.file.rows("SELECT * FROM gate_verdict")
    scoring.set_level(opened, review_id, OWNER, 2)
    transaction.undo(opened)
    comments.resolve_comment(opened, comment_id, resolved=True)
    assert opened.file.rows("SELECT * FROM gate_verdict") == before


def test_a_search_finds_it(opened: OpenPortfolio, initiative_id: int, comment_id: int) -> None:
    found = [hit for hit in search.find(opened, "owner ask") if hit.kind is HitKind.COMMENT]
    assert [(hit.initiative_id, hit.criterion, hit.record_id) for hit in found] == [
        (initiative_id, OWNER, comment_id)
    ]
    comments.edit_comment(opened, comment_id, "Albatross")
    assert [hit.kind for hit in search.find(opened, "albatross")] == [HitKind.COMMENT]


def test_it_is_exported_and_imported(opened: OpenPortfolio, comment_id: int, tmp_path: Path) -> None:
    comments.resolve_comment(opened, comment_id, resolved=True)
    exchange.export_json(opened, tmp_path / "a.json")
    other = create_portfolio(tmp_path / "other.fivegates", "Board pack")
    exchange.import_json(other, tmp_path / "a.json")
    exchange.export_json(other, tmp_path / "b.json")
    ((_, found),) = comments.comment_log(other)
    close_portfolio(other)
    assert (found.by, found.resolved) == ("erika", True)
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_words() -> None:
    comment = Comment(OWNER, NOON, "Text")
    assert comments_word([comment], ENGLISH) == "Comments (1)"
    assert comments_word([], ENGLISH) == "Comments"
    assert author_words(comment, ENGLISH) == "Not known"
    assert resolved_word(comment, ENGLISH) == "open"
