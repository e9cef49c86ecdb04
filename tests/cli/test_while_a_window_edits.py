"""While a window edits a portfolio, each command that edits it is refused and leaves it as it is."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fivegates.actions.file.files import backup_folder, lock_folder
from fivegates.store.file.opening import open_file

Run = Callable[..., Any]

DAY = ("--date", "2026-11-30")
WHY = ("--by", "Board", "--why", "Too early")
EXCEPTION = ("--reason", "A trial", "--asked-by", "A. Ruiz", "--approved-by", "J. Ito")
EDITS = [
    ("idea", "{file}", "Sort letters", "--problem", "They wait.", *DAY),
    ("accept", "{file}", "1", "--code", "NEW-ONE", *DAY),
    ("decline", "{file}", "1", *WHY, *DAY),
    ("waive", "{file}", "CLM-TRIAGE", "trust-drift", *EXCEPTION, "--until", "2027-02-01"),
    ("revoke", "{file}", "PRP-STORM", "trust-security", *WHY, *DAY),
    ("forecast", "{file}", "CLM-TRIAGE", "Live by March", "--percent", "80", "--due", "2027-03-31", *WHY[:2]),
    ("decide", "{file}", "CLM-TRIAGE", "hold", *WHY[:2]),
    ("finalise", "{file}", "CLM-TRIAGE", "--by", "E. Lindqvist", "--unsigned"),
    ("kind", "{file}", "CLM-TRIAGE", "vision"),
    ("letterhead", "{file}", "--legal-entity", "Fjord Mutual"),
    ("attach", "{file}", "CLM-TRIAGE", "trust-drift", "{evidence}", *DAY),
    ("what-if", "{file}", "CLM-TRIAGE", "--volume", "10", "--keep", "Ten"),
    ("capacity", "{file}", "--days", "60", "--until", "2027-06-30", "--save", *DAY),
]


@pytest.fixture
def edited(sample: Path) -> Iterator[Path]:
    """The sample, open in a window."""
    with closing(open_file(sample, backup_folder(), lock_folder())):
        yield sample


@pytest.mark.parametrize("words", EDITS, ids=lambda words: words[0])
def test_a_command_that_edits_is_refused(run: Run, edited: Path, words: tuple[str, ...]) -> None:
    evidence = edited.with_name("report.txt")
    evidence.write_text("Tested.")
    before = edited.read_bytes()
    ended = run(*(word.format(file=edited, evidence=evidence) for word in words))
    assert ended.code == 1
    assert "is open in another window, so nothing was saved" in ended.err
    assert edited.read_bytes() == before
