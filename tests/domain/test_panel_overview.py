"""What comes of a panel's ballots: spread, the verdict of each, the agenda, dissent, what is agreed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import WAIVED, Answer, record
from panels import AGREE, panel_of, small_case

from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.limits import LONG_TEXT
from fivegates.domain.panel.overview import PanelOverview, dissents, overview_of
from fivegates.domain.panel.settling import agreed_scores, require_not_agreed, require_settled
from fivegates.domain.review.review import Score
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.domain.wording import panel as words

AT = datetime(2026, 5, 14, 9, tzinfo=UTC)


def found_of(*answers: dict[str, Answer], settled: tuple[Score, ...] = ()) -> PanelOverview:
    case = small_case()
    return overview_of(panel_of(record(), case, *answers, settled=settled), case)


DIVIDED = ({**AGREE}, {**AGREE, "test": 1, "bias": 4}, {**AGREE, "funding": 4})


def test_each_ballot_gives_the_verdict_that_judging_it_gives() -> None:
    found = found_of(*DIVIDED)
    case = small_case()
    for ballot, verdict in zip(found.ballots, found.verdicts, strict=True):
        own = replace(case.review, scores={score.criterion: score for score in ballot.scores})
        assert judge(replace(case, review=own)).state is verdict
    assert found.verdicts == (VerdictState.READY, VerdictState.NOT_READY, VerdictState.READY)


def test_what_could_change_the_verdict_comes_first() -> None:
    found = found_of(*DIVIDED)
    assert [each.spread.criterion.id for each in found.disputes] == ["test", "funding", "bias"]
    assert found.disputes[0].verdicts == {VerdictState.READY, VerdictState.NOT_READY}
    assert [each.decides for each in found.disputes] == [True, False, False]
    assert found.disputes[0].spread.width == 2


def test_a_verdict_that_hangs_on_a_disagreement_says_so() -> None:
    found = found_of(*DIVIDED)
    assert found.depends_on_dispute
    assert words.hanging_sentence(found, ENGLISH) == "Ready for two of three; Not ready for one."
    assert words.dispute_sentence(found, ENGLISH) == (
        "The panel’s verdict as of 12 May 2026 depends on a disagreement: "
        "Ready for two of three; Not ready for one."
    )
    agreed = replace(found, panel=replace(found.panel, agreed=datetime(2026, 5, 14, 9, tzinfo=UTC)))
    assert words.dispute_sentence(agreed, ENGLISH) == (
        "The panel’s verdict as of 12 May 2026 depended on a disagreement before it was settled: "
        "Ready for two of three; Not ready for one."
    )


def test_two_disagreements_that_decide_together_are_both_on_the_agenda() -> None:
    # Whichever of the two is at 1 closes a gate; only the third ballot has both at 3.
    found = found_of({**AGREE, "test": 1}, {**AGREE, "owner": 1}, AGREE)
    assert {each.spread.criterion.id for each in found.disputes if each.decides} == {"test", "owner"}


def test_what_is_settled_no_longer_decides_and_comes_last() -> None:
    found = found_of(*DIVIDED, settled=(Score("test", 3, rationale="Seen."),))
    assert [each.spread.criterion.id for each in found.disputes] == ["funding", "bias", "test"]
    assert not any(each.decides for each in found.disputes)
    assert [each.spread.criterion.id for each in found.unsettled] == ["funding", "bias"]
    assert found.depends_on_dispute


def test_not_applicable_differs_from_a_level_and_nothing_from_neither() -> None:
    found = found_of({**AGREE, "bias": WAIVED}, AGREE, {**AGREE, "funding": None})
    assert [each.spread.criterion.id for each in found.disputes] == ["bias"]
    (dispute,) = found.disputes
    assert dispute.spread.levels == (3, 3)
    assert words.answers_text(dispute.spread, found.ballots, ENGLISH) == (
        "Ana Ruiz, CFO n/a · R. Marsh, CTO 3 · Jo Park, Risk 3"
    )
    funding = found.spreads[1]
    assert words.answers_text(funding, found.ballots, ENGLISH).endswith("Jo Park, Risk –")


def test_a_ballot_that_has_not_come_is_outstanding() -> None:
    found = found_of(AGREE, {}, AGREE)
    assert [ballot.name for ballot in found.outstanding] == ["R. Marsh"]
    assert "Not handed in: R. Marsh, CTO." in words.panel_lines(found, ENGLISH)
    assert words.round_sentence(found, ENGLISH) == "Round 1: 2 of 3 ballots collected."


def test_before_any_ballot_there_is_nothing_to_compare() -> None:
    found = found_of({}, {})
    assert (found.ballots, found.verdicts, found.disputes, found.depends_on_dispute) == ((), (), (), False)
    assert list(words.panel_lines(found, ENGLISH)) == [
        "Round 1: 0 of 2 ballots collected.",
        "Not handed in: Ana Ruiz, CFO.",
        "Not handed in: R. Marsh, CTO.",
        "The panel has not agreed yet.",
    ]


def test_an_earlier_round_can_be_looked_at() -> None:
    case = small_case()
    panel = panel_of(record(), case, AGREE, AGREE)
    later = replace(panel, round=2, ballots=(*panel.ballots, replace(panel.ballots[0], round=2)))
    assert len(overview_of(later, case, 1).ballots) == 2
    assert overview_of(later, case).round == 2
    assert len(overview_of(later, case).ballots) == 1
    assert not any("under way" in line for line in words.panel_lines(overview_of(later, case, 1), ENGLISH))
    begun = overview_of(replace(panel, round=2), case)
    assert "Round 2 is under way; no ballot of it has been collected yet." in words.panel_lines(
        begun, ENGLISH
    )


def test_the_panel_agrees_on_what_is_undisputed_and_settled() -> None:
    settled = (
        Score("bias", 4, rationale="The audit of May."),
        Score("funding", 3, rationale="Signed."),
        Score("test", 1, rationale="It failed."),
    )
    scores = agreed_scores(found_of(*DIVIDED, settled=settled))
    assert {key: score.level for key, score in scores.items()} == {
        "owner": 3, "funding": 3, "test": 1, "bias": 4,
    }  # fmt: skip
    assert scores["test"].rationale == "It failed."
    assert scores["owner"].rationale == "Ana Ruiz on owner.\nR. Marsh on owner.\nJo Park on owner."


def test_what_nobody_answered_stays_unanswered() -> None:
    scores = agreed_scores(found_of({"owner": 3}, {"owner": 3}))
    assert scores.keys() == {"owner"}


def test_rationales_that_do_not_fit_are_left_to_the_ballots() -> None:
    found = found_of({"owner": 3}, {"owner": 3})
    long = replace(found.spreads[0], answers=tuple(Score("owner", 3, rationale=c * 3_000) for c in "ab"))
    scores = agreed_scores(replace(found, spreads=(long,)))
    assert scores["owner"].rationale == "a" * 3_000
    assert len(scores["owner"].rationale) < LONG_TEXT


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((AGREE,), "Round 1 has fewer than two ballots"),
        (({**AGREE, "owner": 2}, AGREE), "settle “The owner is settled” first"),
        (({**AGREE, "owner": 2, "test": 4}, AGREE), "first; 2 are unsettled"),
    ],
)
def test_it_agrees_on_nothing_too_early(answers: tuple[dict[str, Answer], ...], said: str) -> None:
    with pytest.raises(UserError, match=said):
        agreed_scores(found_of(*answers))


def test_dissent_is_reported_with_the_reason() -> None:
    found = found_of(*DIVIDED)
    agreed = {key: Score(key, 3) for key in AGREE if key != "owner"}
    reported = [words.dissent_text(each, ENGLISH) for each in dissents(found, agreed)]
    assert reported == [
        "Jo Park, Risk: 4, where 3 was agreed on. Jo Park on funding.",
        "R. Marsh, CTO: 1, where 3 was agreed on. R. Marsh on test.",
        "R. Marsh, CTO: 4, where 3 was agreed on. R. Marsh on bias.",
    ]


def test_a_review_with_a_panel_is_final_only_once_it_agreed() -> None:
    case = small_case()
    panel = panel_of(record(), case, AGREE, AGREE)
    review = replace(case.review, panel=panel)
    require_settled(case.review)
    require_not_agreed(case.review)
    require_not_agreed(review)
    with pytest.raises(UserError, match="has not agreed yet"):
        require_settled(review)
    agreed = replace(review, panel=replace(panel, agreed=AT))
    require_settled(agreed)
    with pytest.raises(UserError, match="Reopen the panel"):
        require_not_agreed(agreed)
    forged = replace(panel.ballots[1], scores=(Score("owner", 0),))
    altered = replace(panel, agreed=AT, ballots=(panel.ballots[0], forged))
    with pytest.raises(UserError, match=r"ballot of R. Marsh in round 1 was altered"):
        require_settled(replace(review, panel=altered))
    with pytest.raises(UserError, match=r"ballot of R. Marsh in round 1 was altered"):
        agreed_scores(overview_of(altered, case))


def test_the_sentences_on_agreement_have_the_number() -> None:
    found = found_of(*DIVIDED)
    lines = list(words.panel_lines(found, ENGLISH))
    assert lines[1] == "The ballots differ on 3 of 4 criteria, by 2 levels at most."
    assert lines[2].startswith("Krippendorff’s alpha (ordinal): 0.05, ")
    assert "95% interval" in lines[2]
    assert words.state_sentence(replace(found.panel, agreed=AT), ENGLISH) == (
        "The panel agreed on 14 May 2026."
    )


def test_agreement_that_is_undefined_is_said_to_be() -> None:
    same = found_of(AGREE, AGREE)
    assert "every level is the same" in words.agreement_sentence(same.agreement, ENGLISH)
    assert words.spread_sentence(same, ENGLISH) == "The ballots differ on none of 4 criteria."
    assert words.same_sentence(same, ENGLISH) == (
        "Every ballot gives the verdict “Ready” as of 12 May 2026; no disagreement alone could change it."
    )
    alone = found_of(AGREE)
    assert "no criterion has levels from two ballots" in words.agreement_sentence(alone.agreement, ENGLISH)
    assert words.alpha_note(alone.agreement, ENGLISH).endswith("worse than chance.")
    nothing = replace(found_of(*DIVIDED).agreement, low=None, high=None)
    assert "without an interval" in words.agreement_sentence(nothing, ENGLISH)


def test_one_verdict_that_a_disagreement_could_change_is_said_so() -> None:
    # Each closes a gate for a reason of its own.
    found = found_of({**AGREE, "test": 1}, {**AGREE, "owner": 1, "test": 3})
    assert not found.depends_on_dispute
    assert words.same_sentence(found, ENGLISH) == (
        "Every ballot gives the verdict “Not ready” as of 12 May 2026."
    )
    assert words.decides_text(found.disputes[0], ENGLISH) == "decides between Ready and Not ready"


def test_small_counts_are_words() -> None:
    assert [words.count_word(count, ENGLISH) for count in (0, 2, 9, 10)] == ["none", "two", "nine", "10"]


def test_somebody_without_a_role_is_named_alone() -> None:
    case = small_case()
    ballot = replace(panel_of(record(), case, AGREE).ballots[0], role="")
    assert words.person_text(ballot) == "Ana Ruiz"
