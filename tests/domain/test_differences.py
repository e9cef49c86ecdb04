"""Two reviews criterion by criterion: which differ, why, and how that is said."""

from dataclasses import replace

from builders import LATER, case, criterion, evidence_for, fresh_evidence, rubric

from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case, NotApplicable, Score
from fivegates.domain.trend.bridge import Bridge, Cause, bridge_between
from fivegates.domain.trend.differences import Difference, differences
from fivegates.domain.wording.differences import answer_words, differences_sentence, why_words

PAIR = rubric(criterion("must", required=True), criterion("may"))
FIRST = case(PAIR, {"must": 2, "may": 2})


def later(of: Case, **scores: Score) -> Case:
    review = replace(of.review, dated=LATER, scores={**of.review.scores, **scores})
    return replace(of, review=review)


def between(then: Case, first: Case = FIRST) -> tuple[Bridge, dict[str, Difference]]:
    bridge = bridge_between(first, then)
    return bridge, {each.criterion.id: each for each in differences(bridge)}


def test_a_criterion_that_moved_says_both_levels_and_why() -> None:
    fresh = evidence_for("must", days_old=-30)
    then = later(replace(FIRST, evidence=(*fresh_evidence(PAIR), fresh)), must=Score("must", 3))
    _bridge, found = between(then)
    must = found["must"]
    assert (must.moved, must.causes) == (True, (Cause.WORK,))
    assert [answer_words(each, ENGLISH) for each in (must.before, must.after)] == ["2", "3"]
    assert why_words(must, ENGLISH) == "Work with new evidence"
    assert not found["may"].differs
    assert why_words(found["may"], ENGLISH) == "–"


def test_other_words_alone_are_a_difference_too() -> None:
    bridge, found = between(later(FIRST, may=Score("may", 2, rationale="Measured again")))
    may = found["may"]
    assert (may.moved, may.differs, may.rationale_after) == (False, True, "Measured again")
    assert why_words(may, ENGLISH) == "Other words in the rationale"
    assert differences_sentence(bridge, tuple(found.values()), ENGLISH) == (
        "Not ready on 12 May 2026, Not ready on 10 August 2026: 0 of 2 criteria are answered differently, "
        "1 more has another rationale."
    )


def test_a_claim_beyond_its_proof_says_what_counts() -> None:
    unproven = replace(later(FIRST, must=Score("must", 4)), evidence=())
    _bridge, found = between(unproven)
    assert answer_words(found["must"].after, ENGLISH) == "4, counts as 2"


def test_a_claim_that_moves_no_level_that_counts_is_said() -> None:
    bare = replace(FIRST, evidence=())
    claimed = replace(
        bare, review=replace(bare.review, scores={**bare.review.scores, "may": Score("may", 3)})
    )
    _bridge, found = between(later(claimed, may=Score("may", 4)), claimed)
    assert found["may"].moved
    assert why_words(found["may"], ENGLISH) == "Claim or proof that moved no gate"


def test_what_is_not_answered_not_applicable_or_not_asked() -> None:
    left_out = Score("may", not_applicable=NotApplicable("No model of its own", "A. Bell"))
    then = later(FIRST, must=Score("must"), may=left_out)
    _bridge, found = between(then)
    assert answer_words(found["must"].after, ENGLISH) == "unanswered"
    assert answer_words(found["may"].after, ENGLISH) == "not applicable"
    other = rubric(criterion("must", required=True), criterion("new"))
    _bridge, found = between(later(case(other, {"must": 2, "new": 1})))
    assert list(found) == ["must", "new", "may"]
    assert answer_words(found["new"].before, ENGLISH) == "not asked"
    assert found["may"].rationale_after == ""
