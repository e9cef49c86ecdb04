"""Packs: what they add to a base, what is refused, and what a verdict makes of them.

`strategies.any_rubric` draws composed rubrics too, so the rules' own properties are tested with packs there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from builders import (
    LATER,
    Answer,
    case,
    criterion,
    fresh_evidence,
    initiative,
    pack,
    pack_head,
    rubric,
    two_gates,
)
from examples import times
from hypothesis import given
from hypothesis import strategies as st
from strategies import cases, packs_for, rubrics

from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.review.fingerprint import rubric_digest
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.checks import rubric_problems
from fivegates.domain.rubric.packs import Pack, compose, pack_problems, parts_of, without_pack
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.rubric.serialisation import (
    pack_from_plain,
    pack_to_plain,
    rubric_from_plain,
    rubric_to_plain,
)
from fivegates.domain.trend.bridge import Cause, CriterionMove, bridge_between
from fivegates.domain.trend.rubric_change import rubric_change
from fivegates.domain.trend.trend import restated, trend_of
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording.rubrics import change_sentences, restated_text, rubric_name, rubric_reference

BASE = two_gates()
AGENTS = pack("agents", criterion("stop", "trust", required=True), criterion("cap"))
ENDING = pack("ending", criterion("plan", "end"), gates=["end"])


@st.composite
def bases_with_packs(draw: st.DrawFn) -> tuple[Rubric, tuple[Pack, ...]]:
    """A small base and packs for it."""
    base = draw(rubrics(most_gates=2, most_criteria=2))
    return base, draw(packs_for(base))


parts = bases_with_packs()


def reported(error: UserError) -> list[str]:
    """Every problem of a refusal."""
    assert isinstance(error, DataError)
    return [problem.text(ENGLISH) for problem in error.problems]


def refused(*added: Pack, to: Rubric = BASE) -> list[str]:
    with pytest.raises(DataError) as caught:
        compose(to, added, "mine.toml")
    assert str(caught.value).startswith("mine.toml: ")
    return reported(caught.value)


def test_a_pack_adds_to_gates_and_brings_gates() -> None:
    both = compose(BASE, [ENDING, AGENTS])
    assert [each.id for each in both.criteria] == ["owner", "funding", "cap", "test", "bias", "stop", "plan"]
    assert [gate.id for gate in both.gates] == ["value", "trust", "end"]
    assert (both.id, both.version) == ("small", "1.0 + agents 1.0 + ending 1.0")
    assert both.criterion("stop").pack == "agents"
    assert both.gate("end").pack == "ending"
    assert both.thresholds == BASE.thresholds


@times(0.4)
@given(parts)
def test_a_composition_is_sound_keeps_the_base_and_comes_apart_again(
    given_parts: tuple[Rubric, tuple[Pack, ...]],
) -> None:
    base, packs = given_parts
    composed = compose(base, packs)
    assert rubric_problems(composed) == ()
    assert [each for each in composed.criteria if not each.pack] == list(base.criteria)
    assert parts_of(composed) == (base, tuple(in_gates_of(composed, each) for each in packs))
    assert {compose(base, each) for each in permutations(packs)} == {composed}
    assert compose(compose(base, packs[1:]), packs[:1]) == composed
    for added in packs:
        rest = [each for each in packs if each is not added]
        assert without_pack(composed, added.head.id) == compose(base, rest)


def in_gates_of(composed: Rubric, added: Pack) -> Pack:
    """A pack with its criteria in the order of the rubric's gates."""
    order = [gate.id for gate in composed.gates]
    return replace(added, criteria=tuple(sorted(added.criteria, key=lambda each: order.index(each.gate))))


@times(0.4)
@given(parts)
def test_packs_and_compositions_are_written_and_read_back(
    given_parts: tuple[Rubric, tuple[Pack, ...]],
) -> None:
    base, packs = given_parts
    composed = compose(base, packs)
    assert rubric_from_plain(rubric_to_plain(composed), "x") == composed
    assert [pack_from_plain(pack_to_plain(each), "x") for each in packs] == list(packs)


def test_a_rubric_without_packs_is_written_as_before_there_were_any() -> None:
    """What reviews were sealed with stays the same byte for byte."""
    plain = rubric_to_plain(BASE)
    assert set(plain) == {"id", "version", "name", "credit", "level_names", "thresholds", "gate", "criterion"}
    assert rubric_digest(BASE) != rubric_digest(compose(BASE, [AGENTS]))


# What is refused


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        (pack("x", criterion("owner")), 'criterion "owner", key "id": “owner” is in “Small rubric” already.'),
        (
            pack("x", criterion("a", "valeu")),
            'criterion "a", key "gate": “valeu” is not known here; did you mean “value”?',
        ),
        (
            pack("x", criterion("a", "trust"), gates=["trust"]),
            'gate "trust", key "id": “trust” is in “Small rubric” already.',
        ),
        (
            replace(AGENTS, head=replace(AGENTS.head, base_versions=("3.0", "4.0"))),
            'key "base_versions": This pack is for version 3.0, 4.0 of “small”, but this is version 1.0.',
        ),
        (
            replace(AGENTS, head=replace(AGENTS.head, base="large")),
            'key "base": is “large”, but this rubric is “small”.',
        ),
    ],
)
def test_a_pack_that_clashes_with_the_base_is_refused(added: Pack, expected: str) -> None:
    assert expected in refused(added)


def test_packs_that_clash_with_each_other_are_refused() -> None:
    again = pack("agents", criterion("other"))
    assert refused(AGENTS, again) == ['key "id": “agents” is there already, in version 1.0.']
    same_key = pack("others", criterion("cap", "trust"))
    assert refused(AGENTS, same_key) == ['criterion "cap", key "id": “cap” is in “Pack agents” already.']
    gate_of_another = pack("late", criterion("late", "end"))
    assert refused(ENDING, gate_of_another) == [
        'criterion "late", key "gate": “end” is not known here; it can be value, trust.'
    ]


def test_too_much_for_one_rubric_is_refused() -> None:
    long = pack("x" * 64, criterion("a"))
    longer = replace(long, head=replace(long.head, version="9" * 60))
    assert refused(longer) == ['key "version": has 131 characters; 120 is the most.']


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"criteria": ()}, 'key "criterion": There is none; a pack needs one at least.'),
        ({"criteria": (replace(AGENTS.criteria[0], validity_days=0),)}, "could never pass"),
        ({"criteria": (criterion("a"), criterion("a"))}, 'criterion 2, key "id": “a” is already the id'),
        ({"criteria": (replace(criterion("a"), pack="agents"),)}, 'key "pack": “agents” is not known here.'),
        ({"gates": ENDING.gates}, 'gate "end": has no criterion, so nothing could open it.'),
        ({"head": replace(AGENTS.head, base_versions=())}, "names no version, so it could be added to no"),
        ({"head": replace(AGENTS.head, base_versions=("",))}, 'key "base_versions": is empty.'),
        ({"head": replace(AGENTS.head, source=" ")}, 'key "source": is empty.'),
        ({"head": replace(AGENTS.head, summary="")}, 'key "summary": is empty.'),
        ({"head": replace(AGENTS.head, dated=date(1999, 12, 31))}, "is not a day from 2000 to 2100."),
        ({"head": replace(AGENTS.head, id="Agents")}, 'key "id": “Agents” cannot be an id'),
        ({"head": replace(AGENTS.head, base="")}, 'key "base": “” cannot be an id'),
    ],
)
def test_a_pack_that_is_faulty_by_itself_is_refused(changed: Mapping[str, Any], expected: str) -> None:
    found = [problem.text(ENGLISH) for problem in pack_problems(replace(AGENTS, **changed))]
    assert any(expected in each for each in found), found


def test_a_pack_is_a_table_with_a_day() -> None:
    with pytest.raises(DataError, match="A pack is a table"):
        pack_from_plain([], "x")
    plain = pack_to_plain(AGENTS)
    assert plain["dated"] == "2026-11-30"
    assert pack_from_plain({**plain, "dated": date(2026, 11, 30)}, "x") == AGENTS
    for text in ("soon", "20261130"):
        with pytest.raises(DataError, match=f"must be a day such as 2026-11-30, not “{text}”"):
            pack_from_plain({**plain, "dated": text}, "x")
    with pytest.raises(DataError, match="“thresholds” is not known here"):
        pack_from_plain({**plain, "thresholds": {"open_score": 10}}, "x")


def altered(**changes: object) -> list[str]:
    """What is found in a composition that somebody has edited."""
    composed = replace(compose(BASE, [AGENTS, ENDING]), **changes)  # type: ignore[arg-type]
    return [problem.text(ENGLISH) for problem in rubric_problems(composed)]


def test_a_composition_that_was_edited_is_refused() -> None:
    both = compose(BASE, [AGENTS, ENDING])
    assert altered(dated=date(1999, 1, 1)) == ['key "dated": is not a day from 2000 to 2100.']
    unnamed = 'key "version": must be that of the base and end with “+ agents 1.0 + ending 1.0”.'
    assert altered(version="1.0") == [unnamed]
    assert altered(version=" + agents 1.0 + ending 1.0")[-1] == unnamed
    other = "This pack is for version 1.0 of “small”, but this is version 2.0."
    assert altered(version="2.0 + agents 1.0 + ending 1.0") == [
        f'pack "{each}", key "base_versions": {other}' for each in ("agents", "ending")
    ]
    assert altered(id="large")[0] == 'pack "agents", key "base": is “small”, but this rubric is “large”.'
    assert altered(packs=both.packs[::-1], version="1.0 + ending 1.0 + agents 1.0") == [
        'key "pack": The packs are not in the order of their ids.'
    ]
    strangers = tuple(replace(each, pack=each.pack and "agent") for each in both.criteria)
    assert altered(criteria=strangers)[0] == (
        'criterion "cap", key "pack": “agent” is not known here; did you mean “agents”?'
    )
    twice = pack_head("agents"), pack_head("agents")
    assert 'pack 2, key "id": “agents” is already the id of number 1.' in altered(packs=twice)


def test_a_pack_that_is_not_there_cannot_be_taken_out() -> None:
    with pytest.raises(UserError, match=r"“Small rubric”, version 1\.0, has no pack “agents”"):
        without_pack(BASE, "agents")


# What a verdict makes of it


def plain_copy(composed: Rubric) -> Rubric:
    """The same questions, written as one rubric by hand."""
    return replace(
        composed,
        packs=(),
        gates=tuple(replace(each, pack="") for each in composed.gates),
        criteria=tuple(replace(each, pack="") for each in composed.criteria),
    )


@times(0.4)
@given(st.data())
def test_a_criterion_of_a_pack_counts_like_one_of_the_base(data: st.DataObject) -> None:
    base, packs = data.draw(parts)
    judged = data.draw(cases(st.just(compose(base, packs))))
    flat = judge(replace(judged, rubric=plain_copy(judged.rubric)))
    assert summarise_verdict(judge(judged)) == summarise_verdict(flat)


@times(0.4)
@given(st.data())
def test_earlier_reviews_are_restated_without_what_they_were_not_asked(data: st.DataObject) -> None:
    base, packs = data.draw(parts)
    composed = compose(base, packs)
    before: Case = data.draw(cases(st.just(base)))
    like_for_like = restated(before, composed)
    assert like_for_like is not None
    assert summarise_verdict(judge(like_for_like)) == summarise_verdict(judge(before))
    answered: Case = data.draw(cases(st.just(composed)))
    taken_out = restated(answered, base)
    assert taken_out is not None
    assert {score.criterion for score in taken_out.review.scores.values()} <= {c.id for c in base.criteria}


@times(0.4)
@given(st.data())
def test_the_bridge_to_more_questions_with_the_same_answers_is_the_rubrics_doing(data: st.DataObject) -> None:
    base, packs = data.draw(parts)
    composed = compose(base, packs)
    later: Case = data.draw(cases(st.just(composed)))
    asked = {each.id for each in base.criteria}
    scores = {key: score for key, score in later.review.scores.items() if key in asked}
    actions = tuple(each for each in later.actions if each.criterion in asked)
    earlier = replace(later, rubric=base, review=replace(later.review, scores=scores), actions=actions)
    there, back = bridge_between(earlier, later), bridge_between(later, earlier)
    assert {part.cause for part in (*there.parts, *back.parts)} <= {Cause.RUBRIC, Cause.PLAN}
    assert (there.start, there.end) == (judge(earlier), judge(later))


def test_a_pack_that_is_added_and_answered() -> None:
    answers: dict[str, Answer] = {"owner": 3, "funding": 3, "test": 3, "bias": 3}
    before, composed = case(BASE, answers), compose(BASE, [AGENTS])
    made = case(composed, {**answers, "stop": 1, "cap": 3}, evidence=fresh_evidence(composed))
    after = replace(made, review=replace(made.review, dated=LATER))
    assert judge(before).state is VerdictState.READY
    (part,) = bridge_between(before, after).parts
    assert part.cause is Cause.RUBRIC
    assert part.criteria == (CriterionMove("cap", None, 3), CriterionMove("stop", None, 1))
    assert part.verdict_after is VerdictState.NOT_READY
    then, now = trend_of([before, after]).points
    assert then.restated
    assert then.like_for_like == then.as_judged
    assert [mark.state for mark in now.as_judged.gates] == [GateState.OPEN, GateState.CLOSED]


def test_an_unanswered_pack_leaves_a_review_incomplete() -> None:
    answers: dict[str, Answer] = {"owner": 4, "funding": 4, "test": 4, "bias": 4}
    assert judge(case(compose(BASE, [ENDING]), answers)).state is VerdictState.INCOMPLETE
    assert judge(case(rubric(*BASE.criteria), answers)).state is VerdictState.READY


def test_a_rubric_is_named_with_its_packs_or_their_number() -> None:
    both = compose(BASE, [AGENTS, ENDING])
    assert rubric_name(both, ENGLISH) == "Small rubric, version 1.0 + agents 1.0 + ending 1.0"
    assert rubric_reference(both, ENGLISH) == "rubric small 1.0 with 2 packs"
    assert rubric_reference(BASE, ENGLISH) == "rubric small 1.0"


def test_a_rubric_that_has_nothing_in_common_is_said_to_have() -> None:
    other = rubric(criterion("new"))
    change = rubric_change(BASE, other, [(initiative(), case(BASE, {"owner": 3})), (initiative(), None)])
    (only,) = change.verdicts
    assert restated_text(only, ENGLISH) == "unchanged: Incomplete; no criterion in common"
    assert "4 criteria are asked no more" in " ".join(change_sentences(change, ENGLISH))
