from datetime import date
from decimal import Decimal

import pytest

from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, Phase
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError, UserError
from fivegates.exchange.ledger.number_and_date_formats import DateStyle, NumberStyle, Styles
from fivegates.exchange.ledger.preview import Chosen, ImportPreview, Total
from fivegates.exchange.ledger.table_forms import LineKind, field_of
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.ledger.tables.written_numbers import currency_named

HEADER = "initiative,date,category,amount,currency,phase,behaviour"
ROW = "CLAIMS,2026-03,people,12.50,EUR,run,fixed"


def costs(*rows: str, header: str = HEADER, chosen: Chosen | None = None) -> ImportPreview:
    data = "\n".join([header, *rows, ""]).encode()
    return read_plain(data, "costs.csv", LineKind.COSTS, ["CLAIMS", "LETTERS"], chosen=chosen or Chosen())


def reported(preview: ImportPreview) -> list[tuple[int, str, str]]:
    return [(refusal.row, refusal.field, str(refusal.reason)) for refusal in preview.refused]


def cost_lines(preview: ImportPreview) -> list[CostLine]:
    return [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]


def test_a_row_is_a_cost_of_its_initiative() -> None:
    preview = costs(ROW)

    (draft,) = preview.drafts
    assert (draft.initiative, draft.row) == ("CLAIMS", 2)
    assert draft.line == CostLine(
        dated=date(2026, 3, 1),
        category=CostCategory.PEOPLE,
        amount=Decimal("12.50"),
        currency="EUR",
        phase=Phase.RUN,
        behaviour=Behaviour.FIXED,
        source="costs.csv",
        fingerprint=draft.line.fingerprint,
    )
    assert preview.totals == (Total(Month(2026, 3), "EUR", Decimal("12.50"), Decimal("12.50"), 1),)


def test_columns_are_found_by_name_and_others_are_reported() -> None:
    preview = costs(
        "x,FIXED,Run,eur,7,People,2026-03-31,LETTERS",
        header="Colour,Behavior,Phase,Currency,Cost,Category,Month,Code",
    )

    assert preview.detected.ignored == ("Colour",)
    assert [(draft.initiative, draft.line.dated) for draft in preview.drafts] == [
        ("LETTERS", date(2026, 3, 31))
    ]


@pytest.mark.parametrize(
    "heading",
    ["amount (EUR)", "Amount [€]", "amount_eur", "Cost in EUR", "Amount EUR", "cost (in euros)", "Cost €"],
)
def test_a_heading_of_amounts_may_name_their_currency(heading: str) -> None:
    preview = costs(
        "LETTERS,2026-03,people,1250.50,run,fixed", header=f"code,month,category,{heading},phase,behaviour"
    )

    assert [(str(line.amount), line.currency) for line in cost_lines(preview)] == [("1250.50", "EUR")]
    assert dict(preview.detected.constants) == {"currency": "EUR"}


def test_a_row_in_another_currency_than_its_heading_is_refused() -> None:
    preview = costs(
        "LETTERS,2026-03,people,5,USD,run,fixed",
        "LETTERS,2026-03,people,6,eur,run,fixed",
        header="code,month,category,amount (EUR),currency,phase,behaviour",
    )

    assert reported(preview) == [(2, "amount (EUR)", "“5” is written with “EUR”, but the row is in USD.")]
    assert [(str(line.amount), line.currency) for line in cost_lines(preview)] == [("6", "EUR")]


@pytest.mark.parametrize(
    "heading", ["amount (USD),billed (EUR)", "amount ($),billed", "net_amount_eur,billed"]
)
def test_a_heading_that_names_no_one_currency_leaves_it_open(heading: str) -> None:
    with pytest.raises(DataError) as caught:
        costs("LETTERS,2026-03,people,5,6,run,fixed", header=f"code,month,category,{heading},phase,behaviour")

    assert any("currency" in str(problem.reason) for problem in caught.value.problems)


def test_where_there_is_one_initiative_a_row_need_not_name_it() -> None:
    data = b"date,amount,currency\n2026-03,5,EUR\n"

    alone = read_plain(data, "b.csv", LineKind.BENEFITS, ["CLAIMS"])
    many = read_plain(data, "b.csv", LineKind.BENEFITS, ["CLAIMS", "LETTERS"])

    assert [draft.initiative for draft in alone.drafts] == ["CLAIMS"]
    assert reported(many) == [(2, "initiative", "The row does not say which initiative it belongs to.")]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (
            "CLAIM,2026-03,people,1,EUR,run,fixed",
            "initiative",
            "“CLAIM” is not known here; did you mean “CLAIMS”?",
        ),
        ("CLAIMS,,people,1,EUR,run,fixed", "date", "This is missing."),
        ("CLAIMS,soon,people,1,EUR,run,fixed", "date", "“soon” is not a date as written in 2026-03-31."),
        ("CLAIMS,2026-03,people,NULL,EUR,run,fixed", "amount", "This is missing."),
        (
            "CLAIMS,2026-03,people,NaN,EUR,run,fixed",
            "amount",
            "This is missing.",
        ),
        ("CLAIMS,2026-03,people,1,taler,run,fixed", "currency", "“taler” is not a currency of ISO 4217."),
        ("CLAIMS,2026-03,people,1,,run,fixed", "currency", "This is missing."),
        ("CLAIMS,2026-03,people,1,EUR,run,", "behaviour", "This is missing."),
        (
            "CLAIMS,2026-03,poeple,1,EUR,run,fixed",
            "category",
            "“poeple” is not known here; did you mean “people”?",
        ),
        ("CLAIMS,2026-03", "category", "This is missing."),
        ("CLAIMS,2026-03,people,1,50,EUR,run,fixed", "", "The row has 8 cells, the header 7."),
    ],
)
def test_a_row_is_refused_with_its_line_its_field_and_the_reason(row: str, field: str, reason: str) -> None:
    preview = costs(ROW, row, ROW)

    assert reported(preview) == [(3, field, reason)]
    assert (len(preview.drafts), preview.rows, preview.refused_count) == (2, 3, 1)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [("1.5", "“1.5” is no count."), ("-1", "“-1” is no count."), ("", "The row counts nothing.")],
)
def test_usage_is_counted_in_whole_numbers(cells: str, reason: str) -> None:
    data = f"date,units,note\n2026-03,{cells},x\n".encode()

    preview = read_plain(data, "u.csv", LineKind.USAGE, ["CLAIMS"])

    assert [text for _, _, text in reported(preview)] == [reason]
    assert preview.totals == ()


def test_columns_that_lack_are_named() -> None:
    with pytest.raises(DataError) as raised:
        costs(header="date,month,phase,behaviour,currency")

    assert [str(problem.reason) for problem in raised.value.problems] == [
        "More than one column means “date”.",
        "There is no column “category”.",
        "There is no column “amount”.",
        "There is no column of numbers: amount, billed.",
    ]


def test_styles_are_reported_by_whole_columns() -> None:
    preview = costs(
        'CLAIMS,1/2/2026,people,"1.234",EUR,run,fixed',
        'CLAIMS,31/1/2026,people,"0,5",EUR,run,fixed',
    )

    assert preview.detected.styles == Styles(NumberStyle.COMMA, DateStyle.DAY_FIRST)
    assert [(total.month.number, total.amount) for total in preview.totals] == [
        (1, Decimal("0.5")),
        (2, 1234),
    ]


def test_what_can_be_read_in_two_ways_asks_and_then_does_as_chosen() -> None:
    row = "CLAIMS,1/2/2026,people,1.234,EUR,run,fixed"

    asking = costs(row)
    chosen = costs(row, chosen=Chosen(Styles(NumberStyle.POINT, DateStyle.MONTH_FIRST)))

    assert [problem.place for problem in asking.questions] == ["amount", "date"]
    assert asking.drafts == ()
    assert [(total.month, total.amount) for total in chosen.totals] == [(Month(2026, 1), Decimal("1.234"))]


def test_what_was_imported_counts_once_even_in_another_file_and_twins_count_twice() -> None:
    first = costs(ROW, ROW)
    known = frozenset(draft.line.fingerprint for draft in first.drafts)
    later = read_plain(
        "\n".join([HEADER.replace(",", ";"), *[ROW.replace(",", ";")] * 3]).encode(),
        "later.csv",
        LineKind.COSTS,
        ["CLAIMS"],
    )

    assert len(known) == 2
    assert [draft.row for draft in later.new_drafts(known)] == [4]


def test_texts_and_files_have_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    long = costs(f"{ROW},{'x' * 3_000}", header=f"{HEADER},note")
    assert reported(long) == [(2, "note", "The text is longer than 2000 characters.")]

    monkeypatch.setattr("fivegates.exchange.ledger.table_import.MOST_BYTES", 10)
    with pytest.raises(DataError, match="larger than 10 bytes"):
        costs(ROW)


def test_columns_can_be_chosen_whatever_their_names() -> None:
    chosen = {"date": "When", "amount": "How much", "currency": "In", "initiative": "gone"}
    data = b"When,How much,In,amount\n2026-03,7,EUR,x\n"

    preview = read_plain(data, "b.csv", LineKind.BENEFITS, ["CLAIMS"], chosen=Chosen(columns=chosen))
    assert [(draft.line.month, draft.rows) for draft in preview.drafts] == [(Month(2026, 3), 1)]
    assert preview.detected.ignored == ("amount",)
    with pytest.raises(DataError, match="There is no column “amount”"):
        read_plain(data, "b.csv", LineKind.BENEFITS, ["CLAIMS"], chosen=Chosen(columns={"date": "When"}))


def test_rows_that_name_no_initiative_go_to_the_chosen_one() -> None:
    preview = costs(ROW, ROW.replace("CLAIMS", ""), chosen=Chosen(initiative="LETTERS"))

    assert [draft.initiative for draft in preview.drafts] == ["CLAIMS", "LETTERS"]


def test_the_separator_can_be_chosen() -> None:
    preview = costs(ROW.replace(",", "|"), header=HEADER.replace(",", "|"), chosen=Chosen(separator="|"))

    assert (len(preview.drafts), preview.detected.separator) == (1, "|")
    with pytest.raises(DataError, match="There is no column"):
        costs(ROW, chosen=Chosen(separator=";"))


def test_progress_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.table_import._BATCH", 2)
    seen: list[int] = []
    data = "\n".join([HEADER, *[ROW] * 5]).encode()

    read_plain(data, "costs.csv", LineKind.COSTS, ["CLAIMS"], tick=seen.append)
    assert seen == [2, 4]


def test_more_lines_than_anybody_can_look_at_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.table_import.MOST_LINES", 2)

    assert len(costs(ROW, ROW, "x,y").drafts) == 2
    with pytest.raises(DataError, match="more than 2 rows"):
        costs(ROW, ROW, ROW)


@pytest.mark.parametrize(
    ("written", "code"),
    [("€", "EUR"), ("euro", "EUR"), (" US  Dollars ", "USD"), ("chf", "CHF"), ("US$", "USD"), ("₹", "INR")],
)
def test_a_currency_is_known_by_code_sign_or_name(written: str, code: str) -> None:
    assert currency_named(written) == code


@pytest.mark.parametrize(
    ("written", "reported"),
    [
        ("$", "“$” is the sign of several currencies. Write the code, such as USD."),
        ("lei", "“lei” is the sign of several currencies. Write the code, such as MDL."),
        ("dollars", "“dollars” is not a currency of ISO 4217."),
    ],
)
def test_what_names_no_one_currency_is_reported(written: str, reported: str) -> None:
    with pytest.raises(UserError) as fault:
        currency_named(written)
    assert str(fault.value) == reported


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("Input Tokens", "tokens in"),
        ("output_tokens", "tokens out"),
        ("Cached input tokens", "tokens cached"),
        ("cache_creation_tokens", "tokens written"),
    ],
)
def test_counts_of_tokens_are_known_by_their_usual_names(column: str, field: str) -> None:
    assert field_of(column) == field
