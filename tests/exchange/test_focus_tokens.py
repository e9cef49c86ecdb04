"""Billed rows that tell themselves which tokens they count and for which model; exports that are known."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from fivegates.actions.importing.reading import known_exports
from fivegates.domain.economics.ledger import Behaviour, CostCategory, CostLine, UsageLine
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import Rules, read_rules
from fivegates.exchange.ledger.focus.known_exports import read_known_exports
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.focus.units import tokens_in_unit
from fivegates.exchange.ledger.preview import Chosen, ImportPreview

TOLD = read_rules(b'[[rule]]\ninitiative = "A"\nbehaviour = "variable"\ncounts = "tokens"\n', "rules.toml")
ROW = {
    "ChargePeriodStart": "2026-03-02T00:00:00Z",
    "EffectiveCost": "1",
    "BilledCost": "1",
    "BillingCurrency": "USD",
    "ServiceName": "Models",
    "ConsumedQuantity": "2",
    "ConsumedUnit": "1K Tokens",
}
LITELLM = {
    **ROW,
    "BillingAccountType": "API Key",
    "ChargeDescription": "large-1",
    "ConsumedUnit": "token",
    "InvoiceIssuerName": "ostmere",
    "ResourceType": "API Key",
    "ServiceCategory": "AI and Machine Learning",
    "ServiceSubcategory": "prompt_token",
    "SubAccountName": "claims",
    "Tags": '{"model": "large-1", "model_group": "large", "custom_llm_provider": "ostmere"}',
}
Change = Mapping[str, str]


def read(
    folder: Path, row: Change, *changes: Change, rules: Rules = TOLD, chosen: Chosen | None = None
) -> ImportPreview:
    """An export of one row for each change of `row`, read by `rules`."""
    path = folder / "export.csv"
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, dict.fromkeys(name for each in (row, *changes) for name in each))
        writer.writeheader()
        writer.writerows({**row, **change} for change in changes)
    return read_focus([path], rules, chosen or Chosen(), exports=known_exports())


def usage(preview: ImportPreview) -> list[UsageLine]:
    return [draft.line for draft in preview.drafts if isinstance(draft.line, UsageLine)]


def counts(line: UsageLine) -> Sequence[int | None]:
    """Tokens in, of these cached, written, written for an hour; and out."""
    return (
        line.tokens_in,
        line.tokens_cached,
        line.tokens_written,
        line.tokens_written_hour,
        line.tokens_out,
    )


@pytest.mark.parametrize(
    ("meter", "expected"),
    [
        ("USE1-model-input-tokens", (2000, None, None, None, None)),
        ("model 0806 Inp glbl", (2000, None, None, None, None)),
        ("model-output-tokens", (None, None, None, None, 2000)),
        ("model 0806 Outp glbl", (None, None, None, None, 2000)),
        ("cached Inp glbl", (2000, 2000, None, None, None)),
        ("model 0806 cchd Inp", (2000, 2000, None, None, None)),
        ("cache-read-input-token-count", (2000, 2000, None, None, None)),
        ("cache-write-input-token-count", (2000, None, 2000, None, None)),
        ("Cache creation, 1h", (2000, None, 2000, 2000, None)),
    ],
)
@pytest.mark.parametrize("column", ["SkuMeter", "ChargeDescription", "x_SkuMeterName"])
def test_a_row_tells_which_tokens_it_counts(
    column: str, meter: str, expected: Sequence[int | None], tmp_path: Path
) -> None:
    (line,) = usage(read(tmp_path, ROW, {column: meter}))

    assert counts(line) == expected


def test_all_kinds_of_tokens_of_a_model_are_one_use(tmp_path: Path) -> None:
    details = '{"ModelDeveloper": "Ostmere", "ModelFamily": "Large", "ModelId": "large-1"}'
    rows = [
        {"SkuMeter": meter, "SkuPriceDetails": details}
        for meter in ("input tokens", "output tokens", "cache read input tokens", "cache write tokens")
    ]
    preview = read(tmp_path, ROW, *rows)
    (line,) = usage(preview)

    assert (line.model, counts(line)) == ("large-1", (6000, 2000, 2000, None, 2000))
    bills = [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]
    assert [bill.note for bill in bills] == [
        f"Models, large-1, tokens {kind}" for kind in ("cached", "in", "out", "written")
    ]


@pytest.mark.parametrize(
    ("details", "model"),
    [
        ('{"ModelFamily": "Large", "ModelVersion": "4.6"}', "Large-4.6"),
        ('{"ModelFamily": "Large", "ModelVersion": ""}', "Large"),
        ('{"ModelDeveloper": "Ostmere", "ModelVersion": "4.6"}', ""),
        ("no JSON", ""),
        ("", ""),
    ],
)
def test_a_model_is_read_from_the_details_of_a_price(details: str, model: str, tmp_path: Path) -> None:
    (line,) = usage(read(tmp_path, ROW, {"SkuMeter": "input", "SkuPriceDetails": details}))

    assert line.model == model


def test_the_surest_column_decides(tmp_path: Path) -> None:
    (line,) = usage(read(tmp_path, ROW, {"SkuMeter": "output", "ChargeDescription": "input and output"}))

    assert counts(line) == (None, None, None, None, 2000)


def test_what_is_no_kind_of_tokens_is_not_counted_and_said(tmp_path: Path) -> None:
    rows = [
        {"SkuMeter": "provisioned input", "ConsumedUnit": "Hours"},
        {"SkuMeter": "images", "ConsumedUnit": "Images"},
        {"SkuMeter": "training"},
        {"SkuMeter": "input"},
    ]
    preview = read(tmp_path, ROW, *rows)

    assert [counts(line)[0] for line in usage(preview)] == [2000]
    assert not preview.questions
    assert [remark.text(ENGLISH) for remark in preview.detected.remarks] == [
        "Quantities that are not known as a kind of tokens are not counted: “1K Tokens”, “Hours”, “Images”."
    ]


@pytest.mark.parametrize(
    ("unit", "tokens"),
    [
        ("Tokens", 1),
        ("token", 1),
        ("1K tokens", 1_000),
        ("1,000 Tokens", 1_000),
        ("1000 tokens", 1_000),
        ("thousand-tokens", 1_000),
        ("1M Tokens", 1_000_000),
        ("1 million tokens", 1_000_000),
        ("1,000,000 tokens", 1_000_000),
        ("Hours", None),
        ("token-hours", None),
        ("", None),
    ],
)
def test_a_unit_tells_how_many_tokens_it_is(unit: str, tokens: int | None) -> None:
    assert tokens_in_unit(unit) == tokens


def test_the_export_of_litellm_is_known_and_needs_only_an_owner(tmp_path: Path) -> None:
    rows = [
        {},
        {"ServiceSubcategory": "completion_token", "ConsumedQuantity": "5"},
        {"ServiceSubcategory": "cache_read_token", "ConsumedQuantity": "1"},
    ]
    preview = read(tmp_path, LITELLM, *rows, rules=Rules(), chosen=Chosen(rest="A"))

    (line,) = usage(preview)
    assert (line.model, counts(line)) == ("large-1", (2, 1, None, None, 5))
    costs = [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]
    assert {(line.category, line.behaviour) for line in costs} == {(CostCategory.MODEL, Behaviour.VARIABLE)}
    assert [remark.text(ENGLISH) for remark in preview.detected.remarks] == ["recognised as LiteLLM"]
    assert preview.detected.offered["counts"] == "tokens"


def test_rows_of_litellm_that_stand_for_many_requests_are_not_counted_as_one(tmp_path: Path) -> None:
    row = {"ServiceSubcategory": "Generative AI", "ConsumedUnit": "Requests", "ConsumedQuantity": "1"}
    preview = read(tmp_path, LITELLM, row, rules=Rules(), chosen=Chosen(rest="A"))

    assert (usage(preview), len(preview.drafts)) == ([], 1)


def test_rules_come_before_the_rest(tmp_path: Path) -> None:
    rules = read_rules(b'[[rule]]\ninitiative = "B"\naccount = "other"\nbehaviour = "fixed"\n', "rules.toml")
    chosen = Chosen(rest="A", constants={"behaviour": "Fixed", "phase": "build", "category": "other"})
    preview = read(tmp_path, LITELLM, {}, {"SubAccountName": "other"}, rules=rules, chosen=chosen)

    found = {draft.initiative: draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)}
    assert {code: line.category.value for code, line in found.items()} == {
        "A": "other",
        "B": "model and tokens",
    }
    assert (found["A"].phase.value, found["A"].behaviour.value) == ("build", "fixed")


@pytest.mark.parametrize(
    ("said", "message"), [({}, "behaviour = variable"), ({"behaviour": "odd"}, "“odd” is not known")]
)
def test_what_the_rest_lacks_is_asked_for(said: Change, message: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=message):
        read(tmp_path, ROW, {}, rules=Rules(), chosen=Chosen(rest="A", constants=said))


def test_a_faulty_file_of_known_exports_is_refused() -> None:
    with pytest.raises(DataError, match="name"):
        read_known_exports(b'[[export]]\nknown_by = ["A"]\n', "exports.toml")
