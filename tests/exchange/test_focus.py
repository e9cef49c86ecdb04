import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, Phase, UsageLine
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.assignment_rules import Rules, read_rules
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.number_and_date_formats import DateStyle, NumberStyle, Styles
from fivegates.exchange.ledger.preview import Chosen, ImportPreview, Total

RULES = read_rules(
    b"""\
[[rule]]
initiative = "CLAIMS"
tags = ["project=claims"]
behaviour = "variable"
counts = "tokens in"
per = 1000

[[rule]]
initiative = "LETTERS"
account = "letters"
phase = "build"
behaviour = "fixed"
""",
    "rules.toml",
)
ROW = {
    "BilledCost": "12.50",
    "EffectiveCost": "10.25",
    "BillingCurrency": "EUR",
    "ChargeCategory": "Usage",
    "ChargePeriodStart": "2026-03-31T23:00:00Z",
    "ConsumedQuantity": "2.5",
    "ConsumedUnit": "1K tokens",
    "ServiceCategory": "AI and Machine Learning",
    "ServiceName": "Models",
    "SubAccountName": "prod",
    "Tags": '{"project": "claims", "team": null}',
    "x_More": "NULL",
}
FEBRUARY, MARCH = Month(2026, 2), Month(2026, 3)


def focus(*changes: Mapping[str, str], without: tuple[str, ...] = (), separator: str = ",") -> bytes:
    """A file with one row for each change of ROW."""
    text = StringIO()
    rows = [{**ROW, **change} for change in changes]
    names = [name for name in dict.fromkeys(name for row in rows for name in row) if name not in without]
    writer = csv.DictWriter(text, names, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(data: bytes, rules: Rules = RULES, chosen: Chosen | None = None) -> ImportPreview:
    with TemporaryDirectory() as folder:
        path = Path(folder, "march.csv")
        path.write_bytes(data)
        return read_focus([path], rules, chosen or Chosen())


def costs(preview: ImportPreview) -> list[CostLine]:
    return [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]


def reported(preview: ImportPreview) -> list[tuple[int, str, str]]:
    return [(refusal.row, refusal.field, str(refusal.reason)) for refusal in preview.refused]


def test_a_row_becomes_a_cost_and_a_usage_of_its_initiative() -> None:
    cost, usage = read(focus({})).drafts

    assert (cost.initiative, cost.row, cost.rows) == ("CLAIMS", 2, 1)
    assert isinstance(cost.line, CostLine)
    assert cost.line == CostLine(
        dated=date(2026, 3, 1),
        category=CostCategory.MODEL,
        amount=Decimal("10.25"),
        currency="EUR",
        phase=Phase.RUN,
        behaviour=Behaviour.VARIABLE,
        billed=Decimal("12.50"),
        source="march.csv",
        note="Models, prod, Usage",
        fingerprint=cost.line.fingerprint,
    )
    assert isinstance(usage.line, UsageLine)
    assert (usage.initiative, usage.line.tokens_in, usage.line.month) == ("CLAIMS", 2500, MARCH)


def test_rows_are_added_up_by_month_and_owner_and_credits_take_away() -> None:
    preview = read(
        focus(
            {},
            {"EffectiveCost": "0.0000000001", "BilledCost": "0.0000000001"},
            {"EffectiveCost": "-3", "BilledCost": "-3", "ChargeCategory": "Credit"},
            {"SubAccountName": "letters", "Tags": "NULL"},
            {"ChargePeriodStart": "2026-02-01"},
        )
    )

    amounts = [(draft.initiative, draft.line.month, draft.rows) for draft in preview.drafts]
    assert amounts.count(("CLAIMS", MARCH, 2)) == 2
    assert sorted(line.amount for line in costs(preview)) == [
        Decimal(-3), Decimal("10.25"), Decimal("10.25"), Decimal("10.2500000001")
    ]  # fmt: skip
    assert preview.totals == (
        Total(FEBRUARY, "EUR", Decimal("10.25"), Decimal("12.50"), 1),
        Total(MARCH, "EUR", Decimal("17.5000000001"), Decimal("22.0000000001"), 4),
    )


def test_rows_of_nobody_are_shown_and_bring_no_line() -> None:
    preview = read(focus({"Tags": "", "SubAccountName": "NULL", "ServiceName": "Storage"}, {"Tags": "{}"}))

    assert preview.drafts == ()
    assert [
        (left.charge.service, left.charge.account, left.amount, left.row) for left in preview.unassigned
    ] == [
        ("Storage", "", Decimal("10.25"), 2),
        ("Models", "prod", Decimal("10.25"), 3),
    ]
    assert preview.totals[0].rows == 2


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"EffectiveCost": "NULL"}, "EffectiveCost", "This is missing."),
        ({"EffectiveCost": "NaN"}, "EffectiveCost", "“NaN” is not a number as written in 1,234.56."),
        ({"BilledCost": "1e309"}, "BilledCost", "“1e309” is not a number as written in 1,234.56."),
        ({"BillingCurrency": "EURO"}, "BillingCurrency", "“EURO” is not a currency of ISO 4217."),
        ({"ChargePeriodStart": "2026-02-30"}, "ChargePeriodStart", "There is no day “2026-02-30”."),
        ({"ConsumedQuantity": "many"}, "ConsumedQuantity", "“many” is not a number as written in 1,234.56."),
        ({"Tags": "[1]"}, "Tags", "“[1]” is not a JSON object of tags."),
        ({"Tags": "[" * 50_000}, "Tags", f"“{'[' * 60}…” is not a JSON object of tags."),
    ],
)
def test_a_row_is_refused_with_its_line_its_field_and_the_reason(
    change: Mapping[str, str], field: str, reason: str
) -> None:
    preview = read(focus({}, change, {}))

    assert [(row, name) for row, name, _ in reported(preview)] == [(3, field)]
    assert reported(preview)[0][2].startswith(reason[:40])
    assert (preview.refused_count, preview.rows, preview.totals[0].rows) == (1, 3, 2)


def test_a_row_of_another_width_is_refused() -> None:
    preview = read(focus({}) + b"1,2\n")

    assert reported(preview) == [(3, "", "The row has 2 cells, the header 12.")]


def test_a_quantity_that_is_no_count_leaves_the_cost() -> None:
    preview = read(focus({"ConsumedQuantity": "0.0001"}))

    assert [type(draft.line) for draft in preview.drafts] == [CostLine]
    assert reported(preview)[0][2] == (
        "The quantities of Models in 2026-03 add up to 0.1, which is no count. Their cost is taken."
    )


def test_without_effective_cost_the_billed_one_counts() -> None:
    (line,) = costs(read(focus({}, without=("EffectiveCost",))))

    assert (line.amount, line.billed) == (Decimal("12.50"), None)


def test_columns_that_are_needed_are_named() -> None:
    with pytest.raises(DataError) as raised:
        read(focus({}, without=("EffectiveCost", "BilledCost", "ServiceName")))

    assert [str(problem.reason) for problem in raised.value.problems] == [
        "There is no column EffectiveCost / BilledCost.",
        "There is no column ServiceName.",
    ]


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"ProviderName": "A"}, "FOCUS 1.0"),
        ({"ProviderName": "A", "CapacityReservationId": ""}, "FOCUS 1.1"),
        ({"ProviderName": "A", "PricingCurrency": "USD"}, "FOCUS 1.2"),
        ({"ProviderName": "A", "ServiceProviderName": "A"}, "FOCUS 1.3"),
        ({"ServiceProviderName": "A"}, "FOCUS 1.4"),
    ],
)
def test_every_version_is_read_and_reported(more: Mapping[str, str], kind: str) -> None:
    preview = read(focus({**more, "Tags": "", "SubAccountName": ""}))

    assert preview.detected.kind == kind
    assert preview.unassigned[0].charge.provider == "A"
    assert "x_More" in preview.detected.ignored


def test_the_month_is_the_one_that_is_written() -> None:
    ends = ["T00:00:00+02:00", " 00:00:00+00", "T23:30:00-05:00", "", " 00:00", "T00:00:00.000Z"]
    starts = [f"2026-03-31{end}" for end in ends]

    preview = read(focus(*({"ChargePeriodStart": start} for start in starts)))

    assert [(total.month, total.rows) for total in preview.totals] == [(MARCH, 6)]


def test_an_export_of_a_spreadsheet_is_read_by_its_own_styles() -> None:
    preview = read(
        focus(
            {"ChargePeriodStart": "3/1/26", "EffectiveCost": "€50,000.00"},
            {"ChargePeriodStart": "3/31/26", "EffectiveCost": "1,000"},
        )
    )

    assert preview.detected.styles == Styles(NumberStyle.POINT, DateStyle.MONTH_FIRST)
    assert preview.totals[0].amount == 51_000


def test_a_decimal_comma_is_reported_by_the_whole_column() -> None:
    cells = [("1.000", "0,5", "3"), ("2,5", "2,5", "0,5")]
    rows = [
        {"EffectiveCost": amount, "BilledCost": billed, "ConsumedQuantity": count}
        for amount, billed, count in cells
    ]

    preview = read(focus(*rows, separator=";"))

    assert [draft.line.tokens_in for draft in preview.drafts if isinstance(draft.line, UsageLine)] == [3500]
    assert preview.detected.styles.numbers is NumberStyle.COMMA
    assert preview.totals[0].amount == Decimal("1002.5")


def test_what_can_be_read_in_two_ways_asks_and_then_does_as_chosen() -> None:
    change = {"ChargePeriodStart": "02/03/2026", "EffectiveCost": "1,234", "BilledCost": "1,234"}
    data = focus({**change, "ConsumedQuantity": ""})

    asking = read(data)
    chosen = read(data, chosen=Chosen(Styles(NumberStyle.COMMA, DateStyle.DAY_FIRST)))

    assert [problem.place for problem in asking.questions] == ["EffectiveCost", "ChargePeriodStart"]
    assert (asking.drafts, asking.totals) == ((), ())
    assert chosen.totals == (Total(MARCH, "EUR", Decimal("1.234"), Decimal("1.234"), 1),)


def test_the_same_rows_count_once_in_any_order_and_others_do_not() -> None:
    first, again = read(focus({}, {"BilledCost": "9"})), read(focus({"BilledCost": "9"}, {}))
    known = frozenset(draft.line.fingerprint for draft in first.drafts)

    assert again.new_drafts(known) == ()
    assert len(read(focus({})).new_drafts(known)) == 2


def test_progress_is_reported_and_can_cancel(tmp_path: Path) -> None:
    path = tmp_path / "march.csv"
    path.write_bytes(focus({}, {}))

    class Cancelled(Exception):  # noqa: N818 - stands for whatever the caller raises
        pass

    seen: list[int] = []

    def cancel(rows: int) -> None:
        seen.append(rows)
        if rows:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_focus([path], RULES, tick=cancel)
    assert seen[-1] == 2


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=10)


@given(st.lists(st.tuples(st.integers(1, 12), amounts, st.sampled_from(["claims", "other"]))))
def test_the_totals_by_month_are_the_sum_of_all_rows(rows: list[tuple[int, Decimal, str]]) -> None:
    data = focus(
        {},
        *(
            {
                "ChargePeriodStart": f"2026-{month:02}-05",
                "EffectiveCost": f"{amount:f}",
                "Tags": f'{{"project": "{project}"}}',
            }
            for month, amount, project in rows
        ),
    )

    preview = read(data)

    assert preview.refused_count == 0
    assert sum(total.amount for total in preview.totals) == Decimal("10.25") + sum(row[1] for row in rows)
    parts = [line.amount for line in costs(preview)] + [left.amount for left in preview.unassigned]
    assert sum(parts) == sum(total.amount for total in preview.totals)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("units", UsageLine(date(2026, 3, 1), units=4, unit="Tokens")),
        ("requests", UsageLine(date(2026, 3, 1), requests=4)),
        ("tokens out", UsageLine(date(2026, 3, 1), tokens_out=4)),
        ("tokens written", UsageLine(date(2026, 3, 1), tokens_in=4, tokens_written=4)),
        (
            "tokens written for an hour",
            UsageLine(date(2026, 3, 1), tokens_in=4, tokens_written=4, tokens_written_hour=4),
        ),
        ("tokens cached", UsageLine(date(2026, 3, 1), tokens_in=4, tokens_cached=4)),
    ],
)
def test_a_rule_says_what_the_quantity_counts(counts: str, expected: UsageLine) -> None:
    rules = f'[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ncounts = "{counts}"\n'

    row = {"ConsumedQuantity": "4", "ConsumedUnit": "Tokens"}
    preview = read(focus(row), read_rules(rules.encode(), "rules.toml"))

    (usage,) = [draft.line for draft in preview.drafts if isinstance(draft.line, UsageLine)]
    assert replace(usage, source="", note="", fingerprint="") == expected


def test_rows_that_have_too_little_in_common_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.focus.adding.MOST_GROUPS", 1)

    with pytest.raises(DataError, match="more than 1 services"):
        read(focus({}, {"ServiceName": "Other"}))


def test_a_sum_of_quantities_keeps_every_digit() -> None:
    preview = read(focus({"ConsumedQuantity": "999999999999"}, {"ConsumedQuantity": f"0.{'0' * 26}1"}))

    assert "999999999999000." in reported(preview)[0][2]


def test_times_and_tags_without_end_are_forgotten_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.focus.groups._MOST_KEPT", 2)
    rows = [
        {"ChargePeriodStart": f"2026-03-{day:02}", "Tags": f'{{"project": "claims", "day": {day}}}'}
        for day in range(1, 11)
    ]

    preview = read(focus(*rows))

    assert [(draft.initiative, draft.rows) for draft in preview.drafts] == [("CLAIMS", 10)] * 2


def test_a_column_without_a_name_is_no_matter() -> None:
    found = read(focus({"": "0"}))
    assert [total.amount for total in found.totals] == [Decimal("10.25")]
    assert "" not in found.detected.ignored
