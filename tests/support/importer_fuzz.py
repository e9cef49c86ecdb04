"""Fuzzes every importer with altered files, within limits of time and memory; only a UserError is allowed.

Files are altered in their bytes, those of archives in the bytes of a part as well. Run as a program, with
atheris installed beside the project, the search is guided by coverage:

    PYTHONPATH=tests/support python tests/support/importer_fuzz.py IMPORTER SECONDS
"""

import gzip
import importlib
import json
import random
import resource
import signal
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import forked
from altering import altered
from builders import portfolio
from harm import Figures

from fivegates.actions.importing.reading import ImportKind, detect_format, read_source
from fivegates.actions.rubrics import default_rubric
from fivegates.domain.errors import UserError
from fivegates.exchange import encryption
from fivegates.exchange.bounded_process import Bounds
from fivegates.exchange.encryption import HEADER, decrypted, encrypted
from fivegates.exchange.evidence import contents
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.exchange.ledger import table_import
from fivegates.exchange.ledger.assignment_rules import read_rules
from fivegates.exchange.ledger.prices import read_prices
from fivegates.exchange.ledger.rates import rates_in
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.table_import import read_plain
from fivegates.exchange.portfolio.json_format import read_portfolio, write_portfolio
from fivegates.exchange.rubric import read_rubric, write_rubric

Read = Callable[[bytes], object]

SECONDS = 20.0
MEMORY = 700 * 2**20
"""Bytes that reading one file of some kilobytes may take beyond those at its start."""

MEMORY_OF_DUCKDB = 2_500 * 2**20
"""DuckDB sets address space aside for its threads, most of which it never uses."""

CODES = ("CLAIMS", "BRK-MAIL")
DAY = date(2026, 1, 1)
PASSWORD = "horse battery staple"  # noqa: S105 - of tests
HEADED = "initiative,date,category,amount,currency,phase,behaviour,note\n"
COSTS = HEADED + (
    "CLAIMS,2026-03-31,people,1250.40,EUR,run,fixed,a\n"
    'BRK-MAIL,31/03/2026,infrastructure,"1,250.40",EUR,run,variable,"a ""b"", c"\n'
)
FOCUS = (
    "ChargePeriodStart,EffectiveCost,BilledCost,BillingCurrency,ChargeCategory,ServiceName,Tags\n"
    '2026-01-01T00:00:00Z,1.25,1.50,EUR,Usage,Bedrock,"{""project"":""claims""}"\n'
    "2026-02-01,2e3,1,EUR,Credit,Storage,\n"
)
RULES = b'[[rule]]\ninitiative = "CLAIMS"\nbehaviour = "fixed"\ntags = ["project=claims"]\nservice = "Bed*"\n'
RATES = b"month,base,quote,value\n2026-01,EUR,USD,1.09\n2026-02,EUR,USD,1.1\n"
PRICES = json.dumps(
    {
        "sample_spec": {"input_cost_per_token": 0.0},
        "gpt-4o": {
            "input_cost_per_token": 2.5e-06,
            "output_cost_per_token": 1e-05,
            "cache_read_input_token_cost": 1.25e-06,
            "litellm_provider": "openai",
        },
    }
).encode()


@dataclass(frozen=True, slots=True)
class Importer:
    """The reader of a format, with valid files as seeds."""

    name: str
    read: Read
    seeds: Callable[[], Sequence[bytes]]
    memory: int = MEMORY


def _from_file(ending: str, read: Callable[[Path], object]) -> Read:
    """Read what must be in a file."""

    def work(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"a{ending}"
            path.write_bytes(data)
            return read(path)

    return work


def _export(path: Path) -> object:
    with suppress(UserError):
        detect_format(path)
    return read_source(path, ImportKind.FOCUS, CODES, rules=read_rules(RULES, "rules.toml"))


def _here(_: Bounds, work: Callable[..., object], *args: object, **kwargs: object) -> object:
    """Run work in this process instead of a child: this one is bounded itself."""
    return work(*args, **kwargs)


def _plain(kind: LineKind, name: str) -> Read:
    def read(data: bytes) -> object:
        with patch.object(table_import, "run_bounded", _here):
            return read_plain(data, name, kind, CODES)

    return read


def _decrypt(data: bytes) -> object:
    """Decrypt; the key of a password is worked out once, and a header gets the sum that it should have."""
    with patch.object(encryption, "_keys", _keys):
        for sound in (
            data,
            data[: HEADER - 4] + zlib.crc32(data[: HEADER - 4]).to_bytes(4, "big") + data[HEADER:],
        ):
            with suppress(UserError):
                decrypted(sound, PASSWORD, "a.fivegates-encrypted")
    return None


def _evidence(name: str) -> Read:
    def read(data: bytes) -> object:
        with patch.object(contents, "run_bounded", _here):
            return evidence_file(name, data)

    return read


_keys = cache(encryption._keys)


def _archive(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _xlsx() -> bytes:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Costs")
    for number, line in enumerate(COSTS.splitlines()):
        for at, cell in enumerate(line.split(",")):
            sheet.write(number, at, float(cell) if cell.replace(".", "").isdigit() else cell)
    sheet.write_formula(3, 3, "=1+1", None, 2)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    return out.getvalue()


def _ods() -> bytes:
    row = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in HEADED.strip().split(",")
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="Costs"><table:table-row>{row}</table:table-row>' * 2
    return _archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {names}><office:body><office:spreadsheet>"
            f"{table}</table:table></table:table></office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def _parquet() -> bytes:
    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        source, path = Path(folder) / "a.csv", Path(folder) / "a.parquet"
        source.write_text(FOCUS, encoding="utf-8")
        connection.execute(f"COPY (SELECT * FROM read_csv('{source}')) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _pdf() -> bytes:
    import documents

    return documents.pdf(b"/X[4 0 R]", b"<</A(text)/B[1 2 3]>>")


IMPORTERS: dict[str, Importer] = {
    each.name: each
    for each in (
        Importer(
            "CSV",
            _plain(LineKind.COSTS, "a.csv"),
            lambda: [COSTS.encode(), COSTS.replace(",", ";").encode("utf-16")],
        ),
        Importer("XLSX", _plain(LineKind.COSTS, "a.xlsx"), lambda: [_xlsx()]),
        Importer("ODS", _plain(LineKind.COSTS, "a.ods"), lambda: [_ods()]),
        Importer(
            "billing CSV",
            _from_file(".csv", _export),
            lambda: [FOCUS.encode(), gzip.compress(FOCUS.encode())],
            MEMORY_OF_DUCKDB,
        ),
        Importer("Parquet", _from_file(".parquet", _export), lambda: [_parquet()], MEMORY_OF_DUCKDB),
        Importer(
            "JSON",
            lambda data: read_portfolio(data, "p.json", default_rubric()),
            lambda: [write_portfolio(portfolio())],
        ),
        Importer(
            "rubric TOML", lambda data: read_rubric(data, "r.toml"), lambda: [write_rubric(default_rubric())]
        ),
        Importer("rules TOML", lambda data: read_rules(data, "r.toml"), lambda: [RULES]),
        Importer(
            "encrypted copy",
            _decrypt,
            lambda: [encrypted(b"SQLite format 3\0" + bytes(500), PASSWORD, 14)],
        ),
        Importer("price list", lambda data: read_prices(data, "prices.json", DAY), lambda: [PRICES]),
        Importer("rates", lambda data: rates_in(data, "rates.csv"), lambda: [RATES]),
        Importer("PDF as evidence", _evidence("a.pdf"), lambda: [_pdf()]),
        Importer("archive as evidence", _evidence("a.xlsx"), lambda: [_xlsx()]),
    )
}


_BATCH = 50


def fuzz(
    times: int, *, seed: int = 0, importers: Iterable[Importer] = IMPORTERS.values(), kept: Path | None = None
) -> Figures:
    """Give each importer `times` altered files; one of which no sentence comes is `kept` in a folder."""
    figures = Figures()
    for importer in importers:
        seeds = importer.seeds()
        first = 0
        while first < times:
            numbers = range(first, min(first + _BATCH, times))
            work = partial(_read_all, importer=importer, seeds=seeds, numbers=numbers, seed=seed)
            ended = forked.run(work, Path())
            read = ended.said.count("read\n")
            first += read
            if read < len(numbers):
                what = f"{importer.name}, file {first} of seed {seed}: {ended.failed or ended.status}"
                figures.violations.append(what)
                if kept is not None:
                    (kept / f"{importer.name} {seed} {first}").write_bytes(
                        _file(importer, seeds, first, seed)
                    )
                first += 1
        figures.done += times
        figures.found[importer.name] = times
    return figures


def _file(importer: Importer, seeds: Sequence[bytes], number: int, seed: int) -> bytes:
    """The altered file of a number."""
    chance = random.Random(f"{seed} {importer.name} {number}")  # noqa: S311 - chance, not secrecy
    return altered(chance.choice(seeds), chance)


def _read_all(
    _: Path, *, importer: Importer, seeds: Sequence[bytes], numbers: Iterable[int], seed: int
) -> None:
    """Read altered files one by one within limits, and report each."""
    _bound(importer.memory)
    for number in numbers:
        signal.alarm(int(SECONDS))
        with suppress(UserError):
            importer.read(_file(importer, seeds, number, seed))
        print("read", flush=True)  # noqa: T201 - what a parent reads


def _bound(room: int) -> None:
    """Bound the room of this process to little more than it has."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + room
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def fuzz_unbounded_reader(times: int) -> Figures:
    """The control: a reader that raises where a number is not one, and takes its time, must be found out."""
    naive = Importer(
        "naive reader", lambda data: [int(cell) for cell in data.split(b",")], lambda: [b"1,2,3"]
    )
    return fuzz(times, importers=[naive])


def guided(name: str, seconds: int) -> None:
    """Have atheris look for what is no sentence; it ends the process at the first."""
    atheris = importlib.import_module("atheris")
    importer = IMPORTERS[name]
    atheris.instrument_all()

    def one(data: bytes) -> None:
        with suppress(UserError):
            importer.read(data)

    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(importer.seeds()):
            (Path(corpus) / str(number)).write_bytes(seed)
        bounds = [
            f"-max_total_time={seconds}",
            f"-timeout={int(SECONDS)}",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *bounds, corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    guided(sys.argv[1], int(sys.argv[2]))
