"""Results of pure functions are found by the very values that were given."""

from functools import partial

from fivegates.actions.file.opened import RecentResults


def test_the_same_values_give_the_same_result() -> None:
    results = RecentResults[list[int]]()
    one, other = [1], [1]
    first = results.get((one,), lambda: [10])
    assert results.get((one,), lambda: [20]) is first
    assert results.get((other,), lambda: [20]) == [20]


def test_only_the_last_few_are_kept() -> None:
    results = RecentResults[int]()
    values = [[number] for number in range(5)]
    for number, value in enumerate(values):
        results.get((value,), partial(int, number))
    assert results.get((values[4],), lambda: 100) == 4
    assert results.get((values[1],), lambda: 100) == 1
    assert results.get((values[0],), lambda: 100) == 100
