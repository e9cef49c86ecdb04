"""Krippendorff's alpha for ordinal data: worked by hand, held against another program; its interval."""

import random
from fractions import Fraction

import krippendorff
import pytest

from fivegates.domain.panel import agreement
from fivegates.domain.panel.agreement import DRAWS, Undefined, agreement_of, alpha_of

Ballots = list[list[int | None]]


def units_of(ballots: Ballots) -> list[list[int]]:
    """The levels of each criterion, of those with two or more."""
    units = [[level for level in given if level is not None] for given in zip(*ballots, strict=True)]
    return [levels for levels in units if len(levels) > 1]


def test_alpha_of_two_units_worked_by_hand() -> None:
    # Levels 0, 0 and 0, 1: n = 4, n0 = 3, n1 = 1; the squared distance of 0 and 1 is (4 - 2)² = 4.
    # Observed 1 · 4 / 1 = 4, expected 3 · 1 · 4 = 12: alpha = 1 - 3 · 4 / 12.
    assert alpha_of([[0, 0], [0, 1]]) == 0


def test_full_agreement_on_several_levels_is_one() -> None:
    assert alpha_of([[0, 0, 0], [4, 4, 4]]) == 1


def test_a_wider_gap_counts_for_more() -> None:
    near, far = alpha_of([[0, 0], [1, 1], [2, 2], [2, 3]]), alpha_of([[0, 0], [1, 1], [2, 2], [0, 3]])
    assert isinstance(near, Fraction)
    assert isinstance(far, Fraction)
    assert near > far


@pytest.mark.parametrize("seed", range(12))
def test_alpha_is_that_of_another_implementation(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    ballots: Ballots = [
        [chance.choice([None, 0, 1, 2, 3, 4, 4]) for _ in range(chance.randint(4, 22))] for _ in range(1)
    ]
    count = len(ballots[0])
    ballots += [
        [chance.choice([level, level, chance.choice([None, 0, 1, 2, 3, 4])]) for level in ballots[0]]
        for _ in range(chance.randint(1, 4))
    ]
    table = [[float("nan") if level is None else float(level) for level in ballot] for ballot in ballots]
    assert all(len(ballot) == count for ballot in ballots)
    ours = alpha_of(units_of(ballots))
    assert isinstance(ours, Fraction)
    theirs = krippendorff.alpha(
        reliability_data=table, value_domain=[0.0, 1.0, 2.0, 3.0, 4.0], level_of_measurement="ordinal"
    )
    assert float(ours) == pytest.approx(theirs, abs=1e-12)


def test_without_two_levels_of_a_criterion_it_is_undefined() -> None:
    assert agreement_of([[3], [2], []]).alpha is Undefined.NO_PAIRS


def test_without_variation_it_is_undefined() -> None:
    found = agreement_of([[3, 3], [3, 3, 3]])
    assert (found.alpha, found.units, found.low) == (Undefined.NO_VARIATION, 2, None)


def test_the_interval_holds_alpha_and_is_the_same_each_time() -> None:
    units = [[3, 3, 2], [1, 1, 1], [4, 3, 4], [0, 1, 0], [2, 2, 2], [3, 4, 4], [1, 2, 1], [0, 0, 0]]
    found = agreement_of(units)
    assert found == agreement_of(units)
    assert isinstance(found.alpha, Fraction)
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.alpha < found.high <= 1
    assert (found.low * 100).denominator == 1


def test_draws_without_variation_are_counted_apart() -> None:
    found = agreement_of([[3, 3], [3, 3], [3, 3], [2, 3]])
    assert 0 < found.undefined < DRAWS
    # The one criterion that differs is in none of four draws with probability (3/4)⁴ = 0.316.
    assert abs(Fraction(found.undefined, DRAWS) - Fraction(81, 256)) < Fraction(4, 100)


def test_bootstrap_draws_give_what_alpha_of_gives() -> None:
    # Of a single criterion every draw is the same.
    found = agreement_of([[1, 3, 3]])
    assert found.alpha == alpha_of([[1, 3, 3]]) == 0
    assert found.low == found.high == 0


def test_without_any_draw_that_has_an_alpha_there_is_no_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "_drawn", lambda _: [])
    found = agreement_of([[1, 3, 3]])
    assert (found.low, found.undefined) == (None, DRAWS)
