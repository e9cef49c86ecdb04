"""What is said of a rebuilt copy, and of the file after a crash."""

from datetime import datetime

import pytest

from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.backups import Rebuilt, rebuilt_words

TAKEN = datetime(2026, 5, 12, 9, 30)  # noqa: DTZ001 - in the time of the place


@pytest.mark.parametrize(
    ("rebuilt", "said"),
    [
        (
            Rebuilt(None, 1, 0),
            "so the copy was made from what was saved in this session: 1 edit.",
        ),
        (
            Rebuilt(TAKEN, 3, 2),
            "what was saved in this session after it: 3 edits. 2 edits saved between them are missing.",
        ),
    ],
)
def test_a_rebuilt_copy_says_what_it_holds(rebuilt: Rebuilt, said: str) -> None:
    assert rebuilt_words(rebuilt, ENGLISH).endswith(said)
