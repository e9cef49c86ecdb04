"""The word for units above columns of figures."""

import pytest

from fivegates.domain.language import ENGLISH
from fivegates.domain.wording.projections import projection_headings
from fivegates.domain.wording.words import in_units, units_title


@pytest.mark.parametrize(
    ("unit", "volume", "units"),
    [
        ("claims", "Volume, claims", "Claims"),
        (" e-mails ", "Volume, e-mails", "E-mails"),
        ("PDF pages", "Volume, PDF pages", "PDF pages"),
        ("u" * 24, f"Volume, {'u' * 24}", f"U{'u' * 23}"),
        ("u" * 25, "Volume", "Units"),
        (" ", "Volume", "Units"),
    ],
)
def test_a_short_word_for_units_stands_in_the_title(unit: str, volume: str, units: str) -> None:
    assert in_units("Volume", unit, ENGLISH) == volume
    assert units_title(unit, ENGLISH) == units


def test_both_columns_of_units_in_the_table_of_scenarios_name_them() -> None:
    headings = projection_headings("claims", ENGLISH)
    assert (headings.volume, headings.break_even) == ("Volume, claims", "Break-even, claims")
    assert projection_headings("", ENGLISH).break_even == "Break-even"
