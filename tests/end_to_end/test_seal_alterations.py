"""A sealed portfolio altered in every place behind its final reviews: check finds each, and names it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fivegates.actions.file.check import check_portfolio
from fivegates.actions.file.creation import create_filled
from fivegates.actions.file.files import close_portfolio
from fivegates.actions.finalising import finalise_review
from fivegates.actions.importing.prices import add_book
from fivegates.actions.importing.rates import add_rate
from fivegates.actions.queries import latest_draft, record
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.economics.assumptions import Assumptions
from fivegates.domain.economics.ledger import ModelPrice, PriceBook
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.initiative.decisions import Condition, Decision, Outcome, Threshold
from fivegates.domain.language import ENGLISH
from fivegates.domain.review.review import Portfolio
from fivegates.exchange.portfolio.sample import read_sample
from fivegates.resources import resource_path

pytestmark = pytest.mark.slow

CODE = "CLM-TRIAGE"
AT = datetime(2026, 12, 31, 12, tzinfo=UTC)

SEALED = "SELECT max(review_id) FROM seal"
"""The latest final review."""

REVIEW = {
    "review's day": f"UPDATE review SET dated = date(dated, '-1 day') WHERE id = ({SEALED})",
    "reviewer": f"UPDATE review SET reviewer = 'X' WHERE id = ({SEALED})",
    "decision asked": f"UPDATE review SET decision_asked = 'X' WHERE id = ({SEALED})",
    "correction": f"UPDATE review SET correction = 'X' WHERE id = ({SEALED})",
    "level": f"UPDATE score SET level = 4 - level WHERE review_id = ({SEALED}) AND criterion = 'value-owner'",
    "rationale": f"UPDATE score SET rationale = 'X' WHERE review_id = ({SEALED}) AND level IS NOT NULL",
    "carried": f"UPDATE score SET carried = 1 - carried WHERE review_id = ({SEALED})",
    "answer removed": f"DELETE FROM score WHERE review_id = ({SEALED}) AND criterion = 'arch-data'",
    "answer waived": (
        "UPDATE score SET level = NULL, not_applicable_reason = 'X', not_applicable_approver = 'Y' "
        f"WHERE review_id = ({SEALED}) AND criterion = 'arch-data'"
    ),
    "verdict beside it": f"UPDATE review_verdict SET verdict = 'incomplete' WHERE review_id = ({SEALED})",
    "readiness beside it": f"UPDATE review_verdict SET readiness_numerator = 99 WHERE review_id = ({SEALED})",
    "gate beside it": f"UPDATE gate_verdict SET state = 'incomplete' WHERE review_id = ({SEALED})",
    "name of a gate": f"UPDATE gate_verdict SET name = 'X' WHERE review_id = ({SEALED})",
    "rubric": "UPDATE rubric SET content = replace(content, 'owner', 'owning')",
    "number of the seal": f"UPDATE seal SET number = 99 WHERE review_id = ({SEALED})",
    "who sealed": f"UPDATE seal SET \"by\" = 'X' WHERE review_id = ({SEALED})",
    "when sealed": f"UPDATE seal SET at = '2026-12-30T12:00:00Z' WHERE review_id = ({SEALED})",
    "link before": f"UPDATE seal SET previous = '{'a' * 64}' WHERE review_id = ({SEALED})",
    "hash": f"UPDATE seal SET hash = '{'a' * 64}' WHERE review_id = ({SEALED})",
    "first seal removed": "DELETE FROM seal WHERE number = 1",
    "code": "UPDATE initiative SET code = 'OTHER' WHERE id = 1",
}
"""What makes the file unsound, by what is altered."""

RECORD = {
    "name": ("UPDATE initiative SET name = 'X'", "field “name”"),
    "summary": ("UPDATE initiative SET summary = 'X'", "field “summary”"),
    "business unit": ("UPDATE initiative SET business_unit = 'X'", "field “business_unit”"),
    "sponsor": ("UPDATE initiative SET sponsor = 'X'", "field “sponsor”"),
    "stage": ("UPDATE initiative SET stage = 'retired'", "field “stage”"),
    "providers": ("UPDATE initiative SET providers = '[\"X\"]'", "field “providers”"),
    "models": ("UPDATE initiative SET models = '[\"X\"]'", "field “models”"),
    "go-live": ("UPDATE initiative SET target_go_live = '2031-01-01'", "field “target_go_live”"),
    "target volume": ("UPDATE initiative SET target_volume = 7", "field “target_volume”"),
    "unit": ("UPDATE initiative SET unit = 'X'", "field “unit”"),
    "tags": ("UPDATE initiative SET tags = '[\"X\"]'", "field “tags”"),
    "evidence's title": ("UPDATE evidence SET title = 'X' WHERE id = 1", "evidence “"),
    "evidence's day": ("UPDATE evidence SET dated = date(dated, '-1 day') WHERE id = 1", "evidence “"),
    "evidence's reference": ("UPDATE evidence SET reference = 'X' WHERE id = 1", "evidence “"),
    "evidence's note": ("UPDATE evidence SET note = 'X' WHERE id = 1", "evidence “"),
    "evidence's kind": ("UPDATE evidence SET kind = 'incident' WHERE id = 1", "evidence “"),
    "evidence's criterion": ("UPDATE evidence SET criterion = 'ops-obligations' WHERE id = 1", "evidence “"),
    "evidence removed": ("DELETE FROM evidence WHERE id = 1", "evidence “"),
    "change's day": ("UPDATE change SET dated = date(dated, '-1 day') WHERE id = 1", "change of "),
    "change's kind": ("UPDATE change SET kind = 'terms' WHERE id = 1", "change of "),
    "change's summary": ("UPDATE change SET summary = 'X' WHERE id = 1", "change of "),
    "change removed": ("DELETE FROM change WHERE id = 1", "change of "),
    "action's title": ("UPDATE action SET title = 'X' WHERE id = 1", "action “"),
    "action's owner": ("UPDATE action SET owner = 'X' WHERE id = 1", "action “"),
    "action's day": ("UPDATE action SET due = '2031-01-01' WHERE id = 1", "action “"),
    "action's effort": ("UPDATE action SET effort_tenths = 990 WHERE id = 1", "action “"),
    "action's level": ("UPDATE action SET target_level = 1 WHERE id = 1", "action “"),
    "action's status": ("UPDATE action SET status = 'dropped' WHERE id = 1", "action “"),
    "action removed": ("DELETE FROM action WHERE id = 1", "action “"),
    "outcome": ("UPDATE decision SET outcome = 'stop'", "decision of 2 January 2026 by Board"),
    "who decided": ("UPDATE decision SET \"by\" = 'X'", "decision of 2 January 2026 by Board"),
    "why": ("UPDATE decision SET rationale = 'X'", "decision of 2 January 2026 by Board"),
    "when decided": ("UPDATE decision SET dated = '2026-01-03'", "decision of 2 January 2026 by Board"),
    "condition's text": ("UPDATE condition SET text = 'X'", "condition “Test it”"),
    "condition's owner": ("UPDATE condition SET owner = 'X'", "condition “Test it”"),
    "condition's day": ("UPDATE condition SET due = '2031-01-01'", "condition “Test it”"),
    "condition's state": ("UPDATE condition SET state = 'met'", "condition “Test it”"),
    "condition's note": ("UPDATE condition SET note = 'X'", "condition “Test it”"),
    "condition removed": ("DELETE FROM condition", "condition “Test it”"),
    "threshold's measure": ("UPDATE threshold SET measure = 'X'", "threshold “Errors”"),
    "threshold for more": ("UPDATE threshold SET expand = 'X'", "threshold “Errors”"),
    "threshold for the end": ("UPDATE threshold SET stop = 'X'", "threshold “Errors”"),
    "threshold's result": ("UPDATE threshold SET result = 'X'", "threshold “Errors”"),
    "threshold removed": ("DELETE FROM threshold", "threshold “Errors”"),
    "cost": ("UPDATE cost SET amount = '123456' WHERE id = 1", "cost of "),
    "cost's month": ("UPDATE cost SET dated = date(dated, '-1 year') WHERE id = 1", "cost of "),
    "cost's category": ("UPDATE cost SET category = 'licences' WHERE id = 1", "cost of "),
    "cost's note": ("UPDATE cost SET note = 'X' WHERE id = 1", "cost of "),
    "cost unattributed": ("UPDATE cost SET attributed = 0, attributed_to = '' WHERE id = 1", "cost of "),
    "cost removed": ("DELETE FROM cost WHERE id = 1", "cost of "),
    "usage": ("UPDATE usage SET units = 1 WHERE id = 1", "usage of "),
    "usage removed": ("DELETE FROM usage WHERE id = 1", "usage of "),
    "benefit": ("UPDATE benefit SET amount = '123456' WHERE id = 1", "benefit of "),
    "benefit removed": ("DELETE FROM benefit WHERE id = 1", "benefit of "),
    "scenario": ("UPDATE scenario SET volume = 7", "scenario “Own”"),
    "scenario removed": ("DELETE FROM scenario", "scenario “Own”"),
    "rate": ("UPDATE rate SET value = '9'", "exchange rate EUR to USD of January 2026"),
    "rate removed": ("DELETE FROM rate", "exchange rate EUR to USD of January 2026"),
    "price": ("UPDATE price SET input = '9'", "price of m-1 of 1 January 2026"),
    "price removed": ("DELETE FROM price", "price of m-1 of 1 January 2026"),
    "source of prices": ("UPDATE price_book SET source = 'X'", "price of m-1 of 1 January 2026"),
}
"""What differs from what was sealed, by what is altered, and the name by which it is found."""


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A portfolio of one initiative with two final reviews, and with every kind of record behind them."""
    path = tmp_path_factory.mktemp("sealed") / "sealed.fivegates"
    opened = create_filled(path, _drafts())
    add_rate(opened, Rate(Month(2026, 1), "EUR", "USD", Decimal("1.1")))
    add_book(opened, PriceBook(date(2026, 1, 1), "EUR", (ModelPrice("m-1", Decimal(1), Decimal(2)),), "list"))
    for _ in range(2):
        finalise_review(opened, latest_draft(record(opened, 1)).id, "R. Marsh", AT)
    close_portfolio(opened)
    return path.read_bytes()


def _drafts() -> Portfolio:
    """The sample's claims triage with drafts alone, a decision and a scenario."""
    whole = read_sample(resource_path("sample"), default_rubric())
    (found,) = (each for each in whole.records if each.initiative.code == CODE)
    decision = Decision(
        date(2026, 1, 2),
        Outcome.GO,
        "Board",
        "Because",
        (Condition("Test it", "R. Marsh", date(2026, 4, 1)),),
        (Threshold("Errors", "1 %", "5 %"),),
    )
    bare = replace(
        found,
        reviews=tuple(replace(each, seal=None, supersedes=None, correction="") for each in found.reviews),
        decisions=(decision,),
        scenarios=(Assumptions("Own", 20, "EUR", model="m-1"),),
    )
    return replace(whole, records=(bare,), price_books=())


def altered(sealed: bytes, folder: Path, statement: str) -> Path:
    """A copy that another program altered, with its guards off for the while."""
    path = folder / "altered.fivegates"
    path.write_bytes(sealed)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in found:
            connection.execute(f'DROP TRIGGER "{name}"')
        assert connection.execute(statement).rowcount > 0
        for _, sql in found:
            connection.execute(sql)
    return path


def test_unaltered_it_is_sound(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sealed.fivegates"
    path.write_bytes(sealed)
    checked = check_portfolio(path)
    assert checked.head is not None
    assert (checked.head.count, checked.since) == (2, ())


def test_there_are_60_alterations_and_more() -> None:
    assert len(REVIEW) + len(RECORD) + len(CONTENT) >= 60


@pytest.mark.parametrize("what", REVIEW)
def test_an_altered_review_is_refused(sealed: bytes, tmp_path: Path, what: str) -> None:
    with pytest.raises(UserError) as refused:
        check_portfolio(altered(sealed, tmp_path, REVIEW[what]))
    assert any(words in str(refused.value) for words in ("inal review", "no. 1", "sealed"))


@pytest.mark.parametrize("what", RECORD)
def test_an_altered_record_is_named(sealed: bytes, tmp_path: Path, what: str) -> None:
    statement, name = RECORD[what]
    (since,) = check_portfolio(altered(sealed, tmp_path, statement)).since
    assert since.code == CODE
    assert any(name in each.text(ENGLISH) for each in since.what)


CONTENT = {
    "the verdict": lambda content: content["verdict"].update(state="ready"),
    "a level": lambda content: content["review"]["scores"][0].update(level=4),
    "a decision": lambda content: content["record"]["decisions"][0].update(outcome="stop"),
    "a cost": lambda content: content["record"]["ledger"]["costs"].pop(),
    "the name": lambda content: content["record"]["initiative"].update(name="X"),
    "the version": lambda content: content.update(version=1),
}
"""Alterations of what was sealed."""


@pytest.mark.parametrize("what", CONTENT)
def test_altered_content_no_longer_gives_its_hash(sealed: bytes, tmp_path: Path, what: str) -> None:
    path = tmp_path / "read.fivegates"
    path.write_bytes(sealed)
    with closing(sqlite3.connect(path)) as connection:
        (text,) = connection.execute("SELECT content FROM seal WHERE number = 2").fetchone()
    content = json.loads(text)
    CONTENT[what](content)
    changed = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":")).replace("'", "''")
    assert changed != text
    with pytest.raises(UserError, match="no longer gives the hash of its seal"):
        check_portfolio(altered(sealed, tmp_path, f"UPDATE seal SET content = '{changed}' WHERE number = 2"))
