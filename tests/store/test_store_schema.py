"""The tables hold only what the domain can read, and the views can be read by a person."""

import sqlite3
from enum import StrEnum
from typing import Any

import pytest
from stored import LOG_TABLES, TABLES, VIEW_TABLES

from fivegates.domain import limits
from fivegates.domain.economics.ledger import Basis, Behaviour, CostCategory, Phase
from fivegates.domain.initiative.decisions import ConditionState, Outcome
from fivegates.domain.initiative.initiative import ActionStatus, ChangeKind, EvidenceKind, Stage
from fivegates.domain.verdict.states import GateState, VerdictState
from fivegates.store.file.inspection import digest_of, schema_objects
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.schema import versions
from fivegates.store.schema.versions import migrate

ROWS: dict[str, dict[str, object]] = {
    "initiative": {
        "code": "NEW",
        "name": "New",
        "summary": "",
        "business_unit": "",
        "sponsor": "",
        "stage": "poc",
        "providers": "[]",
        "models": "[]",
        "unit": "",
        "tags": "[]",
        "archived": 0,
    },
    "evidence": {
        "initiative_id": 1,
        "criterion": "owner",
        "kind": "link",
        "title": "T",
        "dated": "2026-05-12",
        "reference": "",
        "note": "",
    },
    "change": {"initiative_id": 1, "dated": "2026-05-12", "kind": "data", "summary": "S"},
    "action": {"initiative_id": 1, "criterion": "owner", "title": "T", "owner": "", "status": "open"},
    "risk_class": {
        "initiative_id": 1,
        "dated": "2026-05-12",
        "by": "A",
        "reason": "R",
        "scheme": "s",
        "version": "1",
        "level": "high",
        "name": "High",
        "cites": "Rule 1",
        "also": "[]",
        "answers": "[]",
    },
    "brief_meeting": {
        "initiative_id": 2,
        "agenda_item": "1",
        "reference": "",
        "meeting": "",
        "presenter": "",
        "minute": "",
        "classification": "",
    },
    "paper_meeting": {
        "paper": "comparison",
        "agenda_item": "1",
        "reference": "",
        "meeting": "",
        "presenter": "",
        "minute": "",
        "classification": "",
    },
    "comment": {
        "initiative_id": 1,
        "criterion": "owner",
        "by": "",
        "at": "2026-05-13T09:12:30Z",
        "text": "T",
        "resolved": 0,
    },
    "edit": {
        "at": "2026-05-13T09:12:30Z",
        "by": "E. Lindqvist",
        "kind": "edit",
        "what": "Add “{name}”",
        "details": '[["name", "A", "text"]]',
        "initiatives": "[1]",
        "codes": '["CLAIMS"]',
        "criterion": "",
    },
    "waiver": {
        "initiative_id": 1,
        "criterion": "owner",
        "reason": "R",
        "requester": "A",
        "approver": "B",
        "granted": "2026-05-12",
        "until": "2026-08-12",
        "condition": "",
        "revoked_by": "",
        "revoked_why": "",
    },
    "review": {
        "initiative_id": 2,
        "dated": "2026-05-12",
        "rubric_id": "small",
        "rubric_version": "1.0",
        "reviewer": "",
        "decision_asked": "",
    },
    "score": {"review_id": 1, "criterion": "new", "rationale": ""},
    "gate_verdict": {"review_id": 1, "number": 9, "gate": "value", "name": "Value", "state": "open"},
    "cost": {
        "initiative_id": 1,
        "dated": "2026-05-12",
        "category": "other",
        "amount": "-12.50",
        "currency": "EUR",
        "phase": "run",
        "behaviour": "fixed",
        "basis": "actual",
        "billed": "0.000001",
        "attributed": 1,
        "attributed_to": "",
        "source": "",
        "note": "",
        "fingerprint": "",
    },
    "usage": {
        "initiative_id": 1,
        "dated": "2026-05-12",
        "unit": "",
        "model": "",
        "basis": "actual",
        "source": "",
        "note": "",
        "fingerprint": "",
    },
    "benefit": {
        "initiative_id": 1,
        "dated": "2026-05-12",
        "amount": "12",
        "currency": "EUR",
        "what": "",
        "basis": "forecast",
        "source": "",
        "note": "",
        "fingerprint": "",
    },
    "rate": {"month": "2026-05", "base": "EUR", "quote": "USD", "value": "1.0842", "source": ""},
    "rubric": {"id": "r", "version": "1", "name": "", "content": "{}"},
    "seal": {
        "review_id": 1,
        "number": 1,
        "by": "E. Lindqvist",
        "at": "2026-05-13T09:12:30Z",
        "previous": "0" * 64,
        "hash": "a1" * 32,
        "content": "{}",
    },
    "decision": {
        "initiative_id": 1,
        "dated": "2026-05-12",
        "outcome": "go",
        "by": "The board",
        "rationale": "",
    },
    "condition": {"decision_id": 1, "number": 9, "text": "T", "owner": "", "state": "open", "note": ""},
    "threshold": {"decision_id": 1, "number": 9, "measure": "M", "expand": "", "stop": "", "result": ""},
    "idea": {
        "dated": "2026-05-12",
        "title": "T",
        "problem": "P",
        "without_ai": "",
        "owner": "",
        "by": "",
        "whose_time": "",
        "instead": "",
        "risk": "",
        "penalties": "",
        "data": "",
        "expected_class": "",
        "kind": "agent",
        "state": "open",
        "decided": "2026-05-12",
        "decided_by": "",
        "reason": "",
        "initiative": "",
    },
    "framework": {
        "code": "own",
        "version": "1",
        "name": "Own",
        "source": "S",
        "published": "2026-05-12",
        "dated": "2026-05-12",
        "not_covered": "All",
    },
    "framework_item": {
        "framework_id": 1,
        "number": 9,
        "ref": "R",
        "title": "T",
        "part": "",
        "criteria": "[]",
        "not_covered": "",
        "applies_from": "2026-05-12",
    },
}
"""A row that each table takes."""


def insert(file: PortfolioFile, table: str, row: dict[str, object]) -> None:
    columns = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    file.connection.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))


@pytest.mark.parametrize("table", ROWS)
def test_a_sound_row_is_taken(file: PortfolioFile, table: str) -> None:
    insert(file, table, ROWS[table])


LONG = "x" * 20_001
BAD_AMOUNTS = [
    "",
    "-",
    ".",
    "1.",
    ".5",
    "-.5",
    "1-2",
    "--1",
    "1.2.3",
    "1e3",
    "+1",
    "NaN",
    " 1",
    "1,5",
    "٣",
    "1" * 61,
]
BAD = [
    ("comment", "initiative_id", 77),
    ("comment", "text", ""),
    ("comment", "resolved", 2),
    ("edit", "at", "2026-05-13 09:12:30"),
    ("edit", "kind", "wish"),
    ("edit", "what", ""),
    ("edit", "details", "none"),
    ("edit", "by", LONG),
    ("initiative", "code", ""),
    ("initiative", "code", "x" * 33),
    ("initiative", "code", "claims"),
    ("initiative", "name", ""),
    ("initiative", "name", LONG),
    ("initiative", "stage", "stalled"),
    ("initiative", "providers", "none"),
    ("initiative", "tags", '{"a": 1}'),
    ("initiative", "target_go_live", "12 May 2026"),
    ("initiative", "target_volume", 0),
    ("initiative", "target_volume", 2.5),
    ("initiative", "target_volume", "many"),
    ("initiative", "archived", 2),
    ("initiative", "id", 0),
    ("evidence", "initiative_id", 77),
    ("evidence", "initiative_id", None),
    ("evidence", "kind", "rumour"),
    ("evidence", "title", ""),
    ("evidence", "title", b"bytes"),
    ("evidence", "dated", "2026-02-30"),
    ("evidence", "dated", "2026-5-1"),
    ("evidence", "dated", "2026-05-12 09:30"),
    ("evidence", "dated", "0000-01-01"),
    ("evidence", "dated", "-001-01-01"),
    ("evidence", "dated", 2_460_000),
    ("evidence", "note", LONG),
    ("change", "kind", "weather"),
    ("change", "summary", LONG),
    ("action", "target_level", 5),
    ("action", "target_level", -1),
    ("action", "due", ""),
    ("action", "effort_tenths", -1),
    ("action", "effort_tenths", 2.5),
    ("action", "status", "later"),
    ("review", "rubric_version", "2.0"),
    ("review", "dated", None),
    ("score", "level", 5),
    ("score", "level", "high"),
    ("score", "review_id", 77),
    ("score", "criterion", "owner"),
    ("score", "not_applicable_reason", "no approver"),
    ("score", "rationale", LONG),
    ("gate_verdict", "state", "ajar"),
    ("gate_verdict", "score_numerator", 50),
    ("gate_verdict", "score_denominator", 0),
    ("rubric", "content", "words"),
    *(
        (table, column, amount)
        for table, column in (
            ("cost", "amount"),
            ("cost", "billed"),
            ("benefit", "amount"),
            ("rate", "value"),
        )
        for amount in BAD_AMOUNTS
    ),
    ("cost", "amount", None),
    ("cost", "currency", "eur"),
    ("cost", "currency", "EURO"),
    ("cost", "category", "models"),
    ("cost", "dated", "2026-02-30"),
    ("cost", "attributed", 2),
    ("cost", "phase", "walk"),
    ("cost", "behaviour", "odd"),
    ("cost", "basis", "hope"),
    ("cost", "initiative_id", 77),
    ("usage", "units", -1),
    ("usage", "units", 1.5),
    ("usage", "tokens_cached", "many"),
    ("usage", "basis", "hope"),
    ("benefit", "currency", ""),
    ("rate", "value", "0"),
    ("rate", "value", "0.00"),
    ("rate", "value", "-1"),
    ("rate", "quote", "EUR"),
    ("rate", "month", "2026-13"),
    ("rate", "month", "2026-5"),
    ("rate", "month", "2026-05-01"),
    ("rate", "month", "2026-03"),
    ("score", "carried", 2),
    ("review", "supersedes", "first"),
    ("review", "correction", LONG),
    ("seal", "review_id", 77),
    ("seal", "number", 0),
    ("seal", "by", ""),
    ("seal", "at", "2026-05-13 09:12:30"),
    ("seal", "at", "2026-02-30T09:12:30Z"),
    ("seal", "at", "0000-01-01T00:00:00Z"),
    ("seal", "hash", "a1"),
    ("seal", "hash", "A1" * 32),
    ("seal", "previous", "g" * 64),
    ("seal", "content", "words"),
    ("decision", "initiative_id", 77),
    ("decision", "outcome", "maybe"),
    ("decision", "dated", "2026-02-30"),
    ("decision", "by", ""),
    ("condition", "decision_id", 77),
    ("condition", "number", 1),
    ("condition", "text", ""),
    ("condition", "state", "soon"),
    ("condition", "due", "soon"),
    ("threshold", "decision_id", 77),
    ("threshold", "measure", ""),
    ("threshold", "number", 0),
]


@pytest.mark.parametrize(("table", "column", "value"), BAD)
def test_what_the_domain_cannot_read_is_not_taken(
    file: PortfolioFile, table: str, column: str, value: object
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(file, table, {**ROWS[table], column: value})


def test_a_score_is_a_level_or_not_applicable(file: PortfolioFile) -> None:
    both = {"level": 3, "not_applicable_reason": "none here", "not_applicable_approver": ""}
    with pytest.raises(sqlite3.IntegrityError):
        insert(file, "score", {**ROWS["score"], **both})


@pytest.mark.parametrize("table", ["portfolio", "revision"])
def test_there_is_one_row_of_what_there_is_one(file: PortfolioFile, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        file.connection.execute(f"UPDATE {table} SET id = 2")


def test_every_table_is_strict(file: PortfolioFile) -> None:
    found = file.connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict"
    ).fetchall()
    assert {row["name"] for row in found} == {*TABLES, *LOG_TABLES, *VIEW_TABLES, "revision", "evidence_file"}


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("initiative", "stage", Stage),
        ("evidence", "kind", EvidenceKind),
        ("change", "kind", ChangeKind),
        ("action", "status", ActionStatus),
        ("gate_verdict", "state", GateState),
        ("cost", "category", CostCategory),
        ("cost", "phase", Phase),
        ("cost", "behaviour", Behaviour),
        ("cost", "basis", Basis),
        ("usage", "basis", Basis),
        ("benefit", "basis", Basis),
        ("decision", "outcome", Outcome),
        ("condition", "state", ConditionState),
    ],
)
def test_every_word_of_the_domain_is_taken(
    file: PortfolioFile, table: str, column: str, words: type[StrEnum]
) -> None:
    for number, word in enumerate(words, 10):
        own = {"code": f"NEW-{number}"} if table == "initiative" else {}
        numbered = {"number": number} if table in {"gate_verdict", "condition"} else {}
        insert(file, table, {**ROWS[table], **own, **numbered, column: word.value})


def test_every_verdict_is_taken(file: PortfolioFile) -> None:
    for state in VerdictState:
        changed = file.connection.execute("UPDATE review_verdict SET verdict = ?", (state.value,))
        assert changed.rowcount


def test_whatever_the_forms_allow_is_taken(file: PortfolioFile) -> None:
    list_text = str([chr(34) * limits.LABEL] * limits.MOST_LABELS)
    insert(
        file,
        "initiative",
        {
            **ROWS["initiative"],
            "name": "n" * limits.TITLE,
            "summary": "s" * limits.SUMMARY,
            "sponsor": "s" * limits.SHORT_TEXT,
            "tags": list_text.replace(chr(34), '\\"'),
            "target_volume": limits.MOST_VOLUME,
        },
    )
    reference, note = "r" * limits.REFERENCE, "n" * limits.LONG_TEXT
    insert(file, "evidence", {**ROWS["evidence"], "reference": reference, "note": note})
    effort = int(limits.MOST_EFFORT * 10)
    days = {"due": limits.LAST_DAY.isoformat(), "effort_tenths": effort}
    insert(file, "action", {**ROWS["action"], **days})


# Views


def view(file: PortfolioFile, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in file.connection.execute(f"SELECT * FROM {name}").fetchall()]


def test_latest_verdicts(file: PortfolioFile) -> None:
    assert view(file, "latest_verdicts") == [
        {
            "code": "CLAIMS",
            "name": "Assistant CLAIMS – Zażółć, Έλεγχος, Проверка",
            "stage": "pilot",
            "reviewed": "2026-05-12",
            "verdict": "incomplete",
            "readiness_percent": None,
            "waived_until": None,
        }
    ]


def test_readiness_is_shown_as_a_rounded_percentage(file: PortfolioFile) -> None:
    file.connection.execute("UPDATE review_verdict SET readiness_numerator = 200, readiness_denominator = 3")
    assert view(file, "latest_verdicts")[0]["readiness_percent"] == 66.7


def test_the_latest_review_of_a_day_is_the_one_added_last(file: PortfolioFile) -> None:
    insert(file, "review", {**ROWS["review"], "initiative_id": 1})
    assert {row["review_id"] for row in view(file, "latest_review")} == {3}


def test_gate_scores(file: PortfolioFile) -> None:
    found = view(file, "gate_scores")
    assert [(row["code"], row["reviewed"], row["gate"]) for row in found] == [
        ("CLAIMS", day, gate) for day in ("2026-02-11", "2026-05-12") for gate in ("Value", "Trust")
    ]
    assert [row["state"] for row in found] == ["closed", "incomplete", "incomplete", "conditional"]
    assert [row["score_percent"] for row in found] == [None, None, None, 50.0]


def test_open_actions_by_owner(file: PortfolioFile) -> None:
    assert view(file, "open_actions_by_owner") == [
        {
            "code": "CLAIMS",
            "name": "Assistant CLAIMS – Zażółć, Έλεγχος, Проверка",
            "criterion": "test",
            "title": "Work on test",
            "owner": "A. Okafor",
            "due": "2026-06-30",
            "target_level": 3,
            "effort_person_days": 2.5,
        }
    ]


def test_evidence_by_criterion(file: PortfolioFile) -> None:
    found = view(file, "evidence_by_criterion")
    assert [(row["criterion"], row["dated"], row["kind"]) for row in found] == [
        ("owner", "2026-05-02", "test-result"),
        ("test", "2026-04-02", "sign-off"),
    ]


def test_evidence_that_backs_several_has_a_row_for_each(file: PortfolioFile) -> None:
    file.connection.execute("""UPDATE evidence SET also = '["test", "bias"]' WHERE criterion = 'owner'""")
    found = view(file, "evidence_by_criterion")
    assert [(row["criterion"], row["dated"], row["criteria_served"]) for row in found] == [
        ("bias", "2026-05-02", 3),
        ("owner", "2026-05-02", 3),
        ("test", "2026-04-02", 1),
        ("test", "2026-05-02", 3),
    ]
    lapses = view(file, "evidence_that_lapses")
    assert [(row["criterion"], row["dated"]) for row in lapses] == [
        ("owner", "2026-05-02"),
        ("test", "2026-05-02"),
    ]


def test_cost_by_month(file: PortfolioFile) -> None:
    insert(file, "cost", {**ROWS["cost"], "dated": "2026-04-30", "category": "other"})
    insert(file, "cost", {**ROWS["cost"], "dated": "2026-04-02", "category": "other", "amount": "0.005"})
    found = view(file, "cost_by_month")
    assert [(row["month"], row["category"], row["currency"], row["rounded_amount"]) for row in found] == [
        ("2026-03", "human review", "USD", 0.0),
        ("2026-04", "model and tokens", "EUR", 1200.5),
        ("2026-04", "other", "EUR", -12.5),
    ]


def test_a_month_and_pair_has_one_rate_in_either_direction(file: PortfolioFile) -> None:
    insert(file, "rate", ROWS["rate"])
    with pytest.raises(sqlite3.IntegrityError):
        insert(file, "rate", {**ROWS["rate"], "base": "USD", "quote": "EUR"})


def test_a_corrected_review_is_no_longer_the_latest(file: PortfolioFile) -> None:
    insert(file, "seal", ROWS["seal"])
    insert(file, "review", {**ROWS["review"], "initiative_id": 1, "dated": "2026-01-01", "supersedes": 1})
    assert [row["review_id"] for row in view(file, "latest_review")] == [2]
    assert {row["id"] for row in view(file, "standing_review")} == {2, 3}
    with pytest.raises(sqlite3.IntegrityError):
        insert(file, "review", {**ROWS["review"], "supersedes": 1})


def test_final_reviews(file: PortfolioFile) -> None:
    insert(file, "seal", ROWS["seal"])
    (found,) = view(file, "final_reviews")
    assert (found["number"], found["code"], found["reviewed"]) == (1, "CLAIMS", "2026-02-11")
    assert (found["verdict"], found["final_by"], found["hash"]) == ("not-ready", "E. Lindqvist", "a1" * 32)


def test_the_decision_log(file: PortfolioFile) -> None:
    insert(file, "decision", {**ROWS["decision"], "dated": "2026-04-01"})
    found = view(file, "decision_log")
    assert [(row["dated"], row["code"], row["outcome"]) for row in found] == [
        ("2026-05-07", "CLAIMS", "go-with-conditions"),
        ("2026-04-01", "CLAIMS", "go"),
    ]
    assert [(row["conditions"], row["conditions_met"]) for row in found] == [(2, 1), (0, 0)]


def test_views_cannot_be_written(file: PortfolioFile) -> None:
    for name in (
        "latest_verdicts",
        "waivers_by_end",
        "gate_scores",
        "open_actions_by_owner",
        "evidence_by_criterion",
        "cost_by_month",
        "standing_review",
        "final_reviews",
        "decision_log",
        "criteria",
        "why_not_ready",
        "evidence_that_lapses",
        "decisions_and_conditions",
    ):
        with pytest.raises(sqlite3.OperationalError, match="it is a view"):
            file.connection.execute(f"DELETE FROM {name}")


def test_the_digest_is_that_of_all_steps() -> None:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate(fresh, versions.MIGRATIONS)
    assert digest_of(schema_objects(fresh)) == versions.DIGEST
    fresh.close()


def test_the_digest_changes_with_any_definition() -> None:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate(fresh, (*versions.MIGRATIONS, "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;\n"))
    assert digest_of(schema_objects(fresh)) != versions.DIGEST
    fresh.close()
