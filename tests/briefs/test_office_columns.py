"""Columns of tables in Office files: air for narrow ones, whatever font a reader has."""

import pytest

from fivegates.briefs.office.column_widths import with_air


def test_narrow_columns_take_a_fifth_from_the_widest() -> None:
    assert with_air([300, 50, 100]) == pytest.approx([289, 61, 100])
    assert with_air([300, 10]) == pytest.approx([292, 18])


def test_the_widest_stays_wide() -> None:
    assert with_air([145, 50, 60]) == [145, 50, 60]
    assert with_air([60, 60]) == [60, 60]
