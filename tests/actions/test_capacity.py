"""Capacity plans: exact against brute force, what binds them, and how they follow from a portfolio."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import inf

import pytest
from acting import created
from builders import DUE, REVIEWED, WAIVED, action_for, case, criterion, rubric
from capacity_cases import START, candidate, cost, day, problem, random_problem, subsets, work
from insight_cases import named

from fivegates.actions.capacity import plans, solver
from fivegates.actions.capacity.solver import CancelledError, HighsSolver
from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import undo
from fivegates.actions.initiatives import add_initiative, edit_initiative
from fivegates.actions.names import rename
from fivegates.domain.capacity.candidates import Planned, problem_of
from fivegates.domain.capacity.model import Milp, OrderModel, SetModel, Solved, period_ends
from fivegates.domain.capacity.planning import choose, effort_of, make_plan, shortfalls
from fivegates.domain.capacity.problem import (
    Limit,
    LimitKind,
    Problem,
    RateSource,
    Unplanned,
    without,
    working_day,
    working_days,
)
from fivegates.domain.capacity.settings import (
    Aim,
    CapacitySettings,
    Dependency,
    OwnerCapacity,
    Sharing,
    check_capacity,
    require_capacity,
)
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.initiative import Action, ChangeKind, Initiative, Stage
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case

SOLVER = HighsSolver(inf)
ONE_GATE = rubric(criterion("owner", required=True))


def best_by_brute_force(given: Problem) -> tuple[Fraction, int]:
    """The most worth of any set that can be done, and the fewest tenths of person-days for that."""

    def worth(chosen: tuple[object, ...]) -> Fraction:
        values = [each.value or Fraction(0) for each in given.candidates if each in chosen]
        return sum(values, Fraction(0)) if given.aim is Aim.VALUE else Fraction(len(chosen))

    return min(((-worth(chosen), cost(chosen)) for chosen in subsets(given)), default=(Fraction(0), 0))


@pytest.mark.parametrize("aim", Aim)
def test_no_other_set_is_better_nor_as_good_for_less(aim: Aim) -> None:
    for seed in range(14):
        given = random_problem(seed, 6, aim)
        found = choose(given, SOLVER)
        assert found.proven
        assert found.gap == 0
        worth = Fraction(len(found.chosen)) if aim is Aim.LEAST_COST else found.worth
        assert (-worth, effort_of(given, found.chosen)) == best_by_brute_force(given), seed


def test_a_plan_keeps_every_date_and_waits_for_what_it_must() -> None:
    plans = [(given, make_plan(given, SOLVER)) for given in (random_problem(seed, 6) for seed in range(12))]
    assert sum(len(plan.ready) for _, plan in plans) > len(plans)
    for given, plan in plans:
        ready = {each.candidate.code: each.day for each in plan.ready}
        assert all(each.finish <= (each.due or given.until) for each in plan.tasks)
        assert all(each.start <= each.finish for each in plan.tasks)
        assert all(each <= given.until for each in ready.values())
        assert all(
            ready[code] >= ready[other]
            for code in ready
            for other in given.after.get(code, ())
            if other in ready
        )
        assert sum(each.effort for each in plan.tasks) == plan.effort
        assert plan.order_proven


def test_the_order_is_the_best_of_all_orders() -> None:
    """One owner: the plan's value-weeks are those of the best permutation, worked out week by week."""
    given = problem(
        [
            candidate("A", work("Ann", 90), value=5),
            candidate("B", work("Ann", 40), value=4),
            candidate("C", work("Ann", 20), value=9),
        ],
        {"Ann": "5"},
        days=28,
    )
    plan = make_plan(given, SOLVER)
    assert [each.candidate.code for each in plan.ready] == ["C", "B", "A"]
    assert [each.day for each in plan.ready] == [day(2), day(8), day(19)]


def test_one_more_week_of_an_owner_is_reported_by_what_it_adds() -> None:
    given = problem(
        [candidate(code, work("Ann", 60)) for code in "ABC"], {"Ann": "3"}, days=26, aim=Aim.INITIATIVES
    )
    plan = make_plan(given, SOLVER)
    assert len(plan.ready) == 2
    (undone,) = plan.undone
    (lack,) = undone.lacks
    assert (lack.limit, lack.short, lack.by) == (Limit(LimitKind.OWNER, "Ann"), 60, given.until)
    more, free = plan.gains
    assert (more.limit, more.eased, more.steps, more.worth) == (lack.limit, True, 2, Fraction(1))
    assert (free.limit, free.eased, free.worth) == (lack.limit, False, Fraction(1))
    never = problem([candidate(code, work("Ann", 60)) for code in "ABC"], {"Ann": "0"}, aim=Aim.INITIATIVES)
    assert [(each.steps, each.worth) for each in make_plan(never, SOLVER).gains] == [
        (1, Fraction(0)),
        (1, Fraction(3)),
    ]
    ample = make_plan(replace(given, until=day(33)), SOLVER)
    assert [(int(each.worth), len(each.added)) for each in ample.gains if each.eased] == [(1, 1)]


def test_where_one_more_gives_nothing_as_much_is_reported_as_lets_something_in() -> None:
    pair = [candidate("A", work("", 10)), candidate("B", work("", 90))]
    assert [(each.steps, each.worth) for each in make_plan(problem(pair, {}, total=10), SOLVER).gains] == [
        (2, Fraction(1)),
        (1, Fraction(1)),
    ]
    chain = [
        candidate("A", unit="North"),
        candidate("B", unit="South"),
        *(candidate(code, value=0, unit="North") for code in "CD"),
    ]
    capped = problem(chain, {}, units={"north": 1}, after={"B": ("C", "D")})
    found = make_plan(capped, SOLVER).gains
    unit = [each for each in found if each.limit.kind is LimitKind.UNIT]
    assert [(each.steps, each.worth) for each in unit] == [(1, Fraction(0)), (1, Fraction(1))]


def test_shared_work_counts_once_and_in_parts_by_its_due_dates() -> None:
    given = problem(
        [
            candidate("A", work("Ann", 30, due=9, shared="s")),
            candidate("B", work("Ann", 50, shared="s")),
            candidate("C", work("Ann", 20, shared="s")),
        ],
        {"Ann": "5"},
        days=12,
    )
    plan = make_plan(given, SOLVER)
    assert (plan.effort, plan.saved) == (50, 50)
    assert [(each.codes, each.effort, each.due) for each in plan.tasks] == [
        (("A", "B", "C"), 30, day(9)),
        (("B",), 20, None),
    ]
    assert {each.candidate.code: each.day for each in plan.ready} == {"A": day(3), "C": day(3), "B": day(5)}


def test_caps_dependencies_and_the_total_bind() -> None:
    pair = [candidate("A", work("", 10), unit="North"), candidate("B", work("", 10), unit="north ")]
    capped = make_plan(problem(pair, {}, units={"north": 1}), SOLVER)
    assert [each.limit for each in capped.gains] == [Limit(LimitKind.UNIT, "North")] * 2
    assert [lack.limit.kind for lack in capped.undone[0].lacks] == [LimitKind.UNIT]
    waiting = problem(pair, {}, after={"A": ("B", "GONE")})
    plan = make_plan(waiting, SOLVER)
    assert [each.candidate.code for each in plan.ready] == ["B"]
    assert [(each.limit.kind, each.limit.other) for each in plan.gains] == [(LimitKind.DEPENDENCY, "GONE")]
    tight = make_plan(problem(pair, {}, total=10), SOLVER)
    assert [(each.limit.kind, each.eased) for each in tight.gains] == [
        (LimitKind.TOTAL, True),
        (LimitKind.TOTAL, False),
    ]
    late = make_plan(problem([candidate("A", work("", 40, due=2))], {}), SOLVER)
    assert [each.limit.kind for each in late.gains if not each.eased] == [
        LimitKind.UNASSIGNED,
        LimitKind.DUE_DATES,
    ]


def test_least_cost_makes_as_many_ready_as_asked_for() -> None:
    given = problem(
        [candidate("A", work("", 30)), candidate("B", work("", 10)), candidate("C", work("", 20))],
        {},
        aim=Aim.LEAST_COST,
        at_least=2,
    )
    plan = make_plan(given, SOLVER)
    assert ({each.candidate.code for each in plan.ready}, plan.effort, plan.missed) == ({"B", "C"}, 30, 0)
    assert plan.choice.worth == 30
    short = make_plan(replace(given, at_least=4), SOLVER)
    assert (len(short.ready), short.missed) == (3, 1)
    tight = make_plan(replace(given, at_least=3, total=30), SOLVER)
    assert (len(tight.ready), tight.missed) == (2, 1)
    assert [(each.limit.kind, each.eased, each.worth) for each in tight.gains] == [
        (LimitKind.TOTAL, True, Fraction(1)),
        (LimitKind.TOTAL, False, Fraction(1)),
    ]
    most = make_plan(replace(given, at_least=None, total=30), SOLVER)
    assert (most.gains, most.gained, plan.gained) == (tight.gains, Aim.INITIATIVES, Aim.LEAST_COST)


def unproven(columns: tuple[float, ...] | None, bound: float) -> Callable[[Milp], Solved]:
    """A solver whose time ran out."""
    return lambda milp: Solved(
        columns and (*columns[:1], *[0.0] * (len(milp.upper) - 1)), bound, proven=False
    )


def test_when_time_runs_out_bound_and_gap_are_reported() -> None:
    given = problem([candidate("A", work("", 10), value=3), candidate("B", work("", 10), value=4)], {})
    found = choose(given, unproven((1.0,), 17_500.0))
    assert (found.worth, found.bound, found.proven) == (Fraction(3), Fraction(7), False)
    assert found.gap == Fraction(4, 7)
    nothing = make_plan(given, unproven(None, float("inf")))
    assert not nothing.ready
    assert (nothing.choice.bound, nothing.all_tried) == (Fraction(7), False)
    assert not nothing.order_proven
    assert not nothing.gains
    cheap = choose(replace(given, aim=Aim.LEAST_COST), unproven((1.0,), -5.0))
    assert (cheap.worth, cheap.bound, cheap.proven) == (Fraction(10), Fraction(5), False)


def test_limits_are_not_tried_once_the_time_ran_out() -> None:
    given = problem([candidate("A", work("Ann", 10), value=3)], {}, total=20)
    calls = iter(range(100))
    late = Solved(None, float("inf"), proven=False)
    plan = make_plan(given, lambda milp: SOLVER(milp) if next(calls) < 3 else late, given)
    assert ([each.candidate.code for each in plan.ready], plan.order_proven) == (["A"], True)
    assert (plan.gains, plan.loose, plan.all_tried) == ((), (), False)


def test_a_set_stays_where_no_cheaper_one_was_looked_for_to_the_end() -> None:
    given = problem([candidate("A", work("", 10), value=3)], {})
    answers = iter([Solved((1.0,), 10_000.0, proven=True), Solved(None, 0.0, proven=False)])
    found = choose(given, lambda _: next(answers))
    assert (found.chosen, found.proven) == (frozenset({0}), True)


def test_a_set_that_breaks_a_limit_is_never_reported() -> None:
    given = problem([candidate("A", work("", 10_000))], {})
    with pytest.raises(ArithmeticError, match="breaks"):
        choose(given, unproven((1.0,), 1.0))


def test_an_order_without_a_solution_is_by_the_deadline() -> None:
    given = problem([candidate("A", work("", 10))], {})
    model = OrderModel(given, given.candidates, [Fraction(1)])
    assert model.ready_by(Solved(None, 0.0, proven=False)) == [given.until]


def test_a_long_plan_has_no_more_than_sixty_periods() -> None:
    ends = period_ends(problem([], {}, days=3_000))
    assert len(ends) <= 60
    assert ends[-1] == day(3_000)


def test_without_candidates_there_is_nothing_to_solve() -> None:
    plan = make_plan(problem([], {}), SOLVER)
    assert not plan.ready
    assert plan.choice.worth == plan.choice.gap == 0
    assert SetModel(problem([], {})).milp.upper == []


def test_working_days_are_counted_and_found() -> None:
    for first in (START, START + timedelta(days=5), START + timedelta(days=6)):
        listed = [first + timedelta(days=n) for n in range(30)]
        working = [each for each in listed if each.weekday() < 5]
        assert [working_day(first, n + 1) for n in range(20)] == working[:20]
        assert [working_days(first, each) for each in listed] == [
            sum(other <= each for other in working) for each in listed
        ]


def test_the_solver_is_silent_and_can_be_cancelled(capfd: pytest.CaptureFixture[str]) -> None:
    asked = iter([False, True])
    cancelled = HighsSolver(5, lambda: next(asked, True))
    given = random_problem(1)
    with pytest.raises(CancelledError):
        make_plan(given, cancelled)
    with pytest.raises(CancelledError):
        cancelled(Milp())
    make_plan(given, SOLVER)
    assert capfd.readouterr() == ("", "")
    event = _Event()
    cancelled._ask(event)  # type: ignore[arg-type]
    HighsSolver()._ask(event)  # type: ignore[arg-type]
    assert event.asked == 1
    assert not solver.never()
    late = HighsSolver(0)(SetModel(given).milp)
    assert (late.columns, late.proven) == (None, False)


class _Event:
    """What HiGHS asks with."""

    asked = 0

    def interrupt(self) -> None:
        """Count."""
        self.asked += 1


# From the records of a portfolio


def planned(name: str, judged: Case | None = None, *, value: int | None = 1, **fields: object) -> Planned:
    """An initiative whose one gate needs its owner settled: 4 person-days from level 2, unless `judged`."""
    found = judged or case(ONE_GATE, {"owner": 2})
    return Planned(named(name, **fields), found, None if value is None else Fraction(value))


def settings(**fields: object) -> CapacitySettings:
    """120 person-days within 60 days of the review."""
    given = CapacitySettings(total=Decimal(120), until=REVIEWED + timedelta(days=60))
    return replace(given, **fields)  # type: ignore[arg-type]


def test_an_initiative_takes_its_shortest_path_to_the_deadline() -> None:
    made = problem_of([planned("A")], settings(), "EUR", REVIEWED)
    (each,) = made.candidates
    assert (each.effort, each.kept, each.works[0].owner) == (40, False, "")
    assert made.rates[""].source is RateSource.SPREAD
    assert [limit.kind for limit in made.limits] == [LimitKind.TOTAL]


def test_what_is_ready_takes_part_with_the_proofs_that_lapse_until_the_deadline() -> None:
    ready = planned("A", case(ONE_GATE, {"owner": 4}))
    soon = problem_of([ready], settings(), "EUR", REVIEWED)
    assert ([each.code for each in soon.ready], soon.candidates) == (["A"], ())
    far = settings(until=REVIEWED + timedelta(days=200))
    (each,) = problem_of([ready], far, "EUR", REVIEWED).candidates
    assert each.kept
    assert (each.effort, each.works[0].proof_from) == (5, REVIEWED + timedelta(days=20))
    plan = make_plan(problem_of([ready], far, "EUR", REVIEWED), SOLVER)
    assert plan.ready[0].day >= REVIEWED + timedelta(days=20)


def test_a_proof_that_a_due_date_makes_too_early_is_renewed_once_more() -> None:
    action = Action("owner", "Settle it", 3, "J. Ito", REVIEWED + timedelta(days=5), Decimal(2))
    judged = case(ONE_GATE, {"owner": 2}, actions=[action])
    far = settings(until=REVIEWED + timedelta(days=200))
    first, again = problem_of([planned("A", judged)], far, "EUR", REVIEWED).candidates[0].works
    assert (first.effort, first.due, first.proof_from) == (20, action.due, None)
    assert (again.effort, again.due, again.proof_from) == (5, None, REVIEWED + timedelta(days=20))
    assert again.shared[-1] == "again"
    alone = problem_of([planned("A", judged)], replace(far, sharing=Sharing.NOTHING), "EUR", REVIEWED)
    assert [each.shared for each in alone.candidates[0].works] == [(), ()]


def test_due_dates_within_the_plan_are_kept_and_people_found_in_any_writing() -> None:
    judged = case(ONE_GATE, {"owner": 2}, actions=[replace(action_for("owner"), owner=" J.  ITO ")])
    given = settings(total=None, owners=(OwnerCapacity("j. ito", Decimal(3)),))
    made = problem_of([planned("A", judged)], given, "EUR", REVIEWED)
    assert (made.candidates[0].works[0].due, made.idle) == (DUE, ())
    assert made.rates["j. ito"].days == 3
    assert made.rates[""].source is RateSource.FULL_WEEK
    assert [limit.kind for limit in made.limits] == [LimitKind.OWNER, LimitKind.DUE_DATES]
    other = problem_of([planned("A", judged)], settings(unassigned=Decimal(2)), "EUR", REVIEWED)
    typo = problem_of(
        [planned("A", judged)],
        replace(given, owners=(OwnerCapacity(" J. Itoo", Decimal(3)),)),
        "EUR",
        REVIEWED,
    )
    assert typo.idle == ("J. Itoo",)
    assert (other.rates["j. ito"].source, other.rates[""].days) == (RateSource.FULL_WEEK, Fraction(2))


def test_what_cannot_be_planned_is_distinguished() -> None:
    found = [
        Planned(named("New"), None, None),
        planned("Old", stage=Stage.RETIRED),
        planned("Gone", archived=True),
        planned("Mute", value=None),
        planned("A"),
    ]
    made = problem_of(found, settings(per_unit=1), "EUR", REVIEWED)
    assert {each.code: why for each, why in made.apart} == {
        "NEW": Unplanned.NOT_REVIEWED,
        "OLD": Unplanned.RETIRED,
        "MUTE": Unplanned.NO_VALUE,
    }
    assert made.units == {}
    needed = problem_of(found, settings(after=(Dependency("a", "mute"),)), "EUR", REVIEWED)
    excluded = problem_of(found, settings(after=(Dependency("mute", "a"),)), "EUR", REVIEWED)
    assert [each.candidate.code for each in make_plan(excluded, SOLVER).ready] == ["A"]
    assert [each.code for each in needed.candidates] == ["A", "MUTE"]
    plan = make_plan(needed, SOLVER)
    assert ([each.code for each in plan.unknown_value], plan.value) == (["MUTE"], Fraction(1))
    counted = problem_of(found, settings(aim=Aim.INITIATIVES), "EUR", REVIEWED)
    assert [each.code for each in counted.candidates] == ["A", "MUTE"]


def test_a_gate_in_which_nothing_applies_has_no_way() -> None:
    judged = case(ONE_GATE, {"owner": WAIVED})
    made = problem_of([planned("A", judged)], settings(), "EUR", REVIEWED)
    assert [why for _, why in made.apart] == [Unplanned.NO_WAY]


def test_dependencies_follow_what_is_ready_and_what_is_gone() -> None:
    found = [planned("A"), planned("B", case(ONE_GATE, {"owner": 4})), planned("C", stage=Stage.RETIRED)]
    after = (Dependency("A", "B"), Dependency("A", "C"), Dependency("A", "X"), Dependency("B", "A"))
    made = problem_of(found, settings(after=after), "EUR", REVIEWED)
    assert made.after == {"A": ("C",)}
    assert made.unknown == (Dependency("A", "X"),)
    assert make_plan(made, SOLVER).ready == ()


def test_steps_are_shared_by_action_and_where_asked_by_cause() -> None:
    used = rubric(replace(criterion("owner", required=True), voided_by=(ChangeKind.MODEL, ChangeKind.TERMS)))
    judged = case(used, {"owner": 2})
    pair = [planned(name, judged, providers=("Ostmere",), models=("Large 5",)) for name in ("A", "B")]
    plain = [planned("C", judged), planned("D", judged)]
    effort = {
        sharing: make_plan(
            problem_of([*pair, *plain], settings(sharing=sharing), "EUR", REVIEWED), SOLVER
        ).effort
        for sharing in Sharing
    }
    assert effort == {Sharing.ACTIONS: 160, Sharing.CAUSES: 120, Sharing.NOTHING: 160}
    acted = case(ONE_GATE, {"owner": 2}, actions=[action_for("owner")])
    found = [planned(name, acted) for name in "AB"]
    made = make_plan(problem_of(found, settings(), "EUR", REVIEWED), SOLVER)
    assert (made.saved, [each.codes for each in made.tasks]) == (made.effort, [("A", "B")])
    apart = [replace(each, source=number) for number, each in enumerate(found, 1)]
    made = make_plan(problem_of(apart, settings(), "EUR", REVIEWED), SOLVER)
    assert (made.saved, [each.codes for each in made.tasks]) == (0, [("A",), ("B",)])


def test_a_cause_is_the_same_provider_or_the_same_model() -> None:
    for kind, other in ((ChangeKind.PROVIDER, "models"), (ChangeKind.MODEL, "providers")):
        judged = case(rubric(replace(criterion("owner", required=True), voided_by=(kind,))), {"owner": 2})
        found = [
            planned("A", judged, providers=("Ostmere",), models=("Large 5",)),
            planned("B", judged, **{"providers": ("Ostmere",), "models": ("Large 5",), other: ("Another",)}),  # type: ignore[arg-type]
            planned("C", judged, providers=("Third",), models=("Third",)),
        ]
        given = settings(sharing=Sharing.CAUSES)
        assert make_plan(problem_of(found, given, "EUR", REVIEWED), SOLVER).saved == 40


def test_without_the_total_the_pool_that_it_feeds_has_no_limit_either() -> None:
    made = problem_of([planned("A")], settings(total=Decimal(1)), "EUR", REVIEWED)
    plan = make_plan(made, SOLVER)
    assert [(each.limit.kind, each.eased, each.worth) for each in plan.gains] == [
        (LimitKind.TOTAL, True, Fraction(1)),
        (LimitKind.TOTAL, False, Fraction(1)),
    ]
    assert [each.limit.kind for each in shortfalls(made, frozenset({0}))] == [LimitKind.TOTAL]
    assert without(made, Limit(LimitKind.DEADLINE)).keeps_due_dates is False


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (CapacitySettings(total=Decimal(1)), "needs a deadline"),
        (CapacitySettings(total=Decimal(1), until=date(2026, 1, 1)), "1 January 2026, is past"),
        (CapacitySettings(until=DUE), "needs a capacity"),
        (CapacitySettings(total=Decimal(0), until=DUE), "is 0 person-days"),
        (CapacitySettings(until=DUE, owners=(OwnerCapacity("A", Decimal(0)),)), "is 0 person-days"),
    ],
)
def test_a_plan_without_a_capacity_or_a_deadline_is_refused(given: CapacitySettings, expected: str) -> None:
    with pytest.raises(UserError) as refused:
        require_capacity(given, REVIEWED)
    assert expected in refused.value.text(ENGLISH)


def test_settings_are_checked() -> None:
    twice = CapacitySettings(
        total=Decimal("0.55"),
        owners=(
            OwnerCapacity("A", Decimal(1)),
            OwnerCapacity(" a", Decimal(2)),
            OwnerCapacity("", Decimal(1)),
        ),
        after=(
            *(Dependency("A", "B"), Dependency("A", "D"), Dependency("B", "C"), Dependency("D", "C")),
            *(Dependency("c", "a"), Dependency("c", "a")),
        ),
    )
    assert [each.place for each in check_capacity(twice)] == [
        "total",
        "owners[2].name",
        "owners[1]",
        "after[5]",
        "after[4]",
    ]


# Kept in the portfolio


@pytest.fixture
def two(opened: OpenPortfolio) -> OpenPortfolio:
    """A portfolio of two initiatives that are not reviewed."""
    for code in ("A", "B"):
        created(add_initiative(opened, Initiative(code, code)))
    return opened


def test_settings_are_kept_undone_and_follow_names_and_codes(two: OpenPortfolio) -> None:
    given = settings(owners=(OwnerCapacity("J. Ito", Decimal(3)),), after=(Dependency("A", "B"),))
    assert plans.plan_with(two, given).settings
    assert plans.capacity_settings(two) == given
    changes = rename(two, "j. ito", "Jun Ito")
    assert changes.settings
    assert plans.capacity_settings(two).owners[0].name == "Jun Ito"
    edit_initiative(two, Initiative("A2", "A", id=1))
    edit_initiative(two, Initiative("B2", "B", id=2))
    assert plans.capacity_settings(two).after == (Dependency("A2", "B2"),)
    for _ in range(4):
        undo(two)
    assert plans.capacity_settings(two) == CapacitySettings()
    plans.save_plan_settings(two, given)
    plans.save_plan_settings(two, CapacitySettings())
    assert plans.capacity_settings(two) == CapacitySettings()


def test_a_dependency_on_no_initiative_is_refused(two: OpenPortfolio) -> None:
    with pytest.raises(UserError, match="No initiative has the code"):
        plans.save_plan_settings(two, settings(after=(Dependency("A", "X"),)))
    with pytest.raises(DataError):
        plans.save_plan_settings(two, settings(total=Decimal(-1)))


def test_a_plan_of_unreviewed_initiatives_says_so(two: OpenPortfolio) -> None:
    edit_initiative(two, Initiative("B", "B", archived=True, id=2))
    plan = plans.make_capacity_plan(two, settings(), REVIEWED, SOLVER)
    assert [why for _, why in plan.problem.apart] == [Unplanned.NOT_REVIEWED]
