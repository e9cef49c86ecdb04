"""Billing exports in every form that providers deliver: the same rows give the same totals."""

import csv
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Context, Decimal, localcontext
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import Rules, read_rules
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.preview import ImportPreview

RULES = read_rules(
    b'[[rule]]\ninitiative = "CLAIMS"\ntags = ["project=claims*"]\n'
    b'behaviour = "variable"\ncounts = "tokens in"\n',
    "rules.toml",
)
BY_SERVICE = read_rules(b'[[rule]]\ninitiative = "A"\nservice = "Mod*"\nbehaviour = "fixed"\n', "rules.toml")
ROW = {
    "BilledCost": "1.50",
    "BillingCurrency": "USD",
    "ChargePeriodStart": "2026-03-02T00:00:00Z",
    "ConsumedQuantity": "1000",
    "ConsumedUnit": "Tokens",
    "EffectiveCost": "1.25",
    "ResourceId": "r-1",
    "ServiceCategory": "AI and Machine Learning",
    "ServiceName": "Model hosting",
    "SubAccountName": "prod",
    "Tags": '{"project":"claims"}',
}
ROWS = [
    {},
    {"ChargePeriodStart": "2026-03-05T00:00:00Z", "ResourceId": "r-2", "EffectiveCost": "0.0000000001"},
]
Change = Mapping[str, str]


def text(*changes: Change, header: Sequence[str] = ()) -> str:
    """An export with one row for each change of ROW."""
    rows = [{**ROW, **change} for change in changes]
    names = header or list(dict.fromkeys(name for row in rows for name in row))
    out = StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(folder: Path, *changes: Change, name: str = "export.csv") -> Path:
    path = folder / name
    path.write_text(text(*changes), newline="")
    return path


def read(*sources: Path, rules: Rules = RULES) -> ImportPreview:
    return read_focus(sources, rules)


def one(folder: Path, change: Change, rules: Rules = RULES) -> ImportPreview:
    return read(write(folder, change), rules=rules)


def totals(preview: ImportPreview) -> list[tuple[str, Decimal, Decimal, int]]:
    return [(str(each.month), each.amount, each.billed, each.rows) for each in preview.totals]


def reported(preview: ImportPreview) -> list[tuple[str, int, str, str]]:
    return [(each.file, each.row, each.field, str(each.reason)) for each in preview.refused]


def tokens(preview: ImportPreview) -> list[int | None]:
    return [each.line.tokens_in for each in preview.drafts if isinstance(each.line, UsageLine)]


def gzipped(folder: Path) -> Path:
    path = folder / "part-00001.csv.gz"
    path.write_bytes(gzip.compress(text(*ROWS).encode()))
    return path


def zipped(folder: Path) -> Path:
    path = folder / "export.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a/export-1.csv", text(ROWS[0]))
        archive.writestr("a/export-2.csv.gz", gzip.compress(text(ROWS[1]).encode()))
        archive.writestr("readme.md", "no rows")
    return path


def parquet(folder: Path, columns: str = "*", options: str = "", name: str = "export.parquet") -> Path:
    source, path = write(folder, *ROWS, name="source.csv"), folder / "parquet" / "export.parquet"
    path.parent.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        read_all = f"SELECT {columns} FROM read_csv('{source}', all_varchar = true)"
        connection.execute(f"COPY ({read_all}) TO '{path}' (FORMAT parquet {options})")
    source.unlink()
    return path.rename(path.with_name(name))


def in_folder(folder: Path) -> Path:
    whole = folder / "run" / "part"
    (whole / "0").mkdir(parents=True)
    write(whole / "0", ROWS[0], name="part_0.csv")
    write(whole, ROWS[1], name="part_1.csv")
    write(whole, ROWS[1], name="part_1 (copy).csv")
    (whole / "_SUCCESS").touch()
    return folder / "run"


def listed(folder: Path) -> Path:
    whole = in_folder(folder)
    write(whole, {"EffectiveCost": "999"}, name="of another run.csv")
    names = ["export/part/0/part_0.csv", "export/part/part_1.csv"]
    manifest = whole / "manifest.json"
    manifest.write_text(json.dumps({"blobs": [{"blobName": name} for name in names]}))
    return manifest


def listed_by_aws(folder: Path) -> Path:
    whole = in_folder(folder)
    names = ["s3://bucket/data/part/0/part_0.csv", "s3://bucket/data/part/part_1.csv"]
    (whole / "focus-Manifest.json").write_text(json.dumps({"dataFiles": names}))
    return whole


def workbook(folder: Path) -> Path:
    path = folder / "export.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(csv.reader(text(*ROWS).splitlines())):
            sheet.write_row(row, 0, cells)
    return path


def spark(folder: Path) -> Path:
    path = folder / "spark.csv"
    path.write_text(text(*ROWS).replace('""', '\\"'))
    return path


def in_utf_16(folder: Path) -> Path:
    path = folder / "utf-16.csv"
    path.write_text(text(*ROWS), encoding="utf-16")
    return path


def with_lines_in_cells(folder: Path) -> Path:
    return write(folder, {**ROWS[0], "x_Note": 'two\nlines, and "quotes" '}, {**ROWS[1], "x_Note": ""})


def with_mark_and_blank_lines(folder: Path) -> Path:
    path = folder / "marked.csv"
    path.write_text("\ufeff" + text(*ROWS).replace("\r\n", "\n") + "\n\n", encoding="utf-8")
    return path


TYPED = """* REPLACE (
    CAST(EffectiveCost AS DECIMAL(20, 12)) AS EffectiveCost, CAST(BilledCost AS DOUBLE) AS BilledCost,
    CAST(ChargePeriodStart AS TIMESTAMPTZ) AS ChargePeriodStart, CAST(ConsumedQuantity AS BIGINT) AS
    ConsumedQuantity, MAP {'project': 'claims'} AS Tags)"""
OTHERS = """* REPLACE (
    CAST(EffectiveCost AS DOUBLE) AS EffectiveCost, CAST(BilledCost AS FLOAT) AS BilledCost,
    CAST(ChargePeriodStart AS DATE) AS ChargePeriodStart, CAST(ConsumedQuantity AS DOUBLE) AS
    ConsumedQuantity, [{'key': 'project', 'value': 'claims'}] AS Tags)"""
STRUCT = (
    "* REPLACE (CAST(ChargePeriodStart AS TIMESTAMP) AS ChargePeriodStart, {'project': 'claims'} AS Tags)"
)
FORMS: Mapping[str, Callable[[Path], Path]] = {
    "gzip": gzipped,
    "zip": zipped,
    "parquet of text": parquet,
    "parquet, zstd": lambda folder: parquet(folder, TYPED, ", COMPRESSION zstd"),
    "parquet, gzip": lambda folder: parquet(folder, OTHERS, ", COMPRESSION gzip"),
    "parquet, snappy": lambda folder: parquet(folder, STRUCT, ", COMPRESSION snappy"),
    "parquet, odd name": lambda folder: parquet(folder, name="it's [a] *.parquet"),
    "folder": in_folder,
    "manifest": listed,
    "folder with a manifest": listed_by_aws,
    "workbook": workbook,
    "backslashes": spark,
    "utf-16": in_utf_16,
    "line breaks in cells": with_lines_in_cells,
    "mark, blank lines": with_mark_and_blank_lines,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_totals(form: str, tmp_path: Path) -> None:
    preview = read(FORMS[form](tmp_path))

    assert totals(preview) == [("2026-03", Decimal("1.2500000001"), Decimal(3), 2)]
    assert (preview.refused_count, preview.rows, tokens(preview)) == (0, 2, [2000])


@pytest.mark.parametrize("columns", ["*", TYPED, OTHERS, STRUCT])
def test_plain_rows_are_added_up_by_the_engine(
    columns: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.focus.reading.rows_one_by_one", None)

    assert read(parquet(tmp_path, columns)).rows == 2
    assert read(write(tmp_path, *ROWS, {"EffectiveCost": "1.5E-7", "ResourceId": "r-3"})).rows == 3


def test_several_files_are_one_import(tmp_path: Path) -> None:
    first = write(tmp_path, ROWS[0], name="a.csv")
    preview = read(first, write(tmp_path, ROWS[1], name="b.csv"), first)

    assert totals(preview) == [("2026-03", Decimal("1.2500000001"), Decimal(3), 2)]
    assert preview.source == "a.csv + 2"


def test_a_part_given_twice_is_said(tmp_path: Path) -> None:
    write(tmp_path, {}, name="a.csv")
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(text({}).encode()))

    preview = read(tmp_path)
    assert totals(preview) == [("2026-03", Decimal("1.25"), Decimal("1.5"), 1)]
    assert [remark.text(ENGLISH) for remark in preview.detected.remarks] == [
        "b.csv.gz has the same rows as a.csv: they count once."
    ]


def test_a_refused_row_of_several_files_is_reported_with_its_file(tmp_path: Path) -> None:
    write(tmp_path, {}, name="a.csv")
    write(tmp_path, {"ResourceId": "r-2"}, {"EffectiveCost": "x"}, name="b.csv")

    assert reported(read(tmp_path)) == [
        ("b.csv", 3, "EffectiveCost", "“x” is not a number as written in 1,234.56.")
    ]


def test_the_same_rows_have_the_same_fingerprint_in_text_and_in_parquet(tmp_path: Path) -> None:
    in_text = read(write(tmp_path, *ROWS, name="text.csv"))
    typed = read(parquet(tmp_path, TYPED))

    known = frozenset(draft.line.fingerprint for draft in in_text.drafts)
    assert typed.new_drafts(known) == ()


def test_a_line_after_a_line_break_in_a_cell_is_reported_by_its_own_number(tmp_path: Path) -> None:
    preview = read(write(tmp_path, {"x_Note": "a\nb\nc"}, {"EffectiveCost": "x", "x_Note": ""}))

    assert [(row, field) for _, row, field, _ in reported(preview)] == [(5, "EffectiveCost")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PAR1 and no more", "This Parquet file is damaged, or is encrypted."),
        (b"\x1f\x8b and no more", "The archive is damaged, or has a password."),
        (b"PK\x03\x04 and no more", "The archive is damaged, or has a password."),
        (b'A,B\n"a"b,1\n', "The quotation marks of this row do not match."),
    ],
)
def test_a_damaged_file_is_refused_in_words(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "export"
    path.write_bytes(data.replace(b"A,B", b"EffectiveCost,BillingCurrency,ChargePeriodStart,ServiceName"))

    with pytest.raises(UserError) as raised:
        read(path)
    assert reason in str(raised.value)


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ('{"blobs": [{"blobName": "gone.csv"}]}', "It names gone.csv, which is not there."),
        ('{"blobs": []}', "This manifest names no files."),
        ('{"blobs": [7]}', "This manifest names no files."),
        ("[]", "This manifest names no files."),
        ("{", "This manifest names no files."),
    ],
)
def test_a_manifest_that_leads_nowhere_is_refused(manifest: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(manifest)

    with pytest.raises(DataError, match=reason):
        read(tmp_path)


def test_a_folder_or_archive_without_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("readme.md", "")

    with pytest.raises(DataError, match="no CSV or Parquet file in this archive"):
        read(path)
    path.unlink()
    with pytest.raises(UserError, match="no CSV or Parquet file in"):
        read(tmp_path)


def test_what_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.focus.parts.MOST_BYTES", 100)

    with pytest.raises(DataError, match="larger than"):
        read(gzipped(tmp_path))


TAGS = [
    '[{"key":"project","value":"claims"},{"key":"env","value":"prod"}]',
    '[{"Key":"project","Value":"claims"}]',
    '[{"project":"claims"},{"env":"prod"}]',
    '"project":"claims","env":"prod"',
    "{project=claims, env=prod}",
    "project=claims;env=prod",
    "project:claims",
    '{\\"project\\":\\"claims\\"}',
    ' {"project": "claims"}',
    '{"env":null,"project":"claims"}',
]


@pytest.mark.parametrize("tags", TAGS)
def test_a_tag_is_found_in_every_form(tags: str, tmp_path: Path) -> None:
    preview = one(tmp_path, {"Tags": tags})

    assert [draft.initiative for draft in preview.drafts] == ["CLAIMS", "CLAIMS"]
    assert preview.refused_count == 0


@pytest.mark.parametrize("name", ["aws:createdBy", "a.b", "a b", 'a"b', "a\\b", "it's", "$", "ä"])
def test_a_tag_is_found_whatever_its_name(name: str, tmp_path: Path) -> None:
    rules = f"[[rule]]\ninitiative = 'A'\nbehaviour = 'fixed'\ntags = [{json.dumps(f'{name}=x')}]\n"

    preview = one(tmp_path, {"Tags": json.dumps({name: "x"})}, read_rules(rules.encode(), "rules.toml"))
    assert [draft.initiative for draft in preview.drafts] == ["A"]


def test_rows_whose_tags_cannot_be_read_fit_a_rule_by_service_and_else_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, {"Tags": "{broken"}, {"Tags": "{broken"}, {"Tags": "[1]"}, {})
    both = Rules((*RULES.rules, *BY_SERVICE.rules))

    costs = [draft for draft in read(path, rules=both).drafts if isinstance(draft.line, CostLine)]
    assert sorted((draft.initiative, draft.rows) for draft in costs) == [("A", 3), ("CLAIMS", 1)]
    refused = read(path)
    assert [(row, field) for _, row, field, _ in reported(refused)] == [(2, "Tags"), (3, "Tags"), (4, "Tags")]
    assert (refused.rows, refused.totals[0].rows) == (4, 1)


METERS = b"""\
[[rule]]
initiative = "A"
meter = "*-input-tokens"
behaviour = "variable"
counts = "tokens in"
per = 1000

[[rule]]
initiative = "A"
description = "cache read*"
behaviour = "variable"
counts = "tokens cached"
per = 1000

[[rule]]
initiative = "A"
sku = "s-out"
unit = "1K tokens"
charge_category = "usage"
behaviour = "variable"
counts = "tokens out"
per = 1000

[[rule]]
initiative = "A"
service = "Model*"
behaviour = "fixed"
"""


def test_rules_choose_by_meter_description_sku_unit_and_charge_category(tmp_path: Path) -> None:
    alike = {"ConsumedUnit": "1K tokens", "SkuMeter": "", "SkuId": "", "ChargeDescription": ""}
    path = write(
        tmp_path,
        {**alike, "SkuMeter": "modelA-input-tokens", "ConsumedQuantity": "500"},
        {**alike, "ChargeDescription": "Cache read tokens, model A", "ConsumedQuantity": "4000"},
        {**alike, "SkuId": "S-OUT", "ConsumedQuantity": "100", "ChargeCategory": "Usage"},
        {**alike, "ConsumedUnit": "Hours", "ConsumedQuantity": "24"},
    )

    preview = read(path, rules=read_rules(METERS, "rules.toml"))
    uses = [draft.line for draft in preview.drafts if isinstance(draft.line, UsageLine)]
    assert [(use.tokens_in, use.tokens_cached, use.tokens_out) for use in uses] == [
        (4_500_000, 4_000_000, None),
        (None, None, 100_000),
    ]
    assert sum(draft.line.amount for draft in preview.drafts if isinstance(draft.line, CostLine)) == 5


def test_a_rule_under_which_unlike_units_are_added_asks(tmp_path: Path) -> None:
    hours = {"ConsumedUnit": "Hours", "ConsumedQuantity": "24"}
    preview = read(write(tmp_path, {}, {"ConsumedUnit": "tokens"}, hours))

    assert [problem.place for problem in preview.questions] == ["rules"]
    assert "2 units as tokens in: “Hours”, “Tokens”" in str(preview.questions[0].reason).replace(
        "tokens”", "Tokens”"
    )
    assert preview.drafts == ()
    assert preview.totals[0].rows == 3
    assert read(write(tmp_path, {}, {**hours, "ConsumedQuantity": ""})).questions == ()


@pytest.mark.parametrize(("unit", "tokens"), [("1K Tokens", 1_000), ("Million tokens", 1_000_000)])
def test_a_rule_that_counts_a_unit_of_many_tokens_as_one_asks(tmp_path: Path, unit: str, tokens: int) -> None:
    path = write(tmp_path, {"ConsumedUnit": unit, "ConsumedQuantity": "7"})
    written = '[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ncounts = "tokens in"\n'

    preview = read(path, rules=read_rules(written.encode(), "rules.toml"))
    (question,) = preview.questions
    assert question.place == "rules"
    assert question.reason.text(ENGLISH) == (
        f"A rule of A would count one of “{unit}” as 1, but it is {tokens} tokens. "
        f"Let one mean {tokens} in the rule (per = {tokens})."
    )
    assert preview.drafts == ()

    mended = read(path, rules=read_rules(f"{written}per = {tokens}\n".encode(), "rules.toml"))
    assert mended.questions == ()
    assert [draft.line.tokens_in for draft in mended.drafts if isinstance(draft.line, UsageLine)] == [
        7 * tokens
    ]


def test_columns_of_the_preview_are_read(tmp_path: Path) -> None:
    change = {"UsageQuantity": "7", "UsageUnit": "Tokens", "Provider": "P"}
    path = tmp_path / "preview.csv"
    header = [name for name in ROW if not name.startswith("Consumed")]
    path.write_text(text(change, header=[*header, *change]))

    preview = read(path)
    assert tokens(preview) == [7]
    assert preview.groups[0].charge.provider == "P"


def test_the_model_is_read_from_the_details_of_the_price(tmp_path: Path) -> None:
    details = json.dumps({"ModelDeveloper": "D", "ModelFamily": "F", "ModelId": "model-x", "x_Other": 1})
    path = write(tmp_path, {"SkuPriceDetails": details}, {"SkuPriceDetails": '{"ModelFamily": "F"}'})

    uses = [draft.line for draft in read(path).drafts if isinstance(draft.line, UsageLine)]
    assert [use.model for use in uses] == ["F", "model-x"]


def test_a_currency_in_small_letters_and_a_column_twice_that_is_not_read_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    head, row = text({"BillingCurrency": "usd", "x_Note": "a"}).splitlines()
    path.write_text(f"{head},x_Note\n{row},b\n")

    assert [each.currency for each in read(path).totals] == ["USD"]
    path.write_text(f"{head},effectivecost\n{row},7\n")
    with pytest.raises(DataError, match="2 columns named “effectivecost”"):
        read(path)


@pytest.mark.parametrize(
    ("header", "told_of"),
    [
        ("identity_line_item_id,line_item_usage_start_date,line_item_unblended_cost", "AWS"),
        ("lineItem/UsageStartDate,lineItem/UnblendedCost", "AWS"),
        ("date,meterId,meterCategory,costInBillingCurrency", "Azure"),
        ("billing_account_id,service.description,usage_start_time,cost", "Google Cloud"),
    ],
)
def test_an_export_that_is_no_focus_is_named_with_the_way_to_focus(
    header: str, told_of: str, tmp_path: Path
) -> None:
    path = tmp_path / "export.csv"
    path.write_text(f"{header}\n")

    with pytest.raises(DataError, match=f"of {told_of}.*FOCUS"):
        read(path)


binary = st.floats(-1e14, 1e14).filter(lambda value: not value or abs(value) > 1e-25)
plain_numbers = st.decimals(min_value=-(10**14), max_value=10**14, allow_nan=False, places=12).map(
    lambda value: f"{value:f}"
)
written_numbers = st.one_of(
    plain_numbers,
    binary.filter(lambda value: abs(value) < 10**12).map(repr),
    st.sampled_from(["1E-10", "2.5e-7", "1.0E7", " 1 ", "+1", "(3)", "1e-29", f"0.{'0' * 29}1", "$4", ".5"]),
)
few = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@few
@given(cells=st.lists(written_numbers, min_size=1, max_size=30))
def test_totals_of_text_are_those_of_decimals_to_the_last_digit(shared: Path, cells: list[str]) -> None:
    preview = read(write(shared, *({"EffectiveCost": cell, "BilledCost": cell} for cell in cells)))

    with localcontext(Context(prec=200)):
        plain = [Decimal(cell.strip(" $()")) * (-1 if "(" in cell else 1) for cell in cells]
        assert [total.amount for total in preview.totals] == [sum(plain, Decimal(0))]
    assert preview.refused_count == 0


@pytest.mark.slow
@few
@given(values=st.lists(binary, min_size=1, max_size=30))
def test_binary_numbers_count_as_the_shortest_decimal_that_stands_for_them(
    shared: Path, values: list[float]
) -> None:
    path = shared / "binary.parquet"
    listed_values = ", ".join(f"({value!r}::DOUBLE)" for value in values)
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT v AS EffectiveCost, 'USD' AS BillingCurrency, "
            "DATE '2026-03-01' AS ChargePeriodStart, "
            f"'s' AS ServiceName FROM (VALUES {listed_values}) AS t(v)) TO '{path}' (FORMAT parquet)"
        )

    with localcontext(Context(prec=200)):
        expected = sum((Decimal(repr(value)) for value in values), Decimal(0))
        assert sum((total.amount for total in read(path).totals), Decimal(0)) == expected


@pytest.mark.parametrize("form", ["gzip", "zip", "utf-16", "mark, blank lines"])
def test_unpacking_and_looking_through_a_file_can_be_ended(form: str, tmp_path: Path) -> None:
    class StoppedError(Exception):
        """The user stopped it."""

    def stop(rows: int) -> None:
        assert rows == 0
        raise StoppedError

    with pytest.raises(StoppedError):
        read_focus([FORMS[form](tmp_path)], RULES, tick=stop)
