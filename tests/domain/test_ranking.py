"""Which first: the rule ground by ground, ties as ties, and the single moves that would change it."""

from dataclasses import replace

import pytest
from builders import WAIVED
from comparing import bringing, levels, promised, side
from hypothesis import given
from hypothesis import strategies as st
from strategies import cases

from fivegates.domain.comparison.comparison import Side
from fivegates.domain.comparison.ranking import Entrant, Ground, Ranking, Swap, ahead, rank
from fivegates.domain.review.review import Case, Score
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.verdict.verdict import judge


def ranked(*sides: Side) -> Ranking:
    return rank([Entrant.of(each.assessment, each.prospect) for each in sides])


READY = side("READY", levels(4, 4, 4))
CONDITIONAL = promised("COND", 3, 2, 2)
CLOSED = side("CLOSED", levels(1, 4, 4))
INCOMPLETE = side("PART", levels(4, 4, None))
NEW = side("NEW", None)


def test_the_verdict_comes_before_everything_else() -> None:
    poorest = side("READY", levels(3, 3, 3), result=-100)
    richest = side("CLOSED", levels(1, 4, 4), result=10_000)
    found = ranked(richest, poorest)
    assert (found.first, found.places, found.order) == ((1,), (2, 1), (1, 0))
    assert found.ground is Ground.VERDICT


def test_every_verdict_has_its_place_and_what_is_not_known_comes_last() -> None:
    assert ranked(NEW, INCOMPLETE, CLOSED, CONDITIONAL).order == (3, 2, 1, 0)
    assert ranked(CLOSED, READY, CONDITIONAL, NEW).order == (1, 2, 0, 3)


def test_the_same_verdict_is_parted_by_the_weakest_gate() -> None:
    found = ranked(side("A", levels(3, 3, 3)), side("B", levels(3, 4, 4)))
    assert (found.first, found.ground) == ((1,), Ground.READINESS)


def test_a_readiness_that_only_rounding_makes_equal_still_parts_them() -> None:
    # The weakest gate: (2·4 + 4) and (2·4 + 3) of 12.
    found = ranked(side("A", levels(4, 3, 4)), side("B", levels(4, 4, 4)))
    assert found.ground is Ground.READINESS


def test_then_by_person_days_to_ready() -> None:
    # Both closed at 25 percent in trust; A has the whole of value to raise besides.
    far, near = side("A", levels(2, 2, 1)), side("B", levels(3, 3, 1))
    found = ranked(far, near)
    assert (found.first, found.ground) == ((1,), Ground.EFFORT)


def test_then_by_what_a_month_at_target_volume_brings() -> None:
    found = ranked(side("A", levels(), result=100), side("B", levels(), result=101))
    assert (found.first, found.ground) == ((1,), Ground.RESULT)


def test_a_known_result_comes_before_one_that_is_not_known() -> None:
    found = ranked(side("A", levels(), result=None), side("B", levels(), result=-5))
    assert (found.first, found.ground) == ((1,), Ground.RESULT)


def test_those_level_on_every_ground_share_their_place_and_nothing_is_made_of_it() -> None:
    found = ranked(side("A", levels(1)), side("B", levels()), side("C", levels()))
    assert found.places == (3, 1, 1)
    assert found.first == (1, 2)
    assert (found.ground, found.against, found.swaps) == (None, (), ())


@pytest.mark.parametrize("last", [NEW, INCOMPLETE])
def test_without_a_verdict_none_is_first(last: Side) -> None:
    assert ranked(INCOMPLETE, last).first == ()
    assert ranked(NEW, NEW).first == ()


def test_an_initiative_that_no_step_can_open_comes_after_those_that_can() -> None:
    # Trust does not apply at all; both gates of value are closed, and no gate has a readiness.
    stuck = side("A", levels(1, 4, WAIVED))
    way = side("B", levels(1, 4, None))
    found = ranked(stuck, way)
    assert (found.first, found.ground) == ((1,), Ground.EFFORT)


def test_what_speaks_for_the_second_is_reported_by_ground() -> None:
    # Conditional at 50 percent beats closed at 67; the closed one is nearer to ready and earns more.
    first = promised("A", 3, 2, 2, result=10)
    second = side("B", levels(2, 4, 4), result=20)
    found = ranked(first, second)
    assert found.ground is Ground.VERDICT
    assert found.against == (Ground.READINESS, Ground.EFFORT, Ground.RESULT)


def test_a_lead_of_more_than_a_level_is_firm() -> None:
    assert ranked(side("A", levels(4, 4, 4)), side("B", levels(1, 1, 1))).swaps == ()


def test_a_narrow_lead_hangs_on_single_moves_of_either() -> None:
    lead = ranked(side("A", levels(3, 4, 4)), side("B", levels(3, 3, 4)))
    assert lead.first == (0,)
    assert Swap(0, "must", 3, 2, 1) in lead.swaps
    assert Swap(1, "must", 3, 4, 1) in lead.swaps
    assert lead.swaps[0].mover == 0


def test_a_move_that_only_makes_them_level_swaps_nothing() -> None:
    lead = ranked(side("A", levels(3, 4, 3)), side("B", levels(3, 3, 3)))
    assert not [swap for swap in lead.swaps if swap.criterion == "may" and swap.mover == 0]


def test_the_third_may_be_the_one_that_would_come_first() -> None:
    third = side("C", levels(2, 4, 4))
    found = ranked(side("A", levels(3, 3, 3)), side("B", levels(1, 1, 1)), third)
    assert {swap.winner for swap in found.swaps if swap.mover == 0} == {2}
    assert Swap(2, "must", 2, 3, 2) in found.swaps


def test_the_unreviewed_moves_nothing() -> None:
    found = ranked(side("A", levels(4, 4, 4)), NEW)
    assert found.first == (0,)
    assert found.swaps == ()


entrants = st.builds(
    lambda judged, result: Entrant(judged, judge(judged), bringing(result)),
    cases(),
    st.sampled_from([None, -10, 0, 10]),
)


@given(st.lists(entrants, min_size=2, max_size=4))
def test_places_are_an_order_whatever_is_ranked(found: list[Entrant]) -> None:
    ranking = rank(found)
    assert sorted(ranking.order) == list(range(len(found)))
    assert [ranking.places[index] for index in ranking.order] == sorted(ranking.places)
    for one, other in zip(ranking.order, ranking.order[1:], strict=False):
        assert not ahead(found[other], found[one])
        assert ahead(found[one], found[other]) is (ranking.places[one] < ranking.places[other])


@given(cases(), cases())
def test_the_swaps_are_those_that_judging_the_changed_review_finds(one: Case, other: Case) -> None:
    pair = [Entrant.of(assess(each), bringing(0)) for each in (one, other)]
    ranking = rank(pair)
    if len(ranking.first) != 1:
        assert ranking.swaps == ()
        return
    found = {(swap.mover, swap.criterion, swap.to_level) for swap in ranking.swaps}
    assert found == set(_swaps_by_judging_anew(pair, ranking.first[0]))


def _swaps_by_judging_anew(pair: list[Entrant], best: int) -> list[tuple[int, str, int]]:
    found = []
    for mover, entrant in enumerate(pair):
        assert entrant.case is not None
        for asked in entrant.case.rubric.criteria:
            score = entrant.case.review.scores.get(asked.id, Score(asked.id))
            near = set() if score.level is None else {score.level - 1, score.level + 1}
            for level in sorted({0, 1, 2, 3, 4} & near):
                moved = _claiming(entrant.case, asked.id, level)
                changed = list(pair)
                changed[mover] = Entrant(moved, judge(moved), entrant.prospect)
                if ahead(changed[1 - best], changed[best]):
                    found.append((mover, asked.id, level))
    return found


def _claiming(judged: Case, criterion_id: str, level: int) -> Case:
    changed = {**judged.review.scores, criterion_id: Score(criterion_id, level)}
    return replace(judged, review=replace(judged.review, scores=changed))
