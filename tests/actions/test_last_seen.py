"""What a portfolio showed is remembered beside the program, for the next day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import REVIEWED

from fivegates.actions.file.last_seen import save_seen, seen_before
from fivegates.domain.portfolio.last_seen import Seen
from fivegates.domain.verdict.states import VerdictState

SEEN = Seen(REVIEWED, {1: VerdictState.WAIVED, 2: None}, 3)
PORTFOLIO = Path("board.fivegates")
NEXT = REVIEWED + timedelta(days=1)


def test_the_next_day_sees_it_and_the_same_day_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "last-seen"
    assert seen_before(PORTFOLIO, folder, NEXT) is None
    save_seen(PORTFOLIO, folder, SEEN)
    assert seen_before(PORTFOLIO, folder, NEXT) == SEEN
    assert seen_before(PORTFOLIO, folder, REVIEWED) is None
    save_seen(PORTFOLIO, folder, replace(SEEN, day=NEXT))
    assert seen_before(PORTFOLIO, folder, NEXT) == SEEN
    assert seen_before(Path("other.fivegates"), folder, NEXT) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"days": [1]}',
        b'{"days": [{"day": "2026-05-12", "verdicts": [], "attention": 1}]}',
        b'{"days": [{"day": "2026-05-12", "verdicts": {"1": "splendid"}, "attention": 1}]}',
        b'{"days": [{"day": "yesterday", "verdicts": {}, "attention": 1}]}',
        b"\xff",
    ],
)
def test_what_cannot_be_read_counts_as_never_seen(tmp_path: Path, content: bytes) -> None:
    save_seen(PORTFOLIO, tmp_path, SEEN)
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert seen_before(PORTFOLIO, tmp_path, NEXT) is None


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    save_seen(PORTFOLIO, tmp_path / "file" / "last-seen", SEEN)
    assert seen_before(PORTFOLIO, tmp_path / "file" / "last-seen", NEXT) is None
