from io import BytesIO

import pytest

from fivegates.domain.errors import DataError
from fivegates.exchange.ledger.csv_tables import CsvTable


def table(data: bytes | str, encoding: str | None = None) -> CsvTable:
    raw = data.encode() if isinstance(data, str) else data
    return CsvTable(BytesIO(raw), "costs.csv", encoding)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_separator_and_encoding_are_reported(separator: str, encoding: str, end: str) -> None:
    rows = [["date", "prix, en €"], ["2026-01", "1,5"]]
    text = end.join(separator.join(f'"{cell}"' for cell in row) for row in rows)

    read = table(text.encode(encoding))

    assert read.separator == separator
    assert read.header == ("date", "prix, en €")
    assert list(read.rows()) == [(2, ["2026-01", "1,5"])]


def test_one_column_is_a_table_too() -> None:
    read = table("amount\n5\n")

    assert read.separator == ","
    assert list(read.rows()) == [(2, ["5"])]


def test_lines_are_those_of_the_file_whatever_a_cell_holds() -> None:
    read = table('a,b\n\n1,"two\nlines"\n3,4\n')

    assert [line for line, _ in read.rows()] == [3, 5]


def test_columns_without_a_name_stay_out_of_the_way() -> None:
    read = table(",a,b,,\n0,1,2,,\n")

    assert read.header == ("", "a", "b", "", "")
    assert list(read.rows()) == [(2, ["0", "1", "2", "", ""])]


def test_rows_can_be_read_twice() -> None:
    read = table("a,b\n1,2\n")

    assert list(read.rows()) == list(read.rows())


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        ("", "costs.csv: The file has no header: its first row must name the columns."),
        (b"a,b\0\n", "costs.csv: This is not a text file."),
        (",".join(f"c{n}" for n in range(1_001)), "costs.csv: line 1: There are more than 1000 columns."),
    ],
)
def test_a_faulty_header_is_refused_in_words(data: bytes | str, reported: str) -> None:
    with pytest.raises(DataError) as raised:
        table(data)

    assert str(raised.value) == reported


@pytest.mark.parametrize(
    ("data", "reported"),
    [
        (b'a,b\n1,2\n3,"4\n5,6\n', "line 3: The quotation marks of this row do not match."),
        (
            b"a,b\n1,2\n3,\xe9\n",
            "line 3: This is not text in UTF-8; save the file as UTF-8, or choose its encoding.",
        ),
        (
            b"a,b\n1," + b"x" * 200_000,
            (
                "line 2: A cell here has more than 131072 characters. See whether a quotation mark was left "
                "open."
            ),
        ),
    ],
)
def test_a_fault_further_down_names_its_line(data: bytes, reported: str) -> None:
    with pytest.raises(DataError) as raised:
        list(table(data).rows())

    assert str(raised.value) == f"costs.csv: {reported}"


def test_another_encoding_can_be_chosen() -> None:
    assert list(table(b"a,b\n1,\xe9\n", "cp1252").rows()) == [(2, ["1", "é"])]


def test_half_a_character_of_utf_16_is_refused() -> None:
    with pytest.raises(DataError, match="This is not text in UTF-16"):
        list(table("a,b\n1,2\n".encode("utf-16") + b"x").rows())


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fivegates.exchange.ledger.csv_tables.MOST_BYTES", 3)

    with pytest.raises(DataError, match="larger than 3 bytes"):
        table("a,b\n")
