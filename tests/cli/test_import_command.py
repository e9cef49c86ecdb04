"""Importing costs, usage and benefits from the command line: what is printed, and what is added."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from billing import ROWS, billing, rules
from xlsxwriter import Workbook

from fivegates.actions.importing.rules import Assignment, Rule, save_rules
from fivegates.domain.economics.ledger import Behaviour, Phase

Run = Callable[..., Any]

COLUMNS = (
    "  columns: period = ChargePeriodStart, amount = EffectiveCost, billed = BilledCost, "
    "currency = BillingCurrency, quantity = ConsumedQuantity, tags = Tags, service = ServiceName"
)
COSTS = "initiative,date,category,amount,currency,phase,behaviour"
COST = "CLM-TRIAGE,2026-11,people,{},EUR,run,fixed"


@pytest.fixture
def mapped(tmp_path: Path) -> Path:
    return rules(tmp_path, "CLM-TRIAGE", "CUS-LETTERS")


def plain(folder: Path, *rows: str, header: str = COSTS, separator: str = ",") -> Path:
    path = folder / "costs.csv"
    path.write_text("\n".join([header, *rows, ""]).replace(",", separator))
    return path


def test_an_export_is_reported_and_added(run: Run, sample: Path, mapped: Path, tmp_path: Path) -> None:
    ended = run("import", sample, billing(tmp_path), "--as", "focus", "--map", mapped)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "november.csv: FOCUS 1.0, UTF-8, separated by commas",
        "  numbers as 1,234.56, dates as 2026-03-31",
        COLUMNS,
        "  5 rows",
        "  November 2026: €21.25, billed €23.00 (4 rows)",
        "  November 2026: tokens in 3,000 (2 rows)",
        "  CLM-TRIAGE: 2 rows",
        "  CUS-LETTERS: 1 row",
        "  1 row belongs to no initiative:",
        "    Storage: November 2026, €7.00 (1 row)",
        "  1 row was refused:",
        "    line 6, BilledCost: “x” is not a number as written in 1,234.56.",
        "3 lines were added.",
    ]
    assert "November 2026" in run("economics", sample, "CLM-TRIAGE").out


def test_what_was_found_in_the_file_is_printed_once(run: Run, sample: Path, tmp_path: Path) -> None:
    path = plain(tmp_path, COSTS, COST.format("5"), header="Costs of November")

    ended = run("import", sample, path, "--as", "costs", "--dry-run")
    assert ended.out.splitlines().count("  the columns are named in line 2") == 1


def test_columns_that_are_not_read_are_named(run: Run, sample: Path, tmp_path: Path) -> None:
    path = plain(tmp_path, f"{COST.format('5')},x,7", header=f"{COSTS},Cost centre,Tokens")

    ended = run("import", sample, path, "--as", "costs", "--dry-run")
    assert "  columns that are not read: Cost centre and Tokens" in ended.out.splitlines()


def test_tokens_are_read_by_the_names_that_most_interfaces_give_them(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    header = "initiative,date,model,prompt_tokens,Completion Tokens"
    path = plain(tmp_path, "CLM-TRIAGE,2026-11-03,m,1000,50", header=header)

    ended = run("import", sample, path, "--as", "usage", "--dry-run")
    assert "  November 2026: tokens in 1,000, tokens out 50 (1 row)" in ended.out.splitlines()


def test_a_second_time_adds_nothing(run: Run, sample: Path, mapped: Path, tmp_path: Path) -> None:
    words = ("import", sample, billing(tmp_path), "--as", "focus", "--map", mapped)
    run(*words)
    once = run("economics", sample, "CLM-TRIAGE").out

    ended = run(*words)
    assert ended.code == 0
    assert "  3 lines were imported before and count once" in ended.out.splitlines()
    assert ended.out.endswith("\n0 lines were added.\n")
    assert run("economics", sample, "CLM-TRIAGE").out == once


def test_a_dry_run_writes_nothing(run: Run, sample: Path, mapped: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()

    ended = run("import", sample, billing(tmp_path), "--as", "focus", "--map", mapped, "--dry-run")
    assert ended.code == 0
    assert ended.out.endswith("\n3 lines would be added.\n")
    assert sample.read_bytes() == before


def test_without_an_owner_nothing_is_imported(run: Run, sample: Path, tmp_path: Path) -> None:
    ended = run("import", sample, billing(tmp_path), "--as", "focus")

    assert ended.code == 1
    assert "  4 rows belong to no initiative:" in ended.out.splitlines()
    assert (
        "  no rule kept from imports in the window says whose these rows are; name rules with --map, "
        "or one initiative for all with --to" in ended.out.splitlines()
    )
    assert ended.err == "Nothing can be imported: no rule gives a row of november.csv to an initiative.\n"


def test_rules_kept_from_imports_in_the_window_are_followed_and_reported(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    save_rules([Rule(Assignment("CUS-LETTERS", Phase.RUN, Behaviour.FIXED), service="storage")])
    words = ("import", sample, billing(tmp_path), "--as", "focus")

    ended = run(*words)
    assert (ended.code, ended.err) == (0, "")
    assert "  whose rows they are: by the rules kept from imports in the window" in ended.out.splitlines()
    assert "  CUS-LETTERS: 1 row" in ended.out.splitlines()
    assert ended.out.endswith("\n1 line was added.\n")

    mapped = run(*words, "--map", rules(tmp_path, "CLM-TRIAGE", "CLM-TRIAGE"))
    assert "kept from imports" not in mapped.out
    assert "CUS-LETTERS" not in mapped.out


def test_faulty_rules_are_reported(run: Run, sample: Path, tmp_path: Path) -> None:
    faulty = rules(tmp_path, "CLM-TRIAGE", "NO-SUCH")

    ended = run("import", sample, billing(tmp_path), "--as", "focus", "--map", faulty)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("rules.toml: rule[1].initiative: “NO-SUCH” is not known here")


def test_the_first_refused_rows_are_shown_and_the_others_counted(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    source = plain(tmp_path, *[COST.format("x")] * 23, COST.format(12))

    ended = run("import", sample, source, "--as", "costs")
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[4:7] == [
        "  November 2026: €12.00 (1 row)",
        "  CLM-TRIAGE: 1 row",
        "  23 rows were refused:",
    ]
    assert lines[7] == "    line 2, amount: “x” is not a number as written in 1,234.56."
    assert lines[27:] == ["    and 3 more", "1 line was added."]


def test_what_can_be_read_in_two_ways_is_asked_and_answered(run: Run, sample: Path, tmp_path: Path) -> None:
    row = COST.format(7).replace("2026-11", "03/11/2026")
    words = ("import", sample, plain(tmp_path, row, separator=";"), "--as", "costs", "--dry-run")

    asked = run(*words)
    assert asked.code == 1
    assert asked.out.splitlines()[0] == "costs.csv: CSV, UTF-8, separated by semicolons"
    assert "Choose which comes first, day or month" in asked.err
    assert "  Answer with --styles, such as --styles point day_first." in asked.out.splitlines()
    answered = run(*words, "--styles", "point", "day_first")
    assert answered.code == 0
    assert "November 2026: €7.00" in answered.out


@pytest.mark.parametrize(
    "option",
    [
        ("--dry-run",),
        ("--map", "rules.toml"),
        ("--styles", "point", "iso"),
        ("--again", "add"),
        ("--encoding", "UTF-16"),
        ("--column", "amount=Betrag"),
    ],
)
def test_the_options_of_ledger_lines_need_their_kind(
    option: tuple[str, ...], run: Run, sample: Path, tmp_path: Path
) -> None:
    ended = run("import", sample, tmp_path / "out.json", *option)

    assert ended.code == 2
    assert "need --as" in ended.err


def test_a_grown_export_replaces_what_it_gave_before(
    run: Run, sample: Path, mapped: Path, tmp_path: Path
) -> None:
    words = ("--as", "focus", "--map", mapped)
    run("import", sample, billing(tmp_path), *words)

    grown = billing(tmp_path, *ROWS, ROWS[0].replace("-01T", "-09T"))
    ended = run("import", sample, grown, *words)
    assert "  replaces 2 lines of November 2026 from november.csv" in ended.out.splitlines()
    assert ended.out.endswith("\n2 lines were added.\n")


def test_a_shrunken_export_is_asked_about_and_answered(
    run: Run, sample: Path, mapped: Path, tmp_path: Path
) -> None:
    words = ("--as", "focus", "--map", mapped)
    run("import", sample, billing(tmp_path), *words)

    fewer = billing(tmp_path, ROWS[1].replace("-02T", "-01T"))
    ended = run("import", sample, fewer, *words)
    assert ended.code == 1
    assert "Say whether this file takes their place" in ended.err
    assert ended.out.endswith("\n  Answer with --again replace or --again add.\n")
    assert run("import", sample, fewer, *words, "--dry-run").code == 1
    ended = run("import", sample, fewer, *words, "--again", "replace")
    assert ended.code == 0
    assert "  replaces 3 lines of November 2026 from november.csv" in ended.out.splitlines()


def test_a_file_can_be_said_to_be_in_an_encoding_and_to_be_parted_so(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    source = plain(tmp_path, f"{COST.format(7)},Büro", header=f"{COSTS},note", separator="|")
    source.write_bytes(source.read_text().encode("cp1252"))
    words = ("import", sample, source, "--as", "costs")

    assert "choose its encoding" in run(*words).err
    ended = run(*words, "--encoding", "windows-1252", "--separator", "bar")
    assert (ended.code, ended.err) == (0, "")
    run("export", sample, tmp_path / "out.json")
    assert "Büro" in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_columns_of_other_names_and_rows_that_name_nobody(run: Run, sample: Path, tmp_path: Path) -> None:
    header = "Betrag,date,category,currency,phase,behaviour"
    source = plain(tmp_path, "7.50,2026-11,people,EUR,run,fixed", header=header)
    words = ("import", sample, source, "--as", "costs")

    assert "There is no column “amount”. (1 more problem)" in run(*words).err
    ended = run(*words, "--to", "clm-triage", "--column", "amount=Betrag")
    assert (ended.code, ended.err) == (0, "")
    assert "  CLM-TRIAGE: 1 row" in ended.out.splitlines()


@pytest.mark.parametrize(
    ("option", "reported"),
    [
        (("--to", "NOBODY"), "“NOBODY” is not known here"),
        (("--column", "sum=amount"), "“sum” is not known here"),
        (("--column", "amount=Betrag"), "There is no column “Betrag”."),
    ],
)
def test_what_is_said_of_a_table_must_be_there(
    option: tuple[str, ...], reported: str, run: Run, sample: Path, tmp_path: Path
) -> None:
    ended = run("import", sample, plain(tmp_path, COST.format(7)), "--as", "costs", *option)

    assert ended.code == 1
    assert reported in ended.err


def test_the_download_of_a_vendor_is_distinguished_from_that_of_another_kind(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    source = tmp_path / "usage.csv"
    source.write_text(ANTHROPIC)

    asked = run("import", sample, source, "--as", "costs")
    assert "The columns are those of Anthropic usage. Import the file as usage." in asked.err


def test_whose_the_rows_are_is_asked_for(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "costs.csv"
    source.write_text(OPENAI)

    asked = run("import", sample, source, "--as", "costs")
    assert (asked.code, asked.out.splitlines()[-1]) == (1, "  Say whose the rows are with --to CODE.")


def test_a_column_is_given_to_a_field(run: Run, sample: Path, tmp_path: Path) -> None:
    ended = run("import", sample, plain(tmp_path, COST.format(7)), "--as", "costs", "--column", "amount")

    assert ended.code == 2
    assert "Write a column as FIELD=COLUMN" in ended.err


@pytest.mark.parametrize("option", [("--column", "amount=BilledCost"), ("--set", "phase=run")])
def test_billing_exports_have_their_own_columns_and_rules(
    option: tuple[str, ...], run: Run, sample: Path, tmp_path: Path
) -> None:
    assert run("import", sample, billing(tmp_path), "--as", "focus", *option).code == 2


def test_the_rows_of_an_export_that_fit_no_rule_go_to_one_initiative(
    run: Run, sample: Path, mapped: Path, tmp_path: Path
) -> None:
    words = ("import", sample, billing(tmp_path), "--as", "focus", "--map", mapped, "--to", "cus-letters")

    asked = run(*words)
    assert (asked.code, "behaviour = variable, or behaviour = fixed" in asked.err) == (1, True)
    ended = run(*words, "--set", "behaviour=fixed", "--dry-run")
    assert "  CUS-LETTERS: 2 rows" in ended.out.splitlines()
    assert "belongs to no initiative" not in ended.out
    assert run(*words, "--set", "behaviour=fixed", "--set", "odd=1", "--dry-run").code == 1


@pytest.mark.parametrize("name", ["usage.xlsx", "usage.csv"])
def test_a_template_is_written_and_brings_nothing_unchanged(
    name: str, run: Run, sample: Path, tmp_path: Path
) -> None:
    assert run("template", "usage", tmp_path / name).code == 0

    ended = run("import", sample, tmp_path / name, "--as", "usage")
    assert ended.code == 1
    assert "This is the example of the template; it is not imported." in ended.out


OPENAI = (
    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,line_item,project_id\n"
    "1772582400,1772668800,2026-03-04T00:00:00+00:00,2026-03-05T00:00:00+00:00,"
    '0.003835980000000000000000000000,usd,"model-nano, input_tokens",proj_a\n'
    "1772668800,1772755200,2026-03-05T00:00:00+00:00,2026-03-06T00:00:00+00:00,,,,\n"
)
ANTHROPIC = (
    "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_input_tokens_cache_write_5m,"
    "usage_input_tokens_cache_write_1h,usage_input_tokens_cache_read,usage_output_tokens\n"
    "2026-03-04,model-large,40000,1000,0,900000,5000\n"
)


def test_a_vendors_costs_are_imported_as_they_are_downloaded(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "cost.csv"
    source.write_text(OPENAI)

    ended = run("import", sample, source, "--as", "costs", "--to", "CLM-TRIAGE", "--set", "phase=build")
    again = run("import", sample, source, "--as", "costs")

    assert (ended.code, ended.err, again.code) == (0, "", 0)
    assert "refused" not in again.out
    assert "  recognised as OpenAI costs" in ended.out.splitlines()
    assert "  rows without cost or use, left out: 1" in ended.out.splitlines()
    assert "phase = build, behaviour = variable" in ended.out
    run("export", sample, tmp_path / "out.json")
    assert '"amount": "0.00383598"' in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_a_vendors_usage_is_imported_as_it_is_downloaded(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "usage.csv"
    source.write_text(ANTHROPIC)

    ended = run("import", sample, source, "--as", "usage", "--to", "CLM-TRIAGE")

    assert (ended.code, ended.err) == (0, "")
    run("export", sample, tmp_path / "out.json")
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert all(
        text in written
        for text in ('"tokens_in": 941000', '"tokens_cached": 900000', '"tokens_written": 1000')
    )


def test_what_a_file_lacks_is_said_once_and_remembered(run: Run, sample: Path, tmp_path: Path) -> None:
    source = plain(tmp_path, "2026-11,7.50", header="month,cost")
    words = ("import", sample, source, "--as", "costs")
    said = ("category=people", "currency=EUR", "phase=run", "behaviour=fixed", "code=clm-triage")

    assert "There is no column “category”. (3 more problems)" in run(*words).err
    first = run(*words, *(word for each in said for word in ("--set", each)))
    source.write_text("month,cost\n2026-12,8.50\n")
    again = run(*words)

    assert (first.code, again.code, again.err) == (0, 0, "")
    assert "  columns and values as for costs.csv before" in again.out.splitlines()
    assert "  December 2026: €8.50 (1 row)" in again.out.splitlines()


def test_whose_the_rows_are_is_remembered_until_it_is_forgotten(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    header = COSTS.replace("initiative,", "").replace("code,", "")
    source = plain(tmp_path, "2026-11,people,7.50,EUR,run,fixed", header=header)
    words = ("import", sample, source, "--as", "costs")

    assert run(*words, "--to", "CLM-TRIAGE").code == 0
    source.write_text(f"{header}\n2026-12,people,8.50,EUR,run,fixed\n")
    again = run(*words, "--dry-run")
    assert (again.code, again.err) == (0, "")
    assert "  to forget earlier choices: --forget" in again.out.splitlines()
    assert run(*words, "--forget", "--dry-run").code == 2
    assert run(*words[:-1], "focus", "--forget").code == 2
    forgotten = run(*words, "--forget")
    assert forgotten.code == 1
    assert "Forgotten: columns and values as for costs.csv" in forgotten.out
    assert "Nothing is remembered of files with these columns." in run(*words, "--forget").out


def test_a_sum_that_would_be_shown_as_nothing_has_its_first_digits(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    source = plain(tmp_path, COST.format("0.003836"), COST.replace("2026-11", "2026-12").format("0.00"))
    reported = run("import", sample, source, "--as", "costs", "--dry-run").out.splitlines()

    assert "  November 2026: €0.0038 (1 row)" in reported
    assert "  December 2026: €0.00 (1 row)" in reported


def test_a_dry_run_remembers_nothing(run: Run, sample: Path, tmp_path: Path) -> None:
    source = plain(tmp_path, "CLM-TRIAGE,2026-11,people,7,run,fixed", header=COSTS.replace("currency,", ""))
    words = ("import", sample, source, "--as", "costs", "--dry-run")

    assert run(*words, "--set", "currency=EUR").code == 0
    assert "There is no column “currency”" in run(*words).err


@pytest.mark.parametrize(
    ("given", "reported"),
    [
        ("currency", "Write a value as FIELD=VALUE"),
        ("colour=red", "“colour” is not known here"),
        ("phase=walk", "phase: “walk” is not known here"),
        ("initiative=NOBODY", "“NOBODY” is not known here"),
    ],
)
def test_a_value_for_all_rows_must_be_one_that_rows_can_have(
    given: str, reported: str, run: Run, sample: Path, tmp_path: Path
) -> None:
    ended = run("import", sample, plain(tmp_path, COST.format(7)), "--as", "costs", "--set", given)

    assert ended.code
    assert reported in ended.err


def test_initiatives_are_found_by_their_names(run: Run, sample: Path, tmp_path: Path) -> None:
    source = plain(tmp_path, COST.format(7).replace("CLM-TRIAGE", "MOTOR CLAIMS TRIAGE"))

    assert run("import", sample, source, "--as", "costs", "--dry-run").code == 0


def test_the_sheet_and_hidden_rows_are_asked_about_and_chosen(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "costs.xlsx"
    with Workbook(source) as book:
        for name in ("Plan", "Actual"):
            sheet = book.add_worksheet(name)
            for row, text in enumerate((COSTS, COST.format(7), COST.format(8))):
                sheet.write_row(row, 0, text.split(","))
            sheet.set_row(1, None, None, {"hidden": True})
    words = ("import", sample, source, "--as", "costs", "--dry-run")

    asked = run(*words)
    ended = run(*words, "--sheet", "actual", "--hidden-rows", "leave")

    assert "The sheets “Plan”, “Actual” have the columns. Choose one." in asked.err
    hints = ["  Answer with --sheet NAME.", "  Answer with --hidden-rows take or --hidden-rows leave."]
    assert asked.out.splitlines()[-2:] == hints
    asked = run(*words, "--sheet", "actual")
    assert asked.out.splitlines()[-1] == hints[1]
    assert hints[0] not in asked.out
    assert ended.out.splitlines()[-1] == "1 line would be added."


def test_stored_dates_that_may_be_swapped_are_asked_about(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "costs.xlsx"
    with Workbook(source, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate((COSTS, COST.format(7), COST.format(8).replace("2026-11", "13/04/2026"))):
            sheet.write_row(row, 0, text.split(","))
        sheet.write_datetime(1, 1, date(2026, 3, 4))

    asked = run("import", sample, source, "--as", "costs", "--dry-run")

    assert asked.code == 1
    hint = "  If stored dates were swapped: --styles point day_first_swapped."
    assert hint in asked.out.splitlines()


def test_rates_are_added_and_take_the_place_of_older_ones(run: Run, sample: Path, tmp_path: Path) -> None:
    source = tmp_path / "rates.csv"
    source.write_text("month,base,quote,value\n2026-11,USD,EUR,0.9\n")
    words = ("import", sample, source, "--as", "rates")

    before = sample.read_bytes()
    assert run(*words, "--dry-run").out == "1 rate\n"
    assert sample.read_bytes() == before
    for _ in range(2):
        assert run(*words).code == 0
    run("export", sample, tmp_path / "out.json")
    assert (tmp_path / "out.json").read_text().count('"month": "2026-11"') == 1


@pytest.mark.parametrize("option", [("--dated", "2026-11-01"), ("--again", "add")])
def test_options_of_other_kinds_are_not_for_rates(
    option: tuple[str, ...], run: Run, sample: Path, tmp_path: Path
) -> None:
    ended = run("import", sample, tmp_path / "rates.csv", "--as", "rates", *option)

    assert ended.code == 2


def test_a_folder_or_several_files_are_one_billing_export(
    run: Run, sample: Path, mapped: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    parts = [
        billing(folder, *each).rename(folder / f"part-{at}.csv")
        for at, each in enumerate((ROWS[:2], ROWS[2:]))
    ]
    reported = [run("import", sample, billing(tmp_path), "--as", "focus", "--map", mapped, "--dry-run").out]

    reported += [
        run("import", sample, *each, "--as", "focus", "--map", mapped, "--dry-run").out
        for each in ([folder], parts)
    ]
    assert [
        [line for line in out.splitlines() if "2026" in line or "rows" in line] for out in reported[1:]
    ] == [[line for line in reported[0].splitlines() if "2026" in line or "rows" in line]] * 2


def test_rows_of_an_owner_are_counted_once_in_every_currency_and_file(
    run: Run, sample: Path, tmp_path: Path
) -> None:
    rule = tmp_path / "one.toml"
    rule.write_text('[[rule]]\ninitiative = "CLM-TRIAGE"\nbehaviour = "variable"\ncounts = "tokens in"\n')
    head = "ChargePeriodStart,EffectiveCost,BillingCurrency,ServiceName,ConsumedUnit,ConsumedQuantity"
    files = [tmp_path / f"part-{at}.csv" for at in range(2)]
    for path, service in zip(files, ("Models", "Search"), strict=True):
        rows = [f"2026-11-01,1,{currency},{service},Tokens,4" for currency in ("EUR", "USD")]
        path.write_text("\n".join([head, *rows]))

    for read, count in ((files[:1], 2), (files, 4)):
        ended = run("import", sample, *read, "--as", "focus", "--map", rule, "--dry-run")
        assert ended.code == 0
        assert f"  {count} rows" in ended.out.splitlines()
        assert f"  CLM-TRIAGE: {count} rows" in ended.out.splitlines()


def test_several_files_are_for_billing_exports(run: Run, sample: Path, tmp_path: Path) -> None:
    path = plain(tmp_path, COST.format(7))

    for options in ((), ("--as", "costs"), ("--as", "prices")):
        ended = run("import", sample, path, path, *options)
        assert (ended.code, "Several files are for --as focus." in ended.err) == (2, True)


def test_a_rule_that_adds_unlike_units_is_asked_about(run: Run, sample: Path, tmp_path: Path) -> None:
    rule = tmp_path / "one.toml"
    rule.write_text('[[rule]]\ninitiative = "CLM-TRIAGE"\nbehaviour = "fixed"\ncounts = "requests"\n')
    path = tmp_path / "units.csv"
    rows = [f"2026-11-01,1,EUR,Models,{unit},{unit}-1,4" for unit in ("Tokens", "Hours")]
    head = (
        "ChargePeriodStart,EffectiveCost,BillingCurrency,ServiceName,ConsumedUnit,ResourceId,ConsumedQuantity"
    )
    path.write_text("\n".join([head, *rows]))

    ended = run("import", sample, path, "--as", "focus", "--map", rule)
    assert ended.code == 1
    assert "Answer with other rules" in ended.out
    assert "would add up quantities in 2 units as requests" in ended.err
