"""The sentences of a capacity plan."""

from dataclasses import replace
from fractions import Fraction
from functools import partial

from builders import REVIEWED
from capacity_cases import candidate, day, problem, work

from fivegates.domain.capacity.planning import Choice, Gain, Plan, ReadyOn, Shortfall, Undone
from fivegates.domain.capacity.problem import Limit, LimitKind, Problem, Rate, RateSource, Unplanned
from fivegates.domain.capacity.schedule import Task
from fivegates.domain.capacity.settings import Aim, Dependency, Sharing
from fivegates.domain.language import ENGLISH
from fivegates.domain.verdict.path import Step
from fivegates.domain.wording.capacity import (
    aim_word,
    assumptions,
    effort_text,
    gain_text,
    loose_sentence,
    owner_text,
    plan_finding,
    plan_sentence,
    proof_sentence,
    ready_text,
    sharing_word,
    task_text,
    undone_text,
    unplanned_text,
    value_text,
)

A = candidate("A", work("Ann", 30), value=900)
B = candidate("B", work("", 15), value=None)
LOSS = candidate("L", work("", 15), value=-5)
GIVEN = replace(problem([A, B, LOSS], {"Ann": "3"}), at_least=4)
CHOICE = Choice(frozenset({0}), Fraction(900), Fraction(900), proven=True)
TASK = Task("Ann", ("A",), A.works[0], A.rubric, 30, day(1), day(5), None)


def plan(*ready: ReadyOn, of: Problem = GIVEN, **fields: object) -> Plan:
    """A plan in which these are ready."""
    made = Plan(of, CHOICE, True, ready, (), (), 45, 0)  # noqa: FBT003
    return replace(made, **fields)  # type: ignore[arg-type]


READY = plan(ReadyOn(A, day(5)))


def reported(of: Plan) -> str:
    """Its first sentence."""
    return plan_sentence(of, ENGLISH)


def test_what_can_be_made_ready_and_what_it_is_worth() -> None:
    assert reported(plan(of=problem([], {}))) == "No initiative can be planned until 27 December 2026."
    assert reported(plan()) == "With this capacity no initiative can be made ready by 27 December 2026."
    assert reported(READY) == (
        "1 of 3 initiatives that can be planned can be ready by 27 December 2026, with 4.5 person-days. "
        "The plan is worth €900 a month at target volume. At least 4 were asked for."
    )
    both = reported(plan(ReadyOn(A, day(5)), ReadyOn(B, day(6)), of=problem([A, B], {})))
    assert both.endswith("volume. The value of 1 initiative is not known.")
    assert "worth" not in reported(plan(ReadyOn(B, day(6)), of=problem([B], {})))
    assert plan_finding(plan(), ENGLISH) == "Nothing can be made ready by 27 December 2026"
    assert plan_finding(READY, ENGLISH) == "1 initiative ready by 27 December 2026"


def test_proof_or_bound() -> None:
    assert proof_sentence(READY, ENGLISH).endswith(
        "no other set is better and, to the week, no other order of it."
    )
    assert "A better order was not ruled out" in proof_sentence(plan(order_proven=False), ENGLISH)
    open_ = Choice(frozenset(), Fraction(900), Fraction(909), proven=False)
    assert "may be up to 1.0 % better" in proof_sentence(plan(choice=open_), ENGLISH)


def test_days_and_tasks() -> None:
    assert effort_text(10, ENGLISH) == "1 person-day"
    assert value_text(None, "EUR", ENGLISH) == "–"
    assert ready_text(ReadyOn(A, REVIEWED), ENGLISH) == "12 May 2026"
    kept = replace(A, kept=True)
    assert ready_text(ReadyOn(kept, REVIEWED), ENGLISH) == "kept ready, renewed by 12 May 2026"
    assert (owner_text(TASK, ENGLISH), task_text(TASK, ENGLISH)) == ("Ann", "Do owner")
    shared = replace(TASK, owner="", codes=("A", "B"))
    assert owner_text(shared, ENGLISH) == "unassigned"
    assert task_text(shared, ENGLISH) == "Do owner (once for 2)"


def gain(kind: LimitKind, name: str = "", aim: Aim = Aim.VALUE, **fields: object) -> str:
    """What one more of a limit gives, where no more initiatives are wanted."""
    made = Gain(Limit(kind, name, "B"), True, Fraction(300), ("B",), ("A",), True)  # noqa: FBT003
    return gain_text(replace(made, **fields), plan(of=replace(GIVEN, aim=aim, at_least=0)), ENGLISH)  # type: ignore[arg-type]


def test_what_one_more_of_each_limit_gives() -> None:
    better = ": €300 a month more, with B, without A."
    assert gain(LimitKind.OWNER, "Ann") == f"One more week of Ann (3 person-days){better}"
    assert gain(LimitKind.OWNER, "Ann", steps=2) == f"2 more weeks of Ann (6 person-days){better}"
    assert gain(LimitKind.TOTAL, steps=2) == f"10 more person-days in all{better}"
    assert gain(LimitKind.UNASSIGNED) == (f"One more week for steps that nobody owns (5 person-days){better}")
    assert gain(LimitKind.TOTAL) == f"5 more person-days in all{better}"
    assert gain(LimitKind.UNIT, "North") == f"One more initiative of the business unit North{better}"
    assert gain(LimitKind.DEADLINE, worth=Fraction(0)) == "A deadline one week later: no better plan."
    assert gain(LimitKind.DUE_DATES, eased=False) == f"Without the due dates of steps{better}"
    assert gain(LimitKind.TOTAL, eased=False) == f"Without a limit on the person-days in all{better}"
    assert gain(LimitKind.OWNER, "Ann", eased=False) == f"Without a limit on the time of Ann{better}"
    assert gain(LimitKind.DEPENDENCY, "A", eased=False) == f"If A did not wait for B{better}"
    least = partial(gain, LimitKind.TOTAL, added=(), dropped=(), proven=False, worth=Fraction(1))
    assert least(aim=Aim.INITIATIVES) == (
        "5 more person-days in all: 1 initiative rather than 0. (The time ran out: it may be more.)"
    )
    assert least(aim=Aim.LEAST_COST).startswith("5 more person-days in all: 0.1 person-days fewer.")


def test_why_something_stays_undone() -> None:
    def said(of: Undone, aim: Aim = Aim.VALUE) -> str:
        return undone_text(of, plan(of=replace(GIVEN, aim=aim)), ENGLISH)

    lacks = (
        Shortfall(Limit(LimitKind.OWNER, "Ann"), 25, day(9)),
        Shortfall(Limit(LimitKind.UNASSIGNED), 10, day(9)),
        Shortfall(Limit(LimitKind.TOTAL), 10),
        Shortfall(Limit(LimitKind.UNIT, "North"), 1),
        Shortfall(Limit(LimitKind.DEPENDENCY, "A", "B"), 1),
    )
    assert said(Undone(A, lacks)) == (
        "Ann lacks 2.5 person-days by 8 Dec 2026; nobody has 1 person-day by 8 Dec 2026; "
        "1 person-day too many in all; the business unit North is full; waits for B"
    )
    assert said(Undone(LOSS, lacks)) == "−€5 a month: no gain"
    assert said(Undone(B, ())) == "its value is not known, and nothing planned waits for it"
    assert said(Undone(B, ()), Aim.LEAST_COST) == "not needed for the number asked for"
    assert "the time to find that ran out" in said(Undone(A, ()))
    words = {why: unplanned_text(why, ENGLISH) for why in Unplanned}
    assert words[Unplanned.NO_VALUE] == "its value at target volume is not known"


def test_what_does_not_bind() -> None:
    assert loose_sentence(READY, ENGLISH) == ""
    loose = plan(loose=(Limit(LimitKind.TOTAL), Limit(LimitKind.DEADLINE)))
    assert loose_sentence(loose, ENGLISH) == (
        "More of these changes nothing: the person-days in all and the deadline."
    )
    caps = tuple(Limit(LimitKind.UNIT, name) for name in ("North", "South"))
    one, both = (loose_sentence(plan(loose=(*loose.loose, *given)), ENGLISH) for given in (caps[:1], caps))
    assert "and the cap on the business unit North" in one
    assert "and the caps on 2 business units" in both
    assert "before each was tried" in loose_sentence(replace(loose, all_tried=False), ENGLISH)


def test_what_is_assumed_is_said() -> None:
    full = problem([A, B], {})
    first, second, *_ = assumptions(plan(of=full), ENGLISH)
    assert first == "Of Ann no capacity is stated: 5 days a week each are assumed."
    assert second == ("For steps that nobody owns no capacity is stated: 5 days a week are assumed.")
    spread = replace(full, rates={**full.rates, "": Rate("", Fraction(2), RateSource.SPREAD)})
    assert "draw on the person-days in all" in assumptions(plan(of=spread), ENGLISH)[1]
    stated = replace(full, rates={**full.rates, "": Rate("", Fraction(2), RateSource.STATED)})
    assert not any("nobody owns" in each for each in assumptions(plan(of=stated), ENGLISH))
    late = replace(A.path.steps[0].action, due=day(-3))  # type: ignore[type-var]
    step: Step = replace(A.path.steps[0], action=late)
    path = replace(A.path, steps=(step,), unscored=("owner",), on=day(1))
    more = problem([replace(A, path=path)], {"Ann": "1"}, unknown=(Dependency("A", "X"),), idle=("J. Itoo",))
    assert assumptions(plan(of=more, saved=5), ENGLISH) == [
        "No open step belongs to J. Itoo, so the days a week stated there are not used.",
        "Steps that several initiatives share count once, which saves 0.5 person-days.",
        "1 unanswered criterion is counted as level 0.",
        "1 step is overdue; it is planned by the deadline.",
        "“A after X” is left out: one of the two is not in the portfolio, or archived.",
        "Every gate is open on 27 December 2026: what lapses until then is renewed, and due dates are kept.",
    ]


def test_each_choice_has_a_word_of_its_own() -> None:
    assert len({aim_word(aim, ENGLISH) for aim in Aim}) == len(Aim)
    assert len({sharing_word(each, ENGLISH) for each in Sharing}) == len(Sharing)
