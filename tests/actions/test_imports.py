"""Billing exports and plain tables into ledgers: previewed, added in one action, undone, counted once."""

from decimal import Decimal
from pathlib import Path

import pytest
from acting import created
from billing import ROWS, billing, rules
from builders import initiative

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import redo, undo
from fivegates.actions.importing.imports import (
    Chosen,
    DateStyle,
    ImportKind,
    NumberStyle,
    Styles,
    apply_import,
    preview_import,
    require_lines,
)
from fivegates.actions.initiatives import add_initiative, delete_initiative
from fivegates.actions.queries import record
from fivegates.domain.economics.ledger import Behaviour, Ledger
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH

COSTS = "initiative,date,category,amount,currency,phase,behaviour,billed"


@pytest.fixture
def claims(opened: OpenPortfolio) -> int:
    return created(add_initiative(opened, initiative(initiative_id=0, code="CLAIMS")))


@pytest.fixture
def letters(opened: OpenPortfolio) -> int:
    return created(add_initiative(opened, initiative(initiative_id=0, code="LETTERS")))


def ledger(opened: OpenPortfolio, initiative_id: int) -> Ledger:
    return record(opened, initiative_id).ledger


def plain(folder: Path, *rows: str, header: str = COSTS) -> Path:
    path = folder / "costs.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return path


def test_an_export_reaches_the_ledgers_in_one_action(
    opened: OpenPortfolio, claims: int, letters: int, tmp_path: Path
) -> None:
    source, mapped = billing(tmp_path), rules(tmp_path, "claims", "LETTERS")
    preview = preview_import(opened, source, ImportKind.FOCUS, mapped)
    assert ledger(opened, claims) == ledger(opened, letters) == Ledger()

    before = len(opened.done)
    changes = apply_import(opened, preview)
    assert changes.label.text(ENGLISH) == "Import november.csv"
    assert changes.initiatives == {claims, letters}
    assert len(opened.done) == before + 1
    (cost,) = ledger(opened, claims).costs
    assert (cost.amount, cost.billed, cost.behaviour) == (Decimal("9.25"), Decimal(11), Behaviour.VARIABLE)
    assert [line.tokens_in for line in ledger(opened, claims).usage] == [3000]
    assert [line.amount for line in ledger(opened, letters).costs] == [Decimal(5)]

    kept = ledger(opened, claims)
    undo(opened)
    assert ledger(opened, claims) == ledger(opened, letters) == Ledger()
    redo(opened)
    assert ledger(opened, claims) == kept


@pytest.mark.usefixtures("letters")
def test_what_is_imported_twice_counts_once(opened: OpenPortfolio, claims: int, tmp_path: Path) -> None:
    mapped = rules(tmp_path, "CLAIMS", "LETTERS")
    preview = preview_import(opened, billing(tmp_path), ImportKind.FOCUS, mapped)
    apply_import(opened, preview)
    kept, done = ledger(opened, claims), len(opened.done)

    reordered = preview_import(opened, billing(tmp_path, *reversed(ROWS)), ImportKind.FOCUS, mapped)
    for again in (preview, reordered):
        apply_import(opened, again)
    assert ledger(opened, claims) == kept
    assert len(opened.done) == done


@pytest.mark.usefixtures("claims")
def test_rules_for_an_initiative_that_is_not_there_are_refused(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        preview_import(opened, billing(tmp_path), ImportKind.FOCUS, rules(tmp_path, "CLAIMS", "CLAIM"))

    assert str(raised.value) == (
        "rules.toml: rule[1].initiative: “CLAIM” is not known here; did you mean “CLAIMS”?"
    )


def test_without_rules_no_row_has_an_owner(opened: OpenPortfolio, tmp_path: Path) -> None:
    preview = preview_import(opened, billing(tmp_path), ImportKind.FOCUS)

    assert [(each.charge.service, each.rows) for each in preview.unassigned] == [
        ("Models", 3),
        ("Storage", 1),
    ]
    with pytest.raises(UserError, match=r"no rule gives a row of november\.csv to an initiative"):
        apply_import(opened, preview)


def test_an_export_that_is_not_there_is_reported(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read: No such file"):
        preview_import(opened, tmp_path / "none.csv", ImportKind.FOCUS)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ImportKind.COSTS, f"{COSTS}\nCLAIMS,2026-11,people,8,EUR,run,fixed,"),
        (ImportKind.USAGE, "date,units\n2026-11,40"),
        (ImportKind.BENEFITS, "date,amount,currency\n2026-11,8,EUR"),
    ],
)
def test_a_plain_table_brings_lines_of_its_kind(
    kind: ImportKind, text: str, opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    source = tmp_path / "plain.csv"
    source.write_text(text)

    apply_import(opened, preview_import(opened, source, kind))
    found = ledger(opened, claims)
    brought = {"costs": len(found.costs), "usage": len(found.usage), "benefits": len(found.benefits)}
    assert brought == {each: int(each == kind) for each in brought}


def test_rules_are_for_billing_exports(opened: OpenPortfolio, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Rules are for billing exports"):
        preview_import(opened, plain(tmp_path), ImportKind.COSTS, tmp_path / "rules.toml")


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize(
    ("rows", "reported"),
    [
        (("CLAIMS,2026-11,people,x,EUR,run,fixed,",), "every row of costs.csv was refused"),
        ((), "costs.csv has no rows"),
        (("CLAIMS,03/04/2026,people,7,EUR,run,fixed,",), "Choose which comes first, day or month"),
    ],
)
def test_why_nothing_can_be_imported_is_reported(
    rows: tuple[str, ...], reported: str, opened: OpenPortfolio, tmp_path: Path
) -> None:
    preview = preview_import(opened, plain(tmp_path, *rows), ImportKind.COSTS)

    with pytest.raises(UserError, match=reported):
        require_lines(preview)


def test_chosen_styles_answer_the_questions(opened: OpenPortfolio, claims: int, tmp_path: Path) -> None:
    source = plain(tmp_path, "CLAIMS,03/04/2026,people,7,EUR,run,fixed,")
    chosen = Chosen(Styles(NumberStyle.POINT, DateStyle.MONTH_FIRST))

    apply_import(opened, preview_import(opened, source, ImportKind.COSTS, chosen=chosen))
    assert [str(line.dated) for line in ledger(opened, claims).costs] == ["2026-03-04"]


def test_a_line_that_no_ledger_can_hold_is_refused_and_the_others_stay(
    opened: OpenPortfolio, claims: int, tmp_path: Path
) -> None:
    source = plain(
        tmp_path,
        "CLAIMS,1999-11,people,4,EUR,run,fixed,",
        "CLAIMS,2026-11,people,y,EUR,run,fixed,",
        "CLAIMS,2026-11,people,8,EUR,run,fixed,9",
        "CLAIMS,2026-11,people,1.0000000000000000000000001,EUR,run,fixed,",
    )
    preview = preview_import(opened, source, ImportKind.COSTS)

    assert [(each.row, each.field) for each in preview.refused] == [(2, "date"), (3, "amount"), (5, "amount")]
    assert preview.refused_count == 3
    (total,) = preview.totals
    assert (str(total.month), total.amount, total.billed, total.rows) == (
        "2026-11",
        Decimal(8),
        Decimal(9),
        1,
    )
    apply_import(opened, preview)
    assert [line.amount for line in ledger(opened, claims).costs] == [Decimal(8)]


def test_an_initiative_deleted_meanwhile_is_reported_and_nothing_added(
    opened: OpenPortfolio, claims: int, letters: int, tmp_path: Path
) -> None:
    mapped = rules(tmp_path, "CLAIMS", "LETTERS")
    preview = preview_import(opened, billing(tmp_path), ImportKind.FOCUS, mapped)
    delete_initiative(opened, claims)

    with pytest.raises(UserError, match="no initiative with the code “CLAIMS”"):
        apply_import(opened, preview)
    assert ledger(opened, letters) == Ledger()


def test_writing_tells_how_far_it_is_and_can_be_ended(
    opened: OpenPortfolio, claims: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ended(Exception):  # noqa: N818 - stands for whatever the caller raises
        pass

    def end(written: int) -> None:
        if written:
            raise Ended

    monkeypatch.setattr("fivegates.actions.ledger._PORTION", 2)
    source = plain(tmp_path, *[f"CLAIMS,2026-11,people,{n},EUR,run,fixed," for n in range(1, 6)])
    preview = preview_import(opened, source, ImportKind.COSTS)
    seen: list[int] = []

    with pytest.raises(Ended):
        apply_import(opened, preview, tick=end)
    assert ledger(opened, claims) == Ledger()
    assert not opened.undo_label or "Import" not in str(opened.undo_label.text(ENGLISH))
    apply_import(opened, preview, tick=seen.append)
    assert (seen, len(ledger(opened, claims).costs)) == ([0, 2, 4], 5)
