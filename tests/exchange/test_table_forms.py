"""Plain tables as exporters and people write them; each kind has variants of its own."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from fivegates.domain.economics.ledger import BenefitLine, CostLine
from fivegates.domain.errors import DataError, UserError
from fivegates.exchange.ledger.csv_tables import CsvTable
from fivegates.exchange.ledger.number_and_date_formats import (
    DateEvidence,
    DateStyle,
    NumberEvidence,
    Styles,
    is_nothing,
    read_day,
)
from fivegates.exchange.ledger.preview import Chosen, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind, check_constants
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.ledger.tables.foreign_files import archive_fault
from fivegates.exchange.ledger.tables.row_roles import ANY_HEADER, best_header
from fivegates.exchange.ledger.tables.written_days import months_by_name, read_written_day
from fivegates.exchange.ledger.tables.written_numbers import currencies_of, read_written

HEADER = "initiative,date,category,amount,currency,phase,behaviour"
ROW = "CLAIMS,2026-03,people,12.50,EUR,run,fixed"


def read(
    data: str | bytes, chosen: Chosen | None = None, codes: Sequence[str] = ("CLAIMS", "LETTERS")
) -> ImportPreview:
    raw = data.encode() if isinstance(data, str) else data
    return read_plain(raw, "costs.csv", LineKind.COSTS, codes, chosen=chosen or Chosen())


def costs(*rows: str, header: str = HEADER, chosen: Chosen | None = None) -> ImportPreview:
    return read("\n".join([header, *rows, ""]), chosen)


def lines(preview: ImportPreview) -> list[CostLine]:
    assert not preview.refused
    return [draft.line for draft in preview.drafts if isinstance(draft.line, CostLine)]


def reasons(preview: ImportPreview) -> list[str]:
    return [str(refusal.reason) for refusal in preview.refused]


def remarks(preview: ImportPreview) -> list[str]:
    return [str(UserError(each.template, **each.values)) for each in preview.detected.remarks]


@pytest.mark.parametrize("first", ["sep=;", '"sep=;"', "SEP=;"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_names_the_separator_is_no_header(first: str, end: str) -> None:
    row = "CLAIMS;2026-03;people;1.234,50;EUR;run;fixed"

    preview = read(end.join([first, HEADER.replace(",", ";"), row, ""]))

    assert [line.amount for line in lines(preview)] == [Decimal("1234.50")]
    assert preview.drafts[0].row == 3


@pytest.mark.parametrize(
    "above",
    [
        "AI spend report,,,,,,\nPeriod:,2026-01 to 2026-03,,,,,\n,,,,,,\n",
        "AI spend report\n\n",
        "Costs of people, machines, data and licences, in euros, by month, 2026\n",
        "date of the report;2026-04-01\n",
    ],
)
@pytest.mark.parametrize("separator", [",", ";"])
def test_the_header_is_found_below_a_title(above: str, separator: str) -> None:
    body = f"{HEADER}\n{ROW}\n".replace(",", separator)

    preview = read(above + body)

    assert [line.amount for line in lines(preview)] == [Decimal("12.50")]
    line = above.count("\n") + 1
    assert f"the columns are named in line {line}" in remarks(preview)


def test_a_header_in_the_first_row_is_not_remarked_upon() -> None:
    assert remarks(costs(ROW)) == []
    assert remarks(read(f"\n\n{HEADER}\n{ROW}\n")) == []


def test_a_title_that_cannot_be_read_as_a_table_does_not_hide_the_fault() -> None:
    with pytest.raises(DataError, match="quotation marks"):
        read('"open\n')
    assert best_header([], ANY_HEADER) == 0
    assert best_header([["", ""], [" "], ["a"]], ANY_HEADER) == 2
    assert best_header([[""]] * 60, ANY_HEADER) == 0


def test_columns_that_are_not_read_may_have_no_name_or_the_same_name() -> None:
    preview = costs(f"{ROW},,,a,b", header=f"{HEADER},,,Comment,Comment")

    assert len(lines(preview)) == 1
    assert preview.detected.ignored == ("Comment", "Comment")
    with pytest.raises(DataError, match="There are 2 columns named “amount”"):
        costs(f"{ROW},1", header=f"{HEADER},amount")


def test_rows_of_separators_alone_are_no_rows_and_totals_are_refused_by_name() -> None:
    totals = ["Total,,,25.00,EUR,,", "Grand total:,,,25.00,EUR,,", ",Summe,,25,,,", "total for March,,,1,,,"]

    preview = costs(ROW, ",,,,,,", " , ,,,,,", *totals, ROW)

    assert (preview.rows, len(preview.drafts)) == (6, 2)
    assert all("is a row of totals" in reason for reason in reasons(preview))
    assert preview.refused_count == len(totals)


@pytest.mark.parametrize(
    "first",
    ["Summe März", "Gesamtergebnis", "Endsumme", "Teilergebnis", "CLAIMS Total", "Claims Ergebnis:", "Σ"],
)
def test_what_a_spreadsheet_calls_a_total_is_refused_by_name(first: str) -> None:
    preview = costs(ROW, f"{first},,,25.00,EUR,,")

    assert len(preview.drafts) == 1
    assert [reason.split("” ")[1] for reason in reasons(preview)] == [
        "is a row of totals. The rows that it adds up are imported instead."
    ]


def test_an_initiative_may_be_called_total() -> None:
    preview = read(f"{HEADER}\n{ROW.replace('CLAIMS', 'Total')}\n", codes=("TOTAL", "LETTERS"))

    assert [draft.initiative for draft in preview.drafts] == ["TOTAL"]


def test_cells_that_lack_at_the_end_and_additional_empty_ones_are_empty() -> None:
    header = f"{HEADER},billed,note"

    preview = costs(ROW, f"{ROW},,,,", f"{ROW},1,x", f"{ROW},1,x,y", header=header)

    assert len(preview.drafts) == 3
    assert reasons(preview) == ["The row has 10 cells, the header 9."]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("chosen", ["utf-16", None])
def test_utf_16_needs_no_byte_order_mark(codec: str, chosen: str | None) -> None:
    preview = read(f"{HEADER}\n{ROW}\n".encode(codec), Chosen(encoding=chosen))

    assert len(lines(preview)) == 1
    assert preview.detected.encoding == "utf-16"


def test_what_is_no_utf_16_is_refused_in_words() -> None:
    for data in (b"initiative,date\n1,2\n3", b"\x00\xd8\x00\x00", b"abc"):
        with pytest.raises(DataError):
            read(data, Chosen(encoding="utf-16"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mar-26", date(2026, 3, 1)),
        ("Mar '26", date(2026, 3, 1)),
        ("March 2026", date(2026, 3, 1)),
        ("mars 2026", date(2026, 3, 1)),
        ("31-Mar-2026", date(2026, 3, 31)),
        ("31-Mar-26", date(2026, 3, 31)),
        ("Mar 31, 2026", date(2026, 3, 31)),
        ("March 31st, 2026", date(2026, 3, 31)),
        ("Tuesday, March 31, 2026", date(2026, 3, 31)),
        ("Tue, 31 Mar 2026 00:00:00 GMT", date(2026, 3, 31)),
        ("31. März 2026", date(2026, 3, 31)),
        ("31 de marzo de 2026", date(2026, 3, 31)),
        ("2026/03/31", date(2026, 3, 31)),
        ("2026.3.31", date(2026, 3, 31)),
        ("2026 03 31", date(2026, 3, 31)),
        ("2026-Mar-31", date(2026, 3, 31)),
        ("2026年3月31日", date(2026, 3, 31)),
        ("20260331", date(2026, 3, 31)),
        ("20260331T0000Z", date(2026, 3, 31)),
        ("202603", date(2026, 3, 1)),
        ("2026-3-1", date(2026, 3, 1)),
        ("2026-3", date(2026, 3, 1)),
        ("3/2026", date(2026, 3, 1)),
        ("03.2026", date(2026, 3, 1)),
        ("2026-03-31 00:00:00+00", date(2026, 3, 31)),
        ("2026-03-31 00:00:00 +0000 UTC", date(2026, 3, 31)),
        ("2026-03-31T24:00:00,5 -0330", date(2026, 3, 31)),
        ("2026-10-01T00:00:00+02:00[Europe/Berlin]", date(2026, 10, 1)),
        ("1774915200", date(2026, 3, 31)),
        ("1774915200000", date(2026, 3, 31)),
        ("1774915200.0", date(2026, 3, 31)),
        ("1/1/2026", date(2026, 1, 1)),
        ("01.01.26", date(2026, 1, 1)),
    ],
)
@pytest.mark.parametrize("style", [DateStyle.ISO, DateStyle.DAY_FIRST, DateStyle.MONTH_FIRST])
def test_a_date_with_one_meaning_is_read_in_every_style(text: str, day: date, style: DateStyle) -> None:
    assert read_day(text, style) == day


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Q1 2026", "“Q1 2026” is a quarter."),
        ("2026-Q1", "“2026-Q1” is a quarter."),
        ("1Q26", "“1Q26” is a quarter."),
        ("1. Quartal 2026", "“1. Quartal 2026” is a quarter."),
        ("H1 2026", "“H1 2026” is neither a day nor a month."),
        ("2026-W14", "“2026-W14” is neither a day nor a month."),
        ("2026", "“2026” is neither a day nor a month."),
        ("FY26", "“FY26” is neither a day nor a month."),
        ("46112", "“46112” may be a day as a spreadsheet stores it."),
        ("Mar 26", "“Mar 26” is not a date as written in 2026-03-31."),
        ("26-Mar", "“26-Mar” is not a date as written in 2026-03-31."),
        ("03/31/26", "“03/31/26” is not a date as written in 2026-03-31."),
        ("Smarch 2026", "“Smarch 2026” is not a date as written in 2026-03-31."),
        ("2026-02-30", "There is no day “2026-02-30”."),
        ("202613", "There is no day “202613”."),
    ],
)
def test_what_has_no_one_day_is_refused_by_name(text: str, reason: str) -> None:
    with pytest.raises(UserError) as raised:
        read_day(text, DateStyle.ISO)

    assert str(raised.value).startswith(reason)


def test_names_of_months_have_one_meaning_in_all_languages() -> None:
    names = months_by_name()

    assert {name: names[name] for name in ("march", "märz", "mai", "déc", "sept", "wrzesień")} == {
        "march": 3,
        "märz": 3,
        "mai": 5,
        "déc": 12,
        "sept": 9,
        "wrzesień": 9,
    }
    assert all(len(name) > 2 for name in names)
    assert read_written_day("Mär 2026") == date(2026, 3, 1)


def test_the_first_of_january_asks_nothing() -> None:
    assert [line.dated for line in lines(costs(ROW.replace("2026-03", "01/01/2026")))] == [date(2026, 1, 1)]
    assert costs(ROW.replace("2026-03", "01/02/2026")).questions


def evidence(*cells: str | date) -> DateEvidence:
    seen = DateEvidence()
    for cell in cells:
        seen.see(cell)
    return seen


def test_stored_dates_beside_texts_of_days_first_ask() -> None:
    seen = evidence(date(2026, 3, 4), "13/04/2026", date(2026, 3, 25))

    assert seen.style() is None
    assert "“13/04/2026”" in str(seen.question())
    assert "2026-03-04" in str(seen.question())
    assert "2026-04-03" in str(seen.question())
    assert evidence(date(2026, 3, 4), "1/2/2026").style() is None
    assert evidence(date(2026, 3, 25), date(2026, 4, 4), "13/04/2026").style() is DateStyle.DAY_FIRST
    assert evidence(date(2026, 3, 4), "2026-03-31", "Mar-26").style() is DateStyle.ISO


def test_stored_dates_are_swapped_as_chosen() -> None:
    days = [date(2026, 3, 4), date(2026, 3, 25)]

    swapped = [read_day(day, DateStyle.DAY_FIRST_SWAPPED) for day in days]

    assert swapped == [date(2026, 4, 3), date(2026, 3, 25)]
    assert read_day("13/04/2026", DateStyle.DAY_FIRST_SWAPPED) == date(2026, 4, 13)
    assert read_day("4/13/2026", DateStyle.MONTH_FIRST_SWAPPED) == date(2026, 4, 13)
    assert [read_day(day, DateStyle.DAY_FIRST) for day in days] == days


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("1,23,456.00", "INR", "123456"),
        ("12,34,56,789", "INR", "123456789"),
        ("₹1,23,456.00", "INR", "123456"),
        ("1,250.40 EUR", "EUR", "1250.40"),
        ("eur 1,250.40", "EUR", "1250.40"),
        ("CHF 1'250.40", "CHF", "1250.40"),
        ("Fr. 1’250.40", "CHF", "1250.40"),
        ("NGN 2,300.50", "NGN", "2300.50"),
        ("US$1,250.40", "USD", "1250.40"),
        ("$1,250.40", "CAD", "1250.40"),
        ("(1,250.40 €)", "EUR", "-1250.40"),
        ("$(1,250.40)", "USD", "-1250.40"),
        ("($1,250.40)", "USD", "-1250.40"),
        ("-$1,250.40", "USD", "-1250.40"),
        ("$-1,250.40", "USD", "-1250.40"),
        ("1 250.40 kr", "SEK", "1250.40"),
        ("1 250.40 kr.", "DKK", "1250.40"),
        ("1\u2009250.40", "EUR", "1250.40"),
        ("1\u202f250.40\u00a0€", "EUR", "1250.40"),
        ("\u20131250.40", "EUR", "-1250.40"),
        ("\u22121250.40", "EUR", "-1250.40"),
        ("1250.40-", "EUR", "-1250.40"),
        ("+1250.40", "EUR", "1250.40"),
        ("\uffe51,250,000", "JPY", "1250000"),
    ],
)
def test_an_amount_with_one_meaning_is_read(text: str, currency: str, amount: str) -> None:
    (line,) = lines(costs(f'CLAIMS,2026-03,people,"{text}",{currency},run,fixed'))

    assert (line.amount, line.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("$1,250.40", "“$1,250.40” is written with “$”, but the row is in EUR."),
        ("1,250.40 USD", "“1,250.40 USD” is written with “USD”, but the row is in EUR."),
        ("£5", "“£5” is written with “£”, but the row is in EUR."),
        ("-(1250.40)", "“-(1250.40)” has two signs."),
        ("(5)-", "“(5)-” has two signs."),
        ("1\u20092.5", "“1 2.5” is not a number as written in 1,234.56."),
        ("5 apples", "“5 apples” is not a number as written in 1,234.56."),
        ("US $5", "“US $5” is not a number as written in 1,234.56."),
        ("$5$", "“$5$” is not a number as written in 1,234.56."),
        ("(5", "“(5” is not a number as written in 1,234.56."),
        ("5%", "“5%” is not a number as written in 1,234.56."),
        ("1" * 90, "is not a number as written in 1,234.56."),
        ("999,999,999,999,999.5 €", None),
        ("1e15", "“1e15” is too large."),
    ],
)
def test_an_amount_without_one_meaning_is_refused_legibly(text: str, reason: str | None) -> None:
    preview = costs(f'CLAIMS,2026-03,people,"{text}",EUR,run,fixed')

    assert [reason in reported for reported in reasons(preview)] == [True] if reason else not preview.refused
    assert all(refusal.field == "amount" for refusal in preview.refused)


def test_the_sign_beside_what_was_billed_must_agree_too() -> None:
    preview = costs(f"{ROW},$5", f"{ROW},5 €", header=f"{HEADER},billed")

    assert [(refusal.row, refusal.field) for refusal in preview.refused] == [(2, "billed")]


def test_signs_mean_currencies() -> None:
    assert currencies_of("kr") == {"SEK", "NOK", "DKK", "ISK"}
    assert currencies_of("chf") == {"CHF"}
    assert currencies_of("XQX") == frozenset()
    assert read_written("", ".") is None


def test_numbers_that_are_the_same_in_both_styles_ask_nothing() -> None:
    seen = NumberEvidence()
    for cell in ("5 kr.", "1 234", "--5", "1.234-(", "-", Decimal(5)):
        seen.see(cell)
    assert seen.style() is not None
    for cell in ("-(1.234)", "1.234"):
        seen.see(cell)
    assert seen.doubtful == "1.234"


@pytest.mark.parametrize(
    "nothing", ["-", "–", "N/A", "n/a", " ", "None", r"\N", "(null)", "NaN", "NULL", "--"]
)
def test_nothing_in_an_optional_cell_is_nothing_and_in_a_needed_one_it_lacks(nothing: str) -> None:
    header = f"{HEADER},billed,basis,note"

    (line,) = lines(costs(f"{ROW},{nothing},{nothing},", header=header))

    assert (line.billed, line.basis.value) == (None, "actual")
    assert reasons(costs(ROW.replace("12.50", nothing))) == ["This is missing."]
    assert reasons(costs(ROW.replace("2026-03", nothing))) == ["This is missing."]
    assert not is_nothing(Decimal(0))


def test_a_note_is_kept_as_it_was_written() -> None:
    assert [line.note for line in lines(costs(f"{ROW},None", header=f"{HEADER},note"))] == ["None"]


def test_initiatives_are_found_by_code_and_by_name() -> None:
    chosen = Chosen(owners={"claims triage": "CLAIMS", "gone": "GONE"})
    names = ["CLAIMS", "claims", "Claims  Triage", "-", "gone", "example", "CLAIM"]

    preview = costs(*(ROW.replace("CLAIMS", name) for name in names), chosen=chosen)

    assert [draft.initiative for draft in preview.drafts] == ["CLAIMS"] * 3
    assert [reported.split(";")[0] for reported in reasons(preview)] == [
        "The row does not say which initiative it belongs to.",
        ["“gone” is not known here", " it can be CLAIMS, LETTERS."][0],
        "This is the example of the template",
        "“CLAIM” is not known here",
    ]


def test_what_a_file_lacks_can_be_said_for_all_rows() -> None:
    said = {
        "category": "people",
        "currency": "eur",
        "phase": "run",
        "behaviour": "fixed",
        "initiative": "LETTERS",
    }

    preview = costs("2026-03,5", "2026-04,6", header="date,amount", chosen=Chosen(constants=said))

    assert [(line.category.value, line.currency, line.amount) for line in lines(preview)] == [
        ("people", "EUR", Decimal(5)),
        ("people", "EUR", Decimal(6)),
    ]
    assert dict(preview.detected.constants) == said
    assert {draft.initiative for draft in preview.drafts} == {"LETTERS"}


def test_a_row_that_says_it_is_not_overruled() -> None:
    chosen = Chosen(constants={"phase": "build", "amount": "7", "date": "2026-05"})

    preview = costs(ROW, "CLAIMS,,people,,EUR,,fixed", chosen=chosen)

    assert [(line.phase.value, line.amount, line.dated) for line in lines(preview)] == [
        ("run", Decimal("12.50"), date(2026, 3, 1)),
        ("build", Decimal(7), date(2026, 5, 1)),
    ]


@pytest.mark.parametrize(
    ("field", "value", "reported"),
    [
        ("colour", "red", "“colour” is not known here"),
        ("phase", "walk", "phase: “walk” is not known here"),
        ("currency", "taler", "currency: “taler” is not a currency"),
        ("date", "soon", "date: “soon” is not a date"),
        ("billed", "much", "billed: “much” is not a number"),
    ],
)
def test_a_value_that_no_row_could_have_is_refused_at_once(field: str, value: str, reported: str) -> None:
    with pytest.raises(UserError) as raised:
        check_constants(LineKind.COSTS, {field: value})

    assert str(raised.value).startswith(reported)


def test_values_that_rows_can_have_are_taken() -> None:
    said = {"phase": "Run", "currency": "eur", "date": "2026-03", "amount": "5", "note": "x"}

    check_constants(LineKind.COSTS, said)


def test_a_cell_can_be_mended_before_the_import() -> None:
    bad = "CLAIM,2026-03,people,12.50 $,EUR,run,fixed"
    cells = {(2, "initiative"): "CLAIMS", (2, "amount"): "12.50"}

    assert reasons(costs(bad)) == ["“CLAIM” is not known here; did you mean “CLAIMS”?"]
    assert [line.amount for line in lines(costs(bad, chosen=Chosen(cells=cells)))] == [Decimal("12.50")]


def test_an_initiative_can_be_named_for_a_row_of_a_file_without_such_a_column() -> None:
    header, row = HEADER.removeprefix("initiative,"), ROW.removeprefix("CLAIMS,")
    chosen = Chosen(cells={(2, "initiative"): "LETTERS"})

    assert [draft.initiative for draft in costs(row, header=header, chosen=chosen).drafts] == ["LETTERS"]


def test_columns_can_be_added_up_and_have_alternatives() -> None:
    columns = {
        "date": "day | date",
        "amount": "net + tax",
        "currency": "currency",
        "initiative": "initiative",
    }
    data = b"\n".join(
        [
            b"initiative,date,net,tax,currency",
            *(b"CLAIMS,2026-03,10,1.9,EUR", b"CLAIMS,2026-04,5,-,EUR", b"CLAIMS,2026-05,-,,EUR"),
        ]
    )

    preview = read_plain(data, "b.csv", LineKind.BENEFITS, ["CLAIMS"], chosen=Chosen(columns=columns))

    assert [draft.line.amount for draft in preview.drafts if isinstance(draft.line, BenefitLine)] == [
        Decimal("11.9"),
        Decimal(5),
    ]
    assert reasons(preview) == ["This is missing."]
    assert dict(preview.detected.columns)["amount"] == "net + tax"
    assert preview.detected.ignored == ()


def test_amounts_with_more_zeros_than_a_ledger_keeps_are_read() -> None:
    preview = costs(ROW.replace("12.50", "0.003835980000000000000000000000"))

    assert [str(line.amount) for line in lines(preview)] == ["0.00383598"]


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "Excel 97 to 2003"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "document of an office program"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"PAR1\0\0", "Parquet"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"<HTML><table>", "web page"),
        (
            b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
            "format of 2003",
        ),
        (b"<?xml version='1.0'?><a/>", "web page"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(data: bytes, reported: str) -> None:
    with pytest.raises(DataError, match=reported):
        read(data)


@pytest.mark.parametrize(
    ("names", "reported"),
    [
        ({"xl/workbook.bin"}, "binary workbook"),
        ({"Index/Document.iwa"}, "Apple Numbers"),
        ({"Index.zip"}, "Apple Numbers"),
        ({"word/document.xml", "[Content_Types].xml"}, "document of an office program"),
        ({"costs.csv"}, "ZIP archive"),
        ({"xl/workbook.xml"}, "None"),
        ({"[Content_Types].xml"}, "None"),
    ],
)
def test_archives_are_named_for_what_they_are(names: set[str], reported: str) -> None:
    assert reported in str(archive_fault(names))


def test_a_separator_is_reported_by_the_header_and_not_by_the_title() -> None:
    table = CsvTable(BytesIO(b'a;b\n"x;y'), "t.csv", separator=";")

    assert table.header == ("a", "b")
    assert Styles().dates is DateStyle.ISO
