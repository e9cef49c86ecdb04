"""Thinning keeps all of late, and something of every time."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fivegates.store.backups.backup import DAYS, MONTHS, RECENT, WEEKS, kept

START = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 - names of backups tell the time of the place

times = st.lists(
    st.datetimes(START - timedelta(days=2000), START).map(lambda time: time.replace(microsecond=0)),
    max_size=200,
    unique=True,
)


@given(times)
def test_what_is_kept_was_there_and_is_kept_again(taken: list[datetime]) -> None:
    assert kept(taken) <= set(taken)
    assert kept(list(kept(taken))) == kept(taken)


@given(times)
def test_the_ten_newest_stay(taken: list[datetime]) -> None:
    assert set(sorted(taken)[-RECENT:]) <= kept(taken)


@given(times)
def test_there_is_an_end_to_them(taken: list[datetime]) -> None:
    assert len(kept(taken)) <= RECENT + DAYS + WEEKS + MONTHS


def test_four_years_of_daily_backups() -> None:
    taken: list[datetime] = []
    for day in range(4 * 365):
        taken = list(kept([*taken, START + timedelta(days=day)]))
    ages = sorted((START + timedelta(days=4 * 365 - 1) - time).days for time in taken)
    assert ages[:DAYS] == list(range(DAYS))
    assert 2.8 * 365 < ages[-1] < 3.1 * 365
    assert len({time.strftime("%Y-%m") for time in taken}) == MONTHS
