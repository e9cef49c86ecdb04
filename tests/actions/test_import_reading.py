"""What a file of costs looks like before it is read, and the rules that are kept for the next one."""

import gzip
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from billing import billing

from fivegates.actions.importing import rules
from fivegates.actions.importing.reading import (
    ImportKind,
    ReadRequest,
    detect_format,
    is_list_of_files,
    named_columns,
    plain_fields,
    read_request,
)
from fivegates.actions.importing.rules import KnownBy, Rules, new_rule, save_rules, saved_rules, typed_in
from fivegates.actions.importing.templates import LineKind, save_template
from fivegates.domain.economics.ledger import Behaviour, Phase
from fivegates.domain.errors import DataError, UserError
from fivegates.domain.language import ENGLISH
from fivegates.exchange.ledger.assignment_rules import Assignment, Rule
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.preview import Charge, Chosen

CLAIMS = Assignment("CLAIMS", Phase.RUN, Behaviour.VARIABLE)
CHARGE = Charge(
    provider="Ostmere", account="Prod", service="Models [1]", unit="1K tokens", charge_category="Usage"
)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "import-rules.toml"
    monkeypatch.setattr(rules, "rules_path", lambda: path)
    return path


def csv(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("ChargePeriodStart,x", ImportKind.FOCUS),
        ("x,billedcost", ImportKind.FOCUS),
        ("date,category,amount,currency", ImportKind.COSTS),
        ("date,phase,euros", ImportKind.COSTS),
        ("month,requests", ImportKind.USAGE),
        ("month,amount,what", ImportKind.BENEFITS),
        ("line_item_usage_start_date,line_item_unblended_cost", ImportKind.FOCUS),
        ("a,b", ImportKind.COSTS),
    ],
)
def test_the_kind_is_reported_by_the_columns(header: str, kind: ImportKind, tmp_path: Path) -> None:
    assert detect_format(csv(tmp_path, header)).kind is kind


def test_each_column_is_shown_with_its_first_value(tmp_path: Path) -> None:
    found_format = detect_format(csv(tmp_path, "a;b;c\n;1\n2;3;4\n"))

    assert dict(found_format.examples) == {"a": "2", "b": "1", "c": "4"}
    assert (found_format.header, found_format.encoding, found_format.separator) == (
        ("a", "b", "c"),
        "utf-8-sig",
        ";",
    )
    assert detect_format(tmp_path / "file.csv", Chosen(separator=",")).header == ("a;b;c",)


def test_a_row_that_cannot_be_read_hides_no_column(tmp_path: Path) -> None:
    assert detect_format(csv(tmp_path, 'a,b\n"1,2\n')).examples == {"a": "", "b": ""}


def test_rules_are_kept_with_the_users_own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("fivegates.actions.importing.rules.data_folder", lambda: tmp_path)

    assert rules.rules_path() == tmp_path / "import-rules.toml"


def test_an_order_is_read_as_it_looks_or_as_it_says(tmp_path: Path) -> None:
    path = csv(tmp_path, "date,units\n2026-03,40\n")

    reading = read_request(ReadRequest(path, ("CLAIMS",)))
    assert (reading.kind, reading.fault) == (ImportKind.USAGE, None)
    assert reading.preview
    assert len(reading.preview.drafts) == 1
    reading = read_request(ReadRequest(path, ("CLAIMS",), ImportKind.COSTS))
    assert (reading.kind, reading.preview) == (ImportKind.COSTS, None)
    assert reading.found_format
    assert "There is no column" in str(reading.fault)


def test_an_order_for_what_is_no_table_tells_the_fault(tmp_path: Path) -> None:
    reading = read_request(ReadRequest(tmp_path / "none.csv", ()))

    assert (reading.found_format, reading.preview, reading.kind) == (None, None, ImportKind.COSTS)
    assert "cannot be read" in str(reading.fault)


def test_a_workbook_is_looked_at_too(tmp_path: Path) -> None:
    save_template(LineKind.USAGE, tmp_path / "usage.xlsx", ENGLISH)
    save_template(LineKind.USAGE, tmp_path / "usage.CSV", ENGLISH)

    book, text = detect_format(tmp_path / "usage.xlsx"), detect_format(tmp_path / "usage.CSV")
    assert (book.kind, book.encoding, book.separator) == (ImportKind.USAGE, "", "")
    assert book.header == text.header
    assert (book.examples["units"], text.examples["units"]) == ("4200", "4200")


def test_what_is_no_table_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        detect_format(tmp_path / "none.csv")
    with pytest.raises(DataError, match="has no header"):
        detect_format(csv(tmp_path, ""))


def test_fields_are_matched_to_columns_by_name() -> None:
    assert plain_fields(ImportKind.FOCUS) == ()
    assert ("amount", True) in plain_fields(ImportKind.BENEFITS)
    assert named_columns(ImportKind.BENEFITS, ["Month", "Cost", "other"]) == {
        "date": "Month",
        "amount": "Cost",
    }


@pytest.mark.parametrize(
    ("by", "fields"),
    [
        (KnownBy(), {"service": "models [[]1]"}),
        (KnownBy(provider=True, account=True, service=False), {"provider": "ostmere", "account": "prod"}),
        (KnownBy(unit=True, service=False), {"unit": "1k tokens"}),
        (KnownBy(tag="team = Red*", service=False), {"tags": (("team", "red*"),)}),
        (
            KnownBy(service=False, meter=" *-Input", sku="S?", description="in*"),
            {"meter": "*-input", "sku": "s[?]", "description": "in*"},
        ),
        (KnownBy(service=False, charge_category=True), {"charge_category": "usage"}),
    ],
)
def test_a_rule_knows_its_rows_by_what_is_ticked(by: KnownBy, fields: dict[str, object]) -> None:
    assert new_rule(CHARGE, by, CLAIMS) == Rule(CLAIMS, **fields)  # type: ignore[arg-type] # fields of Rule


def test_names_are_typed_for_which_a_bill_has_a_column(tmp_path: Path) -> None:
    header = "ChargePeriodStart,EffectiveCost,BillingCurrency,ServiceName,skumeter,SkuPriceId"
    path = tmp_path / "bill.csv"
    path.write_text(f"{header}\n2026-03-02T00:00:00Z,1,USD,Models,in,s\n")

    assert typed_in(read_focus([path], Rules())) == {"meter", "sku"}


@pytest.mark.parametrize("tag", ["team", "=red", "team= "])
def test_a_tag_needs_name_and_value(tag: str) -> None:
    with pytest.raises(UserError, match="Write the tag as name=value"):
        new_rule(CHARGE, KnownBy(tag=tag), CLAIMS)


def test_kept_rules_come_back_newest_first_and_only_for_initiatives_that_are_there() -> None:
    assert saved_rules(["CLAIMS"]).rules == ()
    first = new_rule(CHARGE, KnownBy(), CLAIMS)
    other = new_rule(CHARGE, KnownBy(account=True), Assignment("LETTERS", Phase.RUN, Behaviour.FIXED))
    save_rules([first])
    save_rules([other])

    assert saved_rules(["claims", "LETTERS"]).rules == (other, first)
    assert saved_rules(["CLAIMS"]).rules == (first,)


def test_rules_for_several_units_of_a_service_are_all_kept() -> None:
    by_unit = [
        Rule(Assignment("A", Phase.RUN, Behaviour.FIXED), service="models", unit=unit)
        for unit in ("hours", "tokens")
    ]
    for each in by_unit:
        save_rules([each])

    assert set(saved_rules(["A"]).rules) == set(by_unit)


def test_a_new_rule_for_the_same_rows_takes_the_place_of_the_older_one() -> None:
    old = new_rule(CHARGE, KnownBy(), CLAIMS)
    new = new_rule(CHARGE, KnownBy(), Assignment("CLAIMS", Phase.BUILD, Behaviour.FIXED))
    save_rules([old])
    save_rules([new])

    assert saved_rules(["CLAIMS"]).rules == (new,)


def test_kept_rules_that_cannot_be_read_are_reported_and_left(kept: Path) -> None:
    kept.write_text("[[rule]]\n")

    with pytest.raises(DataError, match=r"import-rules\.toml"):
        saved_rules(["CLAIMS"])
    with pytest.raises(DataError):
        save_rules([])
    assert kept.read_text() == "[[rule]]\n"


def test_a_billing_export_shows_its_columns(tmp_path: Path) -> None:
    assert "EffectiveCost" in detect_format(billing(tmp_path)).header


def test_folders_and_compressed_files_are_billing_exports(tmp_path: Path) -> None:
    source = billing(tmp_path)
    packed, archive = tmp_path / "november.csv.gz", tmp_path / "november.zip"
    packed.write_bytes(gzip.compress(source.read_bytes()))
    with ZipFile(archive, "w") as written:
        written.write(source, "november.csv")
    folder = tmp_path / "export"
    folder.mkdir()
    source.rename(folder / "november.csv")

    for path in (packed, archive, folder):
        reading = read_request(ReadRequest(path, ("CLAIMS",)))
        assert (reading.kind, reading.fault) == (ImportKind.FOCUS, None)
        assert reading.preview is not None
        assert reading.preview.rows == 5


def test_only_a_billing_export_has_several_files(tmp_path: Path) -> None:
    path = csv(tmp_path, "date,units\n2026-03,4\n")

    fault = read_request(ReadRequest(path, ("CLAIMS",), more=(path,))).fault
    assert "Only a billing export can be several files" in str(fault)


def test_a_manifest_is_known_by_its_name(tmp_path: Path) -> None:
    assert is_list_of_files(tmp_path / "Export-Manifest.json")
    assert not is_list_of_files(tmp_path / "prices.json")


def test_an_export_that_cannot_be_read_is_reported_with_its_name(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    for path, reason in (
        (pipe, "is not a file that can be read"),
        (tmp_path / "none", "cannot be read: No such file"),
    ):
        fault = read_request(ReadRequest(path, ("CLAIMS",), ImportKind.FOCUS)).fault
        assert reason in str(fault)
