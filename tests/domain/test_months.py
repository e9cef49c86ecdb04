from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.months import Month

months = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))


def test_a_month_is_written_and_read_as_in_iso_8601() -> None:
    assert str(Month(2026, 3)) == "2026-03"
    assert Month.parse("2026-12") == Month(2026, 12)
    assert Month.of(date(2026, 3, 31)) == Month(2026, 3)
    assert Month(2026, 3).first_day == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-3", "2026-03-01", "٢٠٢٦-03", "March"])
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Month.parse(text)


@given(months, st.integers(-240, 240))
def test_adding_months_is_undone_by_taking_them_away(month: Month, count: int) -> None:
    assert month.plus(count).plus(-count) == month
    assert month.until(month.plus(count)) == count
    assert (month.plus(count) > month) is (count > 0)
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    ("day", "over"), [(date(2026, 2, 27), False), (date(2026, 2, 28), True), (date(2026, 3, 1), True)]
)
def test_a_month_is_over_on_the_evening_of_its_last_day(day: date, *, over: bool) -> None:
    assert Month(2026, 2).over_on(day) is over
