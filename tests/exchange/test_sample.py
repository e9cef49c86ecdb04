"""The sample: six initiatives over a year, each of which shows another verdict."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from examples import slow_after

from fivegates.actions.risk_class import risk_scheme
from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, CostLine, Phase, UsageLine
from fivegates.domain.economics.projections import Market, Projection, outlook_of, with_ranges
from fivegates.domain.economics.scenarios import monthly_result, variable_unit_cost
from fivegates.domain.economics.token_pricing import cost_of_tokens
from fivegates.domain.errors import DataError
from fivegates.domain.ideas import IdeaState
from fivegates.domain.initiative.decisions import ConditionState, Outcome
from fivegates.domain.initiative.initiative import ActionStatus
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.case import draft_case, final_case, sealed_record
from fivegates.domain.review.chain import first_fault
from fivegates.domain.review.review import Case, InitiativeRecord, Review
from fivegates.domain.risk import rule_problems
from fivegates.domain.track_record.calibration import calibration_of, forecasts_on
from fivegates.domain.track_record.stops import stop_checks
from fivegates.domain.verdict.assessment import Assessment, assess
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.domain.verdict.verdict import judge
from fivegates.exchange.portfolio.json_format import read_portfolio, write_portfolio
from fivegates.exchange.portfolio.sample import Wording, read_sample
from fivegates.exchange.rubric import read_rubric
from fivegates.resources import read_resource, resource_path

FOLDER = resource_path("sample")
RUBRIC = read_rubric(read_resource("rubrics/five-gates.toml"), "five-gates.toml")
SECOND = read_rubric(read_resource("rubrics/five-gates-2.toml"), "five-gates-2.toml")
RUBRICS = {each.version: each for each in (RUBRIC, SECOND)}
SAMPLE = read_sample(FOLDER, RUBRIC)
RECORDS = {record.initiative.code: record for record in SAMPLE.records}


def assessments(record: InitiativeRecord) -> list[Assessment]:
    """Each review as it stood, the ledger rule included."""
    return [assess(case_of(record, review)) for review in record.reviews]


def case_of(record: InitiativeRecord, review: Review) -> Case:
    currency = SAMPLE.settings.currency
    return draft_case(record, review, RUBRICS[review.rubric_version], currency, SAMPLE.rates)


def latest(code: str) -> Assessment:
    return assessments(RECORDS[code])[-1]


def gate_states(assessment: Assessment) -> dict[str, GateState]:
    return {result.gate.id: result.state for result in assessment.verdict.gates}


def deciding(assessment: Assessment) -> dict[str | None, ReasonKind]:
    return {reason.criterion: reason.kind for reason in assessment.reasons if reason.deciding}


def of_kind(assessment: Assessment, kind: ReasonKind) -> list[Reason]:
    return [reason for reason in assessment.reasons if reason.kind is kind]


# The portfolio


def test_six_initiatives_of_one_company() -> None:
    assert SAMPLE.settings.title == "Northmark Mutual: AI portfolio, November 2026"
    assert SAMPLE.rubrics == (RUBRIC, SECOND)
    assert (SAMPLE.settings.rubric_id, SAMPLE.settings.rubric_version) == ("five-gates", "1.1")
    assert list(RECORDS) == ["BRK-MAIL", "CLM-TRIAGE", "CUS-LETTERS", "UWR-SEARCH", "REN-LAPSE", "PRP-STORM"]


def test_every_initiative_says_what_it_is() -> None:
    for record in SAMPLE.records:
        initiative = record.initiative
        assert initiative.summary
        assert initiative.business_unit
        assert initiative.sponsor
        assert initiative.providers
        assert initiative.models
        assert initiative.target_go_live
        assert initiative.target_volume
        assert initiative.unit


def test_it_survives_export_and_import() -> None:
    written = write_portfolio(SAMPLE)

    assert read_portfolio(written, "sample.json", RUBRIC) == SAMPLE


def test_reviews_run_over_a_year() -> None:
    dates = [review.dated for record in SAMPLE.records for review in record.reviews]

    assert min(dates) == date(2025, 11, 18)
    assert max(dates) == date(2026, 11, 18)
    for code, record in RECORDS.items():
        assert len(record.reviews) == 1 if code == "PRP-STORM" else 2 <= len(record.reviews) <= 5


def test_every_answer_of_the_latest_reviews_says_why() -> None:
    for record in SAMPLE.records:
        for score in record.reviews[-1].scores.values():
            assert score.rationale or score.not_applicable


def test_readiness_never_rests_on_proof_that_was_not_there() -> None:
    """The history is believable: earlier reviews claim nothing without evidence of the time."""
    for record in SAMPLE.records:
        for assessment in assessments(record):
            assert not of_kind(assessment, ReasonKind.UNPROVEN)


def test_actions_of_every_status() -> None:
    statuses = {action.status for record in SAMPLE.records for action in record.actions}

    assert statuses == set(ActionStatus)


def test_every_review_but_the_latest_of_each_is_final_in_the_order_of_its_time() -> None:
    for record in SAMPLE.records:
        *earlier, latest_review = record.reviews
        assert all(review.seal for review in earlier)
        assert latest_review.seal is None
    seals = [review.seal for record in SAMPLE.records for review in record.reviews if review.seal]
    in_order = sorted(seals, key=lambda seal: seal.number)
    assert [seal.number for seal in in_order] == list(range(1, 14))
    assert in_order == sorted(seals, key=lambda seal: seal.at)
    assert first_fault(SAMPLE) is None
    assert read_sample(FOLDER, RUBRIC) == SAMPLE


def test_what_was_sealed_is_what_the_records_say_but_for_actions() -> None:
    for record in SAMPLE.records:
        for review in record.reviews:
            sealed = final_case(review, RUBRIC)
            now = case_of(record, review)
            if sealed is not None:
                known = tuple(change for change in now.changes if change.dated <= review.dated)
                assert judge(sealed) == judge(replace(now, actions=sealed.actions, changes=known))


def sealed_actions(code: str, dated: date) -> dict[str, ActionStatus]:
    (review,) = (review for review in RECORDS[code].reviews if review.dated == dated)
    sealed = final_case(review, RUBRIC)
    assert sealed
    return {action.criterion: action.status for action in sealed.actions}


def test_an_earlier_review_is_sealed_with_the_actions_of_its_day() -> None:
    assert sealed_actions("BRK-MAIL", date(2025, 11, 18)) == {}
    assert sealed_actions("BRK-MAIL", date(2026, 5, 19)) == {
        "ops-response": ActionStatus.OPEN,
        "arch-limits": ActionStatus.OPEN,
        "trust-bias": ActionStatus.DROPPED,
    }
    assert sealed_actions("BRK-MAIL", date(2026, 8, 18)) == {
        "ops-response": ActionStatus.DONE,
        "arch-limits": ActionStatus.DONE,
        "trust-bias": ActionStatus.DROPPED,
    }


def test_no_action_of_an_earlier_review_was_overdue_by_then() -> None:
    for record in SAMPLE.records:
        for review in record.reviews:
            sealed = final_case(review, RUBRIC)
            for action in sealed.actions if sealed else record.actions:
                assert action.status is not ActionStatus.OPEN or not action.due or action.due > review.dated


# Prices, scenarios and files


def test_models_are_priced_by_hand_as_of_two_days() -> None:
    earlier, later = SAMPLE.price_books
    assert (earlier.snapshot, later.snapshot) == (date(2026, 3, 2), date(2026, 9, 14))
    for book in SAMPLE.price_books:
        assert book.source.endswith("entered by hand")
    priced = {price.model for price in later.prices}
    named = {model for record in SAMPLE.records for model in record.initiative.models}
    assert named - priced == {"Lapse model 3 (gradient-boosted trees)"}


def outlook(code: str) -> dict[str, Projection]:
    record, market = RECORDS[code], Market(SAMPLE.price_books)
    found = outlook_of(
        record.ledger, record.scenarios, record.initiative.target_volume, SAMPLE.settings.currency, market
    )
    assert found.today
    rows = with_ranges(found.today, found.rows, market)
    return {row.own.name: row for row in rows if row.own}


def test_one_scenario_breaks_the_case_over_its_whole_range() -> None:
    (row,) = outlook("CLM-TRIAGE").values()
    assert row.scenario
    assert row.range
    assert monthly_result(row.scenario) == -4360
    assert row.range.p10 < row.range.p50 < row.range.p90 < 0


def test_another_holds_and_a_cheaper_model_is_no_gain() -> None:
    rows = outlook("CUS-LETTERS")
    held, cheaper = rows["Every draft read in full"], rows["Drafts by Ostmere Small 4"]
    assert held.range
    assert held.range.p10 > 0
    assert held.scenario
    assert cheaper.scenario
    today = replace(held.scenario, review=None)
    assert variable_unit_cost(cheaper.scenario) < variable_unit_cost(today)
    assert (monthly_result(cheaper.scenario) or 0) < (monthly_result(today) or 0)


def test_what_is_billed_for_a_letter_is_what_its_tokens_cost() -> None:
    (october,) = (line for line in RECORDS["CUS-LETTERS"].ledger.usage if line.dated == date(2026, 10, 1))
    price = SAMPLE.price_books[-1].price_of(october.model)
    assert price
    cost = cost_of_tokens(october, price)
    assert cost
    assert october.units
    assert round(cost / october.units, 2) == Decimal("0.19")


def test_a_test_result_has_its_report_attached() -> None:
    (evidence,) = (item for record in SAMPLE.records for item in record.evidence if item.file)
    assert evidence.file
    assert evidence.criterion == "trust-retest"
    report = SAMPLE.contents[evidence.file.digest].decode()
    for said in ("5,000", "95.1%", "96.2%", "64       9"):
        assert said in report
    assert len(report.encode()) == evidence.file.size < 10_000


def test_decisions_with_conditions_met_and_missed() -> None:
    decisions = [decision for record in SAMPLE.records for decision in record.decisions]
    assert {decision.outcome for decision in decisions} == {Outcome.GO, Outcome.CONDITIONS, Outcome.HOLD}
    states = {condition.state for decision in decisions for condition in decision.conditions}
    assert states == set(ConditionState)
    assert any(threshold.result for decision in decisions for threshold in decision.thresholds)


# The six verdicts


def test_one_is_ready_with_one_proof_that_lapses_soon() -> None:
    assessment = latest("BRK-MAIL")

    assert assessment.verdict.state is VerdictState.READY
    assert set(gate_states(assessment).values()) == {GateState.OPEN}
    (at_risk,) = of_kind(assessment, ReasonKind.AT_RISK)
    assert at_risk.criterion == "arch-provider"
    assert at_risk.proof
    assert at_risk.proof.lapses_on == date(2026, 11, 29)
    assert not of_kind(assessment, ReasonKind.EXPIRED)
    assert not of_kind(assessment, ReasonKind.VOIDED)
    assert [reason.criterion for reason in of_kind(assessment, ReasonKind.NOT_APPLICABLE)] == ["trust-bias"]


def test_one_is_ready_with_conditions_that_somebody_has_promised() -> None:
    assessment = latest("UWR-SEARCH")

    assert assessment.verdict.state is VerdictState.CONDITIONAL
    assert deciding(assessment) == dict.fromkeys(
        ["arch-provider", "trust-drift", "ops-response"], ReasonKind.FAILING
    )
    assert all(step.owner and step.due for step in assessment.path.steps)
    assert assessment.path.effort == Decimal("12.5")
    assert assessment.path.ready_by == date(2027, 1, 15)
    assert RECORDS["UWR-SEARCH"].reviews[-1].decision_asked


def test_a_brilliant_proof_of_concept_is_not_ready_for_want_of_an_owner_and_a_unit_cost() -> None:
    assessment = latest("CLM-TRIAGE")

    assert assessment.verdict.state is VerdictState.NOT_READY
    assert gate_states(assessment) == {
        "value": GateState.CLOSED,
        "architecture": GateState.CONDITIONAL,
        "trust": GateState.OPEN,
        "economics": GateState.CLOSED,
        "operations": GateState.CLOSED,
    }
    first = [reason.criterion for reason in assessment.reasons[:4]]
    assert first == ["ops-owner", "value-owner", "cost-visibility", "cost-unit"]
    assert not assessment.firmness


def test_one_was_ready_until_its_evidence_expired() -> None:
    earlier, before, now = assessments(RECORDS["REN-LAPSE"])

    assert [earlier.verdict.state, before.verdict.state] == [VerdictState.NOT_READY, VerdictState.READY]
    assert now.verdict.state is VerdictState.NOT_READY
    assert set(deciding(now).values()) == {ReasonKind.EXPIRED}
    assert {result.claimed or 4 for gate in now.verdict.gates for result in gate.criteria} == {3, 4}
    assert all(step.proof_only for step in now.path.steps)
    (waived,) = of_kind(now, ReasonKind.NOT_APPLICABLE)
    assert waived.required
    assert waived.not_applicable
    assert waived.not_applicable.approver


def test_one_was_ready_until_the_model_changed() -> None:
    *_, before, now = assessments(RECORDS["CUS-LETTERS"])

    assert before.verdict.state is VerdictState.READY
    assert now.verdict.state is VerdictState.CONDITIONAL
    assert deciding(now) == dict.fromkeys(
        ["trust-guardrails", "trust-retest", "trust-bias"], ReasonKind.VOIDED
    )
    for reason in of_kind(now, ReasonKind.VOIDED):
        assert reason.proof
        assert reason.proof.change
        assert (reason.proof.change.kind, reason.proof.change.dated) == ("model", date(2026, 10, 12))


def test_one_has_just_begun() -> None:
    assessment = latest("PRP-STORM")

    assert assessment.verdict.state is VerdictState.INCOMPLETE
    assert assessment.verdict.readiness is None
    assert set(gate_states(assessment).values()) == {GateState.INCOMPLETE}
    scored = [s for s in RECORDS["PRP-STORM"].reviews[-1].scores.values() if s.level is not None]
    assert len(scored) == 7


def test_one_is_restated_on_the_second_version_and_shows_kind_class_and_waiver() -> None:
    record = RECORDS["PRP-STORM"]
    (review,) = record.reviews
    assert (review.rubric_version, record.initiative.kind) == ("2.0", "vision")
    others = {
        each.rubric_version for code, of in RECORDS.items() for each in of.reviews if code != "PRP-STORM"
    }
    assert others == {"1.1"}
    (risk,), (waiver,) = record.risk_classes, record.waivers
    assert rule_problems(risk, risk_scheme()) == ()
    (held,) = latest("PRP-STORM").without_waivers
    assert (held.criterion, held.verdict) == (waiver.criterion, VerdictState.NOT_READY)
    assert waiver.until == date(2027, 2, 26)


def test_one_idea_waits_for_a_decision() -> None:
    (idea,) = SAMPLE.ideas
    assert (idea.state, idea.missing, idea.kind) == (IdeaState.OPEN, (), "classifier")


def test_the_ledger_is_read_table_by_table_and_month_by_month() -> None:
    lines = RECORDS["CLM-TRIAGE"].ledger

    assert lines.costs[0] == CostLine(
        dated=date(2026, 3, 1),
        category=CostCategory.MODEL,
        amount=Decimal("1044.00"),
        currency="EUR",
        phase=Phase.RUN,
        behaviour=Behaviour.VARIABLE,
        note="Text and photos, €0.58 a claim",
    )
    assert [str(line.month) for line in lines.costs[:9]] == [
        *(f"2026-{number:02}" for number in range(3, 11)),
        "2026-03",
    ]
    assert lines.usage[0] == UsageLine(date(2026, 3, 1), units=1800, unit="claims")
    assert lines.benefits[-1].amount == Decimal("5292.00")
    assert lines.benefits[-1].basis is Basis.FORECAST
    assert {line.note for line in lines.costs if not line.attributed} == {
        "Share of the innovation lab’s account"
    }
    assert all(record.ledger.costs for record in SAMPLE.records)


# The reader


def spoilt(folder: Path, file: str, old: str, new: str) -> str:
    """Copy the sample with one text replaced; say how it is refused."""
    copied = folder / "sample"
    shutil.copytree(FOLDER, copied)
    shutil.copytree(resource_path("rubrics"), folder / "rubrics")
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_sample(copied, RUBRIC)
    return caught.value.text(ENGLISH)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    slow_after(
        3,
        [
            (
                "portfolio.toml",
                "title =",
                "titel =",
                "portfolio.toml: titel: “titel” is not known here; did you",
            ),
            (
                "storm-photos.toml",
                "{ level = 2,",
                "{ level = 2.5,",
                "storm-photos.toml: reviews[0].scores.value-owner.level: ",
            ),
            ("storm-photos.toml", "tags =", "price = 1\ntags =", "storm-photos.toml: price: "),
            (
                "storm-photos.toml",
                "date = 2026-11-06",
                "date = 2026-11-06T12:00:00",
                "storm-photos.toml: evidence[0].date: Write a date",
            ),
            (
                "storm-photos.toml",
                "effort = 8",
                "effort = nan",
                "storm-photos.toml: actions[0].effort: Write a number",
            ),
            (
                "claims-triage.toml",
                '2026-04 = "1276.00"',
                "2026-04 = 1276.00",
                "claims-triage.toml: costs[1].amount: Write an amount in quotation marks",
            ),
            (
                "claims-triage.toml",
                "2026-04 = 2200",
                "2026-4 = 2200",
                "claims-triage.toml: usage[1].date: Write a date",
            ),
            (
                "claims-triage.toml",
                "[usage.by_month]",
                "[usage.by_week]",
                "claims-triage.toml: usage[0].date: This is missing",
            ),
            (
                "renewal-lapse.toml",
                "since = 2026-06-09",
                'since = "June"',
                "renewal-lapse.toml: actions[0].since: “since” is not known here",
            ),
            (
                "claims-triage.toml",
                'file = "claims-lab-notebook-27.txt"',
                "file = 27",
                "claims-triage.toml: evidence[5].file: Write an object",
            ),
            (
                "customer-letters.toml",
                "tokens_in = 50000",
                'tokens_in = "many"',
                "customer-letters.toml: usage[0].tokens_in: Write a whole number",
            ),
            (
                "renewal-lapse.toml",
                "2026-02-19T10:35:00Z",
                "19 February",
                "renewal-lapse.toml: reviews[0].final.at: Write a time in UTC",
            ),
            (
                "storm-photos.toml",
                "tags =",
                "benefit = [1]\ntags =",
                "storm-photos.toml: benefits[0]: Write an",
            ),
            (
                "storm-photos.toml",
                "tags =",
                "benefit = 1\ntags =",
                "storm-photos.toml: benefits: Write a list",
            ),
        ],
    ),
)
def test_a_fault_in_the_source_names_the_file(
    tmp_path: Path, file: str, old: str, new: str, expected: str
) -> None:
    assert spoilt(tmp_path, file, old, new).startswith(expected)


# Forecasts, and stop figures


def test_forecasts_came_true_did_not_are_overdue_and_are_still_open() -> None:
    on = date(2026, 11, 30)
    cases = [case for record in SAMPLE.records for case in forecasts_on(record, on)]
    found = calibration_of(cases, on)
    assert (found.resolved, found.overdue, found.pending, found.anecdotal) == (2, 1, 1, True)


def test_what_was_added_to_decisions_and_forecasts_is_later_than_every_seal() -> None:
    for record in SAMPLE.records:
        sealed = [held for review in record.reviews if (held := sealed_record(review))]
        assert not any(held.forecasts or held.biases for held in sealed)
        assert not any(
            threshold.ledger for held in sealed for made in held.decisions for threshold in made.thresholds
        )


def test_one_stop_figure_is_reached() -> None:
    market = Market(SAMPLE.price_books, SAMPLE.rates)
    reached = {
        code: [str(each.month) for each in check.reached]
        for code, record in RECORDS.items()
        for check in stop_checks(record.decisions, record.ledger, market, date(2026, 11, 30))
    }
    assert reached == {"CLM-TRIAGE": ["2026-08", "2026-09", "2026-10"]}


def test_the_sample_is_read_in_another_language_with_the_same_figures() -> None:
    english = SAMPLE
    spoken = read_sample(FOLDER, RUBRIC, Wording(str.upper))
    record, spoken_record = english.records[0], spoken.records[0]
    assert spoken.settings.title == english.settings.title.upper()
    assert spoken_record.initiative.name == record.initiative.name.upper()
    assert spoken_record.initiative.code == record.initiative.code
    assert [each.amount for each in spoken_record.ledger.costs] == [
        each.amount for each in record.ledger.costs
    ]
    assert (
        spoken_record.reviews[0].scores["value-owner"].rationale
        == record.reviews[0].scores["value-owner"].rationale.upper()
    )
    classes = [each for of in english.records for each in of.risk_classes]
    assert [each.name for of in spoken.records for each in of.risk_classes] == [each.name for each in classes]


def test_a_file_of_evidence_is_the_one_in_the_language_of_the_sample(tmp_path: Path) -> None:
    (tmp_path / "claims-lab-notebook-27.txt").write_text("Auf Deutsch")
    spoken = read_sample(FOLDER, RUBRIC, Wording(folder=tmp_path))
    assert list(spoken.contents.values()) == [b"Auf Deutsch"]


def test_a_seal_holds_what_was_known_on_its_day() -> None:
    record = RECORDS["BRK-MAIL"]
    held = [sealed_record(review) for review in record.reviews if review.seal is not None]
    assert [each.initiative.stage.value for each in held if each] == ["poc", "pilot", "pilot", "pilot"]
    assert held[-1] is not None
    (may,) = (each for each in held[-1].decisions if each.dated == date(2026, 5, 26))
    assert [condition.state for condition in may.conditions] == [ConditionState.MET, ConditionState.MET]
    assert [figure.result for figure in may.thresholds] == ["", ""]
    (today,) = (each for each in record.decisions if each.dated == may.dated)
    assert all(figure.result for figure in today.thresholds)
    assert record.initiative.stage.value == "production"


def test_a_condition_is_open_in_a_seal_before_it_was_settled(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    shutil.copytree(FOLDER, folder)
    shutil.copytree(FOLDER.parent / "rubrics", tmp_path / "rubrics")
    source = folder / "broker-mail.toml"
    text = source.read_text(encoding="utf-8")
    assert "known = 2026-07-14" in text
    source.write_text(text.replace("known = 2026-07-14", "known = 2026-09-14"), encoding="utf-8")
    (record,) = (r for r in read_sample(folder, RUBRIC).records if r.initiative.code == "BRK-MAIL")
    held = sealed_record(record.reviews[3])
    assert held is not None
    (may,) = (each for each in held.decisions if each.dated == date(2026, 5, 26))
    assert [condition.state.value for condition in may.conditions] == ["met", "open"]
    assert may.conditions[1].note == ""
    assert record.decisions[0].conditions[1].state is ConditionState.MET
