from datetime import date, datetime

import pytest

from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.backups import Holding, holding_words, moment_words


@pytest.mark.parametrize(
    ("holds", "said"),
    [
        (None, "cannot be read"),
        (Holding(1, 0, 1, None), "1 initiative and 0 reviews · 1 edit so far"),
    ],
)
def test_what_a_backup_holds(holds: Holding | None, said: str) -> None:
    assert holding_words(holds, ENGLISH) == said


def test_the_latest_review_is_named() -> None:
    said = holding_words(Holding(6, 24, 412, date(2026, 5, 3)), ENGLISH)
    assert said == "6 initiatives and 24 reviews, the latest of 3 May 2026 · 412 edits so far"


def test_when_a_backup_was_made() -> None:
    assert moment_words(datetime(2026, 5, 12, 9, 30), ENGLISH) == "12 May 2026, 09:30"  # noqa: DTZ001 - told as it is
