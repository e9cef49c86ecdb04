"""The ballot that one person is sent, fills in and returns; and which ones a panel takes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import WAIVED, record, rubric
from panels import AGREE, HANDED_IN, KEY, PEOPLE, panel_of, paper_of, small_case

from fivegates.domain.errors import DataError, UserError
from fivegates.domain.initiative.record_checks import check_review, panel_criteria
from fivegates.domain.language import ENGLISH
from fivegates.domain.panel.ballots import (
    BallotPaper,
    altered_ballot,
    answered,
    ballot_seal,
    handed_in,
    invitation_for,
    scored,
    taken,
)
from fivegates.domain.review.review import Ballot, Panel, Score
from fivegates.domain.wording.panel import ballot_sentence

LATER = datetime(2026, 5, 14, tzinfo=UTC)
CASE, RECORD = small_case(), record()
ANA, MARSH, PARK = (paper_of(RECORD, CASE, name, role, AGREE) for name, role in PEOPLE)
SENT = panel_of(RECORD, CASE, {}, {}, {})
BLANK = BallotPaper(ANA.invitation)


def test_an_invitation_holds_rubric_evidence_and_questions_and_nobodys_levels() -> None:
    asked = invitation_for(
        Panel(KEY, questions=("Who owns it?",)), Ballot(1, "Ana Ruiz"), RECORD, CASE.review, CASE.rubric
    )
    assert (asked.rubric, asked.questions, asked.code) == (CASE.rubric, ("Who owns it?",), "CLAIMS")
    assert [item.title for item in asked.evidence] == ["Test of owner", "Test of test"]
    early = replace(CASE.review, dated=RECORD.evidence[1].dated)
    assert len(invitation_for(Panel(KEY), Ballot(1, "A"), RECORD, early, CASE.rubric).evidence) == 1


def test_answers_obey_the_limits_of_a_review() -> None:
    paper = scored(BLANK, Score("owner", 3, rationale="Named."))
    assert answered(paper) == 1
    assert answered(scored(paper, Score("bias", not_applicable=WAIVED))) == 2
    assert scored(paper, Score("owner")).scores == {}
    with pytest.raises(DataError, match="at most 5000 fit"):
        scored(paper, Score("owner", 3, rationale="x" * 5_001))
    with pytest.raises(DataError, match="level from 0 to 4"):
        scored(paper, Score("owner", 5))
    with pytest.raises(UserError, match="does not ask for “other”"):
        scored(paper, Score("other", 3))


def test_a_ballot_is_handed_in_once_and_no_longer_changes() -> None:
    with pytest.raises(UserError, match="Nothing is scored"):
        handed_in(BLANK, LATER)
    with pytest.raises(UserError, match="no longer changes"):
        handed_in(ANA, LATER)
    with pytest.raises(UserError, match="no longer changes"):
        scored(ANA, Score("owner", 1))


def test_ballots_are_taken_in_any_order_and_one_that_is_held_changes_nothing() -> None:
    panel = SENT
    for paper in (PARK, ANA, MARSH):
        found = taken(panel, CASE.rubric, paper)
        assert found is not None
        held = tuple(found if each.id == found.id else each for each in panel.ballots)
        panel = replace(panel, ballots=held)
    assert all(ballot.seal for ballot in panel.ballots)
    assert altered_ballot(panel) is None
    assert [taken(panel, CASE.rubric, paper) for paper in (ANA, MARSH, PARK)] == [None] * 3
    assert taken(replace(panel, agreed=LATER), CASE.rubric, ANA) is None


def resealed(paper: BallotPaper) -> BallotPaper:
    """A ballot filled in otherwise, and handed in."""
    again = replace(paper, scores={"owner": Score("owner", 0)}, handed_in=None, seal="")
    return handed_in(again, HANDED_IN)


@pytest.mark.parametrize(
    ("panel", "paper", "said"),
    [
        (SENT, replace(ANA, scores={"owner": Score("owner", 4)}), "Ana Ruiz was altered after"),
        (SENT, replace(ANA, handed_in=LATER), "Ana Ruiz was altered after it was handed in"),
        (SENT, replace(ANA, invitation=replace(ANA.invitation, role="Chair")), "what it asks is not what"),
        (SENT, BLANK, "Ana Ruiz has not been handed in yet"),
        (SENT, replace(ANA, invitation=replace(ANA.invitation, name="Eve")), "Eve is not one of those"),
        (SENT, replace(ANA, invitation=replace(ANA.invitation, round=2)), "sent in round 2"),
        (replace(SENT, agreed=LATER), ANA, "is late: the panel agreed on 14 May 2026"),
        (replace(SENT, round=2), ANA, "it is of round 1, and round 2"),
    ],
)  # fmt: skip
def test_a_ballot_that_cannot_count_is_named_and_refused(panel: Panel, paper: BallotPaper, said: str) -> None:
    with pytest.raises(UserError, match=said):
        taken(panel, CASE.rubric, paper)


def test_a_second_ballot_of_one_person_is_refused() -> None:
    held = panel_of(RECORD, CASE, AGREE)
    with pytest.raises(UserError, match=r"Ana Ruiz has handed in another ballot in round 1. The first one"):
        taken(held, CASE.rubric, resealed(ANA))


def test_a_ballot_on_another_rubric_is_refused() -> None:
    other = replace(rubric(*CASE.rubric.criteria), version="2.0")
    with pytest.raises(
        UserError, match=r"Ana Ruiz was scored against “Small rubric”, version 1.0.*version 2.0"
    ):
        taken(SENT, other, ANA)


def test_an_altered_ballot_in_a_portfolio_is_found() -> None:
    held = panel_of(RECORD, CASE, AGREE, AGREE)
    for altered in (
        replace(held.ballots[1], scores=(Score("owner", 4),)),
        replace(held.ballots[1], role="Chair"),
        replace(held.ballots[1], handed_in=LATER),
    ):
        assert altered_ballot(replace(held, ballots=(held.ballots[0], altered))) is altered
    assert altered_ballot(None) is None


def test_the_seal_is_of_the_answers_in_any_order() -> None:
    ballot = panel_of(RECORD, CASE, AGREE).ballots[0]
    assert ballot_seal(KEY, replace(ballot, scores=ballot.scores[::-1])) == ballot.seal
    assert ballot_seal(KEY, replace(ballot, scores=ballot.scores[1:])) != ballot.seal


@pytest.mark.parametrize(
    ("panel", "said"),
    [
        (replace(SENT, key=""), "panel.key: This must not be empty."),
        (replace(SENT, key="X"), "panel.key: Write 32 hexadecimal digits, in small letters."),
        (replace(SENT, round=21), "panel.round: Write a whole number from 1 to 20."),
        (replace(SENT, questions=(" ",)), "panel.questions[0]: This must not be empty."),
        (replace(SENT, agreed=datetime(1999, 1, 1, tzinfo=UTC)), "panel.agreed: Choose a date from"),
        (
            replace(SENT, ballots=(*SENT.ballots, SENT.ballots[0])),
            "panel.ballots[3].name: Ana Ruiz is asked twice in a round.",
        ),
        (
            replace(SENT, ballots=(replace(SENT.ballots[0], round=2),)),
            "panel.ballots[0].round: The panel has not come to this round.",
        ),
        (
            replace(SENT, ballots=(replace(SENT.ballots[0], handed_in=LATER),)),
            "panel.ballots[0].seal: A ballot has a seal where it was handed in.",
        ),
        (
            replace(SENT, settled=(Score("owner", 3), Score("owner", 2))),
            "panel.settled[1].criterion: This criterion is answered here already.",
        ),
        (
            replace(SENT, settled=(Score("bias", 3, WAIVED),)),
            "panel.settled[0].not_applicable: A criterion has a level or is not applicable",
        ),
    ],
)
def test_what_no_panel_holds_is_found(panel: Panel, said: str) -> None:
    reported = [each.text(ENGLISH) for each in check_review(replace(CASE.review, panel=panel))]
    assert any(each.startswith(said) for each in reported), reported


def test_the_criteria_that_a_panel_names_have_a_place() -> None:
    panel = replace(panel_of(RECORD, CASE, {"owner": 3}), settled=(Score("bias", 1),))
    assert [*panel_criteria(panel)] == [
        ("panel.ballots[0].scores[0].criterion", "owner"),
        ("panel.settled[0].criterion", "bias"),
    ]
    assert [*panel_criteria(None)] == []


def test_a_ballot_says_how_much_is_answered_or_where_it_goes() -> None:
    blank = "0 of 4 criteria answered."
    assert ballot_sentence(BLANK, "ana.fivegates-ballot", ENGLISH) == blank
    assert ballot_sentence(ANA, "ana.fivegates-ballot", ENGLISH) == (
        f"Handed in on 13 May 2026, seal {ANA.seal[:8]}. "
        "Send ana.fivegates-ballot back to whoever sent it to you."
    )
