"""A brief for others as values: what becomes a role, what is emptied, what stays."""

from dataclasses import replace
from datetime import UTC, date, datetime
from time import process_time

import brief_cases as cases
import pytest
from builders import waiver_for

from fivegates.domain.brief import InitiativeBrief, Omission
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome
from fivegates.domain.language import ENGLISH
from fivegates.domain.redaction import AMOUNT, AmountsWithheld, left_out_of, redacted, secrets_of
from fivegates.domain.review.review import Seal

DECISION = Decision(
    date(2026, 5, 1),
    Outcome.HOLD,
    "Claims Board",
    "Too dear at €1.26.",
    (Condition("Marsh signs by June", "Ruth Marsh, CIO", note="Asked twice."),),
)
SEAL = Seal(1, "Elin Lindqvist", datetime(2026, 5, 13, tzinfo=UTC), "0" * 64, "1" * 64, "{}")


def made(*omitted: Omission, **changes: object) -> InitiativeBrief:
    found = cases.pilot()
    record = replace(found.record, decisions=(DECISION,))
    review = replace(found.assessment.case.review, reviewer="Elin Lindqvist", seal=SEAL)
    case = replace(found.assessment.case, review=review)
    found = replace(found, record=record, assessment=replace(found.assessment, case=case))
    return replace(found, omitted=frozenset(omitted), **changes)  # type: ignore[arg-type]


def test_nothing_is_changed_where_nothing_is_left_out() -> None:
    brief = made()
    assert redacted(brief, ENGLISH) is brief
    assert secrets_of(brief, ENGLISH) == ()


def test_names_of_people_become_roles_wherever_they_are_written() -> None:
    brief = made(Omission.NAMES)
    found = redacted(brief, ENGLISH)
    assert found.record.initiative.sponsor == "Chief Claims Officer"
    (decision,) = found.record.decisions
    assert decision.by == "the board"
    assert decision.conditions[0].text == "CIO signs by June"
    assert decision.conditions[0].owner == "CIO"
    assert decision.rationale == "Too dear at €1.26."
    assert found.assessment.case.review.reviewer == "the reviewer"
    assert found.assessment.case.review.seal is not None
    assert found.assessment.case.review.seal.by == "the reviewer"
    owners = {action.owner for action in found.assessment.case.actions}
    assert owners == {"Chief Claims Officer", "owner 1", "owner 2", "R. Marsh", ""} - {"R. Marsh"} | {"CIO"}
    assert found.fingerprinted is brief.assessment.case
    secrets = secrets_of(brief, ENGLISH)
    assert {"Elin Lindqvist", "Lindqvist", "Ruth Marsh, CIO", "Marsh", "Claims Board"} <= {*secrets}
    assert not {"CIO", "Claims"} & {*secrets} - {"Claims"}


def test_reasoning_and_references_are_emptied() -> None:
    brief = made(Omission.RATIONALE, Omission.REFERENCES)
    found = redacted(brief, ENGLISH)
    case = found.assessment.case
    assert not any(score.rationale for score in case.review.scores.values())
    waived = case.review.scores["arch-legacy"].not_applicable
    assert waived is not None
    assert waived.reason == "left out"
    assert found.record.decisions[0].rationale == found.record.decisions[0].conditions[0].note == ""
    assert not any(item.reference or item.note or item.file for item in case.evidence)
    secrets = secrets_of(brief, ENGLISH)
    assert "https://example.com/runs/118" in secrets
    assert any(text.startswith("Engineering and Claims each") for text in secrets)


def test_amounts_and_other_initiatives_are_left_out_of_texts() -> None:
    brief = made(Omission.MONEY, Omission.OTHERS, others=("Claims triage", "CLM-9", ""))
    review = replace(brief.assessment.case.review, decision_asked="Stop above €1.26; see CLM-9 and CLM-99.")
    case = replace(brief.assessment.case, review=review)
    found = redacted(replace(brief, assessment=replace(brief.assessment, case=case)), ENGLISH)
    asked = found.assessment.case.review.decision_asked
    assert asked == "Stop above [amount]; see another initiative and CLM-99."
    assert found.assessment.case.rubric is brief.assessment.case.rubric
    assert AmountsWithheld(ENGLISH.code, ENGLISH.translations).money(3, "EUR") == "[amount]"


def test_names_in_a_genitive_or_an_address_and_references_in_texts_are_left_out() -> None:
    brief = made(Omission.NAMES, Omission.REFERENCES)
    case = brief.assessment.case
    item = replace(case.evidence[0], reference="GRC-2026-1")
    bare = replace(case.evidence[0], reference="Minutes")
    asked = "ELIN LINDQVIST: Lindqvists note in GRC-2026-1, by elin.lindqvist@example.com. Minutes follow."
    case = replace(case, evidence=(item, bare), review=replace(case.review, decision_asked=asked))
    brief = replace(brief, assessment=replace(brief.assessment, case=case))
    assert redacted(brief, ENGLISH).assessment.case.review.decision_asked == (
        "the reviewer: the reviewer’s note in [reference], by the reviewer@example.com. Minutes follow."
    )
    assert "GRC-2026-1" in (secrets := secrets_of(brief, ENGLISH))
    assert "Minutes" not in secrets


def test_an_owner_who_is_called_as_a_gate_is_replaced_and_does_not_stop_the_paper() -> None:
    brief = made(Omission.NAMES)
    case = brief.assessment.case
    case = replace(case, actions=(replace(case.actions[0], owner="Operations"),))
    brief = replace(brief, assessment=replace(brief.assessment, case=case))
    assert redacted(brief, ENGLISH).assessment.case.actions[0].owner == "owner 1"
    assert "Operations" not in secrets_of(brief, ENGLISH)
    assert "Operations" not in left_out_of([brief], {Omission.NAMES}, ENGLISH).secrets


@pytest.mark.parametrize("owner", ["Board", "The Board", "BOARD"])
def test_an_owner_who_is_called_as_a_role_is_nobody_s_name(owner: str) -> None:
    brief = made(Omission.NAMES)
    case = brief.assessment.case
    case = replace(case, actions=(replace(case.actions[0], owner=owner),))
    brief = replace(brief, marking="Board only", assessment=replace(brief.assessment, case=case))
    found = redacted(brief, ENGLISH)
    assert found.assessment.case.actions[0].owner == owner
    assert found.marking == "Board only"
    assert owner not in secrets_of(brief, ENGLISH)


def test_a_part_of_a_name_that_is_called_as_a_role_is_left() -> None:
    brief = made(Omission.NAMES)
    case = brief.assessment.case
    case = replace(case, actions=(replace(case.actions[0], owner="Board Office"),))
    brief = replace(brief, assessment=replace(brief.assessment, case=case))
    secrets = secrets_of(brief, ENGLISH)
    assert "Board Office" in secrets
    assert "Board" not in secrets


@pytest.mark.parametrize(
    "text",
    [
        *("€1,260", "1.260,00 €", "EUR 12", "−$5", "12k USD", "£3 million", "₹ 5"),
        "two million euros",
        "Two and a half million euros",
        "half a million pounds",
        "EUR two million",
        "thousands of euros",
        "twenty-five dollars",
        "zwei Millionen Euro",
        "zwei Mio. Euro",
        "zweihundertfünfzigtausend Euro",
        "anderthalb Millionen Franken",
    ],
)
def test_an_amount_in_figures_or_words_is_known_by_its_currency(text: str) -> None:
    found = AMOUNT.search(f"It costs {text} a month")
    assert found is not None
    assert found[0] == text


@pytest.mark.parametrize(
    "text",
    ["two million claims", "one of the euro countries", "Dollar und Euro", "eine Euro-Zahlung", "half"],
)
def test_number_words_without_a_currency_are_no_amount(text: str) -> None:
    assert not AMOUNT.search(text)


def test_a_long_text_of_number_words_is_read_quickly() -> None:
    started = process_time()
    assert not AMOUNT.search("one und hundertundtausendundein " * 2_000)
    assert process_time() - started < 1


@pytest.mark.parametrize(
    "text", ["14 points", "level 3 of 4", "75%", "2026", "EURO 3 engines", "ISO 42001", "ALL 22 criteria"]
)
def test_a_plain_number_is_no_amount(text: str) -> None:
    assert not AMOUNT.search(text)


def test_people_of_a_waiver_become_roles_and_stay_two() -> None:
    found = made(Omission.NAMES, Omission.RATIONALE)
    waiver = replace(
        waiver_for("test"), requester="Ada Low, CFO", approver="Jo Farr, CFO", revoked_by="Jo Farr"
    )
    case = replace(found.assessment.case, waivers=(waiver,))
    reported = redacted(replace(found, assessment=replace(found.assessment, case=case)), ENGLISH)
    (left,) = reported.assessment.case.waivers
    assert (left.requester, left.approver) == ("CFO", "CFO (another person)")
    assert (left.reason, left.condition, left.revoked_why) == ("left out", "", "")


@pytest.mark.parametrize("body", ["Lenkungsausschuss Schaden", "Claims Board", "Vorstand", "Audit Committee"])
def test_the_words_of_a_body_stay_in_roles_and_texts(body: str) -> None:
    brief = made(Omission.NAMES)
    decision = replace(DECISION, by=body, rationale=f"{body} waits for the Leiter Schaden.")
    brief = replace(brief, record=replace(brief.record, decisions=(decision,)))
    assert redacted(brief, ENGLISH).record.decisions[0].rationale == "the board waits for the Leiter Schaden."
    assert not {"Schaden", "Lenkungsausschuss", "Audit", "Board", "CLAIMS"} & {*secrets_of(brief, ENGLISH)}
