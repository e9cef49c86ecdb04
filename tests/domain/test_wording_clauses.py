"""Several reasons in one sentence: what has one cause is told once."""

from dataclasses import replace

from builders import case, change, criterion, evidence_for, rubric

from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Case
from fivegates.domain.verdict.assessment import assess
from fivegates.domain.wording.verdicts import reason_clauses

NAMES = ("owner", "tests", "drift", "fallback", "bias")


def claimed(*names: str) -> Case:
    """A case that claims level 3 for required criteria of these names, without any evidence."""
    voidable = (
        replace(criterion(name, required=True), voided_by=(ChangeKind.MODEL, ChangeKind.PROMPT))
        for name in names
    )
    return case(rubric(*voidable), dict.fromkeys(names, 3), evidence=())


def reported(found: Case) -> str:
    """The deciding reasons in one list."""
    reasons = [reason for reason in assess(found).reasons if reason.deciding]
    return reason_clauses(reasons, found.rubric, ENGLISH)


def test_missing_proofs_are_reported_together() -> None:
    assert reported(claimed("owner", "tests")) == "there is no proof of the owner and the tests"


def test_expired_proofs_are_reported_together() -> None:
    old = tuple(evidence_for(name, days_old=200) for name in NAMES[:3])
    found = replace(claimed(*NAMES[:3]), evidence=old)

    assert reported(found) == "the proofs of the owner, the tests and the drift have lapsed"


def test_a_long_list_is_cut_with_its_count() -> None:
    assert reported(claimed(*NAMES)) == "there is no proof of the owner, the tests, the drift and 2 more"


def test_what_one_change_voided_is_reported_once_and_two_changes_apart() -> None:
    evidence = (
        evidence_for("owner", days_old=50),
        evidence_for("tests", days_old=50),
        evidence_for("drift", days_old=20),
    )
    changes = (change(ChangeKind.MODEL, days_old=30), change(ChangeKind.PROMPT, days_old=10))
    found = replace(claimed(*NAMES[:3]), evidence=evidence, changes=changes)

    assert reported(found) == (
        "2 proofs were voided by the model change and the proof of the drift was voided by the prompt change"
    )


def test_reasons_of_different_kinds_stay_apart_and_the_rest_is_counted() -> None:
    found = claimed("owner", "tests", "drift", "fallback")
    scores = {**found.review.scores}
    for name, level in (("owner", 0), ("tests", 1), ("drift", 1)):
        scores[name] = replace(scores[name], level=level)
    found = replace(found, review=replace(found.review, scores=scores))

    assert reported(found) == (
        "the owner is only at 0, the tests is only at 1, the drift is only at 1 and 1 more reason"
    )


def test_several_causes_are_counted_so_that_no_list_stands_in_a_list() -> None:
    found = claimed(*NAMES)
    old = tuple(evidence_for(name, days_old=200) for name in NAMES[:2])
    low = {**found.review.scores, NAMES[4]: replace(found.review.scores[NAMES[4]], level=1)}
    found = replace(found, evidence=old, review=replace(found.review, scores=low))

    assert reported(found) == (
        f"the {NAMES[4]} is only at 1, 2 proofs have lapsed and 2 claims have no proof"
    )


def test_what_one_change_voided_names_its_topics_where_nothing_else_is_wrong() -> None:
    evidence = tuple(evidence_for(name, days_old=50) for name in NAMES[:2])
    found = replace(claimed(*NAMES[:2]), evidence=evidence, changes=(change(ChangeKind.MODEL, days_old=30),))

    assert reported(found) == "the proofs of the owner and the tests were voided by the model change"
