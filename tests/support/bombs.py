"""Files crafted to exhaust memory or time when imported; run as a program, it imports each within limits.

Each bomb is made in a process of its own; then the room of that process is bounded to little more than it
has, its time to some seconds, and the file is imported. Each outcome is printed as a line of JSON.
"""

import json
import os
import resource
import struct
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import documents

from fivegates.actions.importing.reading import ImportKind, detect_format, read_source
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.errors import UserError
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.preview import ImportPreview
from fivegates.exchange.ledger.prices import read_prices
from fivegates.exchange.ledger.rates import rates_in
from fivegates.exchange.ledger.table_import import open_table
from fivegates.exchange.portfolio.json_format import read_portfolio
from fivegates.exchange.rubric import read_rubric

MIB = 2**20
ROOM = 320 * MIB
MOST_ROOM = {"pdf: millions of numbers": 1_600 * MIB}
"""Where no more can be done than that: a file of 20 MB, each number of which takes a hundred bytes."""

ROOM_OF_DUCKDB = 1_800 * MIB
"""DuckDB sets address space aside for its threads, most of which it never uses."""

SECONDS = 25

Import = Callable[[], object]
Make = Callable[[Path], Import]

FOCUS = b"ChargePeriodStart,EffectiveCost,BillingCurrency,ChargeCategory,ServiceName,Tags\n"
TAGGED = b'[[rule]]\ninitiative = "A"\nbehaviour = "fixed"\ntags = ["project=claims"]\n'
DAY = date(2026, 1, 1)


def packed(parts: dict[str, bytes]) -> bytes:
    """An archive of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def crowded(count: int) -> bytes:
    """An archive that lists so many parts."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    size = len(entry) * count
    return b"PK\3\4" + entry * count + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 9, 9, size, 4, 0)


def lying() -> bytes:
    """Half a gigabyte in a few hundred bytes, declared as ten."""
    out, size = BytesIO(), 448 * MIB
    with ZipFile(out, "w", ZIP_BZIP2) as archive, archive.open("mimetype", "w", force_zip64=True) as part:
        for _ in range(64):
            part.write(bytes(size // 64))
    return out.getvalue().replace(struct.pack("<Q", size), struct.pack("<Q", 10))


def understated(name: str, mebibytes: int) -> bytes:
    """An archive of one part, packed as Office does, whose header declares ten bytes."""
    out, size = BytesIO(), mebibytes * MIB
    with ZipFile(out, "w", ZIP_DEFLATED) as archive, archive.open(name, "w", force_zip64=True) as part:
        for _ in range(mebibytes):
            part.write(bytes(MIB))
    return out.getvalue().replace(struct.pack("<Q", size), struct.pack("<Q", 10))


def sheet(cells: bytes, shared: bytes = b"") -> Make:
    """A workbook of one sheet, whose `<dimension>` declares a small size."""
    parts = {
        "xl/workbook.xml": b'<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": b'<x><Relationship Id="r1" Target="worksheets/sheet1.xml"/></x>',
        "xl/worksheets/sheet1.xml": b'<x><dimension ref="A1:B2"/><sheetData>%b</sheetData></x>' % cells,
        "xl/sharedStrings.xml": b"<sst>%b</sst>" % shared,
    }
    return lambda _folder: partial(open_table, packed(parts), "bomb.xlsx")


def data(read: Callable[..., object], content: bytes, *more: object) -> Make:
    """Bytes that are in memory already."""
    return lambda _folder: partial(read, content, *more)


def pdf(*objects: bytes) -> Make:
    """A PDF that leads to all of these objects."""
    every = b" ".join(b"%d 0 R" % number for number in range(4, 4 + len(objects)))
    return lambda _folder: partial(evidence_file, "a.pdf", documents.pdf(b"/X[%b]" % every, *objects))


def file(read: Callable[[Path], object], *blocks: bytes) -> Make:
    """A file of these bytes."""

    def make(folder: Path) -> Import:
        path = folder / "bomb.csv"
        with path.open("wb") as written:
            for block in blocks:
                written.write(block)
        return partial(read, path)

    return make


def export(path: Path) -> ImportPreview:
    return read_source(path, ImportKind.FOCUS, ["A"], rules=read_rules(TAGGED, "rules.toml"))


def billed(count: int, service: bytes, tags: bytes = b"") -> list[bytes]:
    """Rows of a billing export."""
    return [b"2026-01-01,1,EUR,Usage,%b,%b\n" % (service, tags) for _ in range(count)]


def portfolio(content: bytes) -> Make:
    return data(read_portfolio, content, "p.json", default_rubric())


def price(number: bytes) -> Make:
    return data(read_prices, b'{"a": {"input_cost_per_token": %b}}' % number, "prices.json", DAY)


HEAD = b'{"format": "fivegates-portfolio", "version": 1, '
BOMBS: dict[str, Callable[[], Make]] = {
    "xlsx: millions of texts": lambda: sheet(b"<row/>", b"<si/>" * (20 * MIB)),
    "xlsx: millions of cells in one place": lambda: sheet(
        b"<row r='1'>%b</row>" % (b"<c r='A1'/>" * 2_100_000)
    ),
    "xlsx: millions of rows": lambda: sheet(b"<row/>" * (16 * MIB)),
    "xlsx: cells far apart": lambda: sheet(
        b"<row r='1'><c r='A1'/></row><row r='9'><c r='XFD999999'/></row>"
    ),
    "xlsx: a place that is hard to see": lambda: sheet(
        b"""<row r="1"><c a="b"r="XFD1048576"><v>1</v></c></row>"""
    ),
    "xlsx: a place behind a bracket": lambda: sheet(
        b"""<row r="1"><c a=">" r="XFD1048576"><v>1</v></c></row>"""
    ),
    "xlsx: a place behind another": lambda: sheet(
        b"""<row r="1"><c r="XFD1048576" r="A1"><v>1</v></c></row>"""
    ),
    "xlsx: a cell of 100,000 places": lambda: sheet(b"<row r='1'><c%b/></row>" % (b" r='A1'" * 100_000)),
    "xlsx: a long text in many cells": lambda: sheet(
        b"".join(b"<row><c t='s'><v>0</v></c></row>" for _ in range(5_000)), b"<si>%b</si>" % (b"x" * MIB)
    ),
    "xlsx: a million parts": lambda: data(open_table, crowded(1_000_000), "bomb.xlsx"),
    "xlsx: a part that lies about its size": lambda: data(open_table, b"PK" + lying()[2:], "bomb.xlsx"),
    "xlsx: a gigabyte that says it is ten bytes": lambda: data(
        open_table, understated("xl/workbook.xml", 1024), "bomb.xlsx"
    ),
    "zip: a million parts": lambda: file(detect_format, crowded(1_000_000)),
    "zip: a million parts of an export": lambda: file(export, crowded(1_000_000)),
    "docx: a gigabyte that says it is ten bytes": lambda: (
        lambda _folder: partial(evidence_file, "a.docx", understated("[Content_Types].xml", 1024))
    ),
    "docx: parts without number": lambda: lambda _folder: partial(evidence_file, "a.docx", crowded(400_000)),
    "odt: a part that lies about its size": lambda: lambda _folder: partial(evidence_file, "a.odt", lying()),
    "pdf: millions of numbers": lambda: pdf(*[b"[%b]" % (b"0 " * 400_000)] * 24),
    "pdf: millions of objects": lambda: pdf(*[b"[%b]" % (b"4 0 R " * 9)] * 210_000),
    "csv: a line of 400 MB": lambda: file(export, FOCUS, *[b"x" * MIB] * 400),
    "csv: a million columns": lambda: file(
        detect_format, b",".join(b"c%d" % number for number in range(10**6))
    ),
    "csv: a million columns without a name": lambda: file(detect_format, b"," * 10**6),
    "csv: a row of quotes without an end": lambda: file(export, FOCUS, b'"\n",' * (20 * MIB)),
    "csv: a quote left open": lambda: file(export, FOCUS, b'"', *[b"a,b\n" * MIB] * 20),
    "csv: nothing but NUL": lambda: file(export, FOCUS, *[bytes(MIB)] * 200),
    "csv: a NUL far down": lambda: file(export, FOCUS, b"x,\n" * 50_000, bytes(700_000)),
    "csv: no UTF-8 at the end of a long line": lambda: file(
        export, FOCUS, b"x,\n" * 50_000, b"x" * 9_999, b"\xff"
    ),
    "csv: names of 100 KB": lambda: file(export, FOCUS, *billed(4_000, b"n" * 100_000)),
    "csv: tags of 50 KB": lambda: file(
        export, FOCUS, *billed(7_000, b"s", b'"{""project"":""%b""}"' % (b"t" * 50_000))
    ),
    "csv: 50,000 refusals": lambda: file(export, FOCUS, b"x,y,z,1,2,3\n" * 50_000),
    "csv: a million rates": lambda: data(
        rates_in, b"month,base,quote,value\n" + b"x,y\n" * 10**6, "rates.csv"
    ),
    "json: brackets within brackets": lambda: portfolio(b"[" * 9_000_000),
    "json: millions of lists": lambda: portfolio(b"[%b]" % (b"[]," * (8 * MIB))),
    "json: millions of objects": lambda: portfolio(b"[%b]" % (b'{"":0},' * (8 * MIB))),
    "json: millions of keys twice": lambda: portfolio(b"[%b{}]" % (b'{"a":0,"a":0},' * 200_000)),
    "json: a text of escapes without an end": lambda: portfolio(b"[" + b"," * 10**7 + b'"' + b'\\"' * 10**7),
    "json: a million problems": lambda: portfolio(HEAD + b'"initiatives": [%b1]}' % (b"1," * 10**6)),
    "json: fields that nobody knows": lambda: portfolio(
        HEAD + b",".join(b'"k%d":1' % n for n in range(10**5)) + b"}"
    ),
    "json: 1e999999": lambda: price(b"1e999999"),
    "json: 1e-99999999999": lambda: price(b"1e-99999999999"),
    "json: a whole number of a million digits": lambda: price(b"1" * 10**6),
    "json: a fraction of ten million digits": lambda: price(b"0." + b"1" * 10**7),
    "json: a million models": lambda: data(
        read_prices, b"{%b}" % b",".join(b'"%d":1' % n for n in range(10**6)), "prices.json", DAY
    ),
    "toml: a key of a million parts": lambda: data(read_rubric, b"a." * 500_000 + b"a=1", "rubric.toml"),
    "toml: a key of many parts in rules": lambda: data(read_rules, b"a." * 500_000 + b"a=1", "rules.toml"),
    "toml: brackets within brackets": lambda: data(read_rubric, b"a=" + b"[" * 500_000, "rubric.toml"),
    "toml: 1e999999999999999999": lambda: data(read_rubric, b"id=1e999999999999999999999", "rubric.toml"),
    "toml: a number of a million digits": lambda: data(read_rubric, b"id=0x" + b"f" * 10**6, "rubric.toml"),
    "toml: a pattern of stars": lambda: data(
        read_rules, TAGGED + b'service="%b"' % (b"*a" * 400_000), "rules.toml"
    ),
    "toml: rules without number": lambda: data(read_rules, TAGGED * 10_000, "rules.toml"),
    "toml: rules without a word": lambda: data(read_rules, b"[[rule]]\n" * 100_000, "rules.toml"),
}


def outcome(read: Import) -> dict[str, object]:
    """The outcome of an import: a message, or the numbers of refused and of kept rows."""
    try:
        found = read()
    except UserError as error:
        return {"said": str(error)}
    assert isinstance(found, ImportPreview), found
    return {"refused": found.refused_count, "kept": len(found.refused)}


def bound(room: int) -> None:
    """Bound the room of this process to little more than it has, and its time."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    spent = int(sum(os.times()[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (spent + SECONDS, spent + SECONDS))


def explode(name: str, folder: Path) -> None:
    """Make a bomb, import it in a process of its own, and print the outcome."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    read = BOMBS[name]()(folder)
    usual = ROOM_OF_DUCKDB if getattr(read, "func", None) is export else ROOM
    bound(MOST_ROOM.get(name, usual))
    try:
        sys.stdout.write(json.dumps({"name": name, **outcome(read)}) + "\n")
        sys.stdout.flush()
    finally:
        os._exit(0)


if __name__ == "__main__":
    for each in BOMBS:
        explode(each, Path(sys.argv[1]))
