"""Read a file of costs, usage or benefits: detect its format, and preview its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import read_file, require_readable_kind
from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.economics.ledger_checks import check_benefit, check_cost, check_usage
from fivegates.domain.errors import Problem, UserError
from fivegates.exchange.ledger.assignment_rules import Rules
from fivegates.exchange.ledger.csv_tables import CsvTable
from fivegates.exchange.ledger.focus.columns import FIELDS
from fivegates.exchange.ledger.focus.known_exports import KnownExport, native_reason, read_known_exports
from fivegates.exchange.ledger.focus.parts import is_export, is_manifest
from fivegates.exchange.ledger.focus.reading import read_focus
from fivegates.exchange.ledger.focus.units import RULES
from fivegates.exchange.ledger.number_and_date_formats import Cell
from fivegates.exchange.ledger.preview import (
    MOST_REFUSALS,
    UNCHOSEN,
    Chosen,
    ImportPreview,
    Line,
    Refusal,
    Tick,
)
from fivegates.exchange.ledger.table_forms import FORMS, WORDS, LineKind, check_constants, field_of
from fivegates.exchange.ledger.table_import import MOST_BYTES, open_workbook, read_plain
from fivegates.exchange.ledger.tables.column_sources import resolved
from fivegates.exchange.ledger.tables.foreign_files import is_compound, refuse_foreign
from fivegates.exchange.ledger.tables.plain_columns import any_wanted
from fivegates.exchange.ledger.tables.presets import Preset, fitting
from fivegates.exchange.ledger.workbooks import HIDDEN_ROWS, SHEET, is_workbook
from fivegates.resources import resource_path

__all__ = [
    "HIDDEN_ROWS",
    "RULES",
    "SHEET",
    "DetectedFormat",
    "ImportKind",
    "ReadRequest",
    "Reading",
    "detect_format",
    "field_of",
    "field_words",
    "named_columns",
    "plain_fields",
    "read_request",
    "read_source",
    "resolved",
]

_SEEN: Final = 20
_HEAD: Final = 4_096
_NO_RULES: Final = Rules()


class ImportKind(StrEnum):
    """The kind of a file: a billing export in FOCUS, or a plain table with lines of one kind."""

    FOCUS = "focus"
    COSTS = "costs"
    USAGE = "usage"
    BENEFITS = "benefits"


@dataclass(frozen=True, slots=True)
class DetectedFormat:
    """The detected format of a file: its columns, each with its first value, encoding and separator.

    `kind` is the one whose columns fit best. `sheets` are those of a workbook, `sheet` the one that is read.
    """

    kind: ImportKind
    header: tuple[str, ...]
    examples: Mapping[str, str]
    encoding: str
    separator: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    has_hidden_rows: bool = False


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """The request to read a file, as which kind (None: as detected), and how; `codes` are all initiatives.

    `more` are further files of the same billing export.
    """

    path: Path
    codes: tuple[str, ...]
    kind: ImportKind | None = None
    rules: Rules = _NO_RULES
    chosen: Chosen = UNCHOSEN
    presets: tuple[Preset, ...] = ()
    more: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of a request: a preview, or a `fault` that choices may fix.

    `found_format` is None for a file that is no table.
    """

    request: ReadRequest
    found_format: DetectedFormat | None = None
    preview: ImportPreview | None = None
    fault: UserError | None = None

    @property
    def kind(self) -> ImportKind:
        """The kind as which the file was read."""
        return self.request.kind or (self.found_format.kind if self.found_format else ImportKind.COSTS)


def read_request(request: ReadRequest, tick: Tick = lambda _: None) -> Reading:
    """Detect a file's format, then read it; faults that the user can correct are reported in the result."""
    reading = Reading(request)
    try:
        reading = replace(reading, found_format=detect_format(request.path, request.chosen, request.presets))
        preview = read_source(
            request.path,
            reading.kind,
            request.codes,
            rules=request.rules,
            chosen=request.chosen,
            presets=request.presets,
            more=request.more,
            tick=tick,
        )
    except UserError as error:
        return replace(reading, fault=error)
    return replace(reading, preview=preview)


def detect_format(path: Path, chosen: Chosen = UNCHOSEN, presets: Sequence[Preset] = ()) -> DetectedFormat:
    """Read the first rows of a file. Raises UserError for one that cannot be read or is no table."""
    wanted = any_wanted(chosen, presets)
    try:
        if is_export(_readable(path)):
            return DetectedFormat(ImportKind.FOCUS, (), {}, "", "")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            if not is_workbook(head) and not is_compound(head):
                refuse_foreign(head, path.name)
                table = CsvTable(stream, path.name, chosen.encoding, chosen.separator, wanted=wanted)
                rows = list(_first(table))
                kind = _kind(table.header, presets)
                return DetectedFormat(
                    kind, table.header, _examples(table.header, rows), table.encoding, table.separator
                )
    except OSError as error:
        raise _unreadable(path, error) from error
    sheet = open_workbook(read_file(path, MOST_BYTES), path.name, chosen, wanted)
    rows = [cells for _, cells in islice(sheet.rows(), _SEEN)]
    return DetectedFormat(
        _kind(sheet.header, presets),
        sheet.header,
        _examples(sheet.header, rows),
        "",
        "",
        sheets=sheet.sheets,
        sheet=sheet.sheet,
        has_hidden_rows=sheet.has_hidden_rows,
    )


def read_source(  # noqa: PLR0913 - what is read, as what, and how
    source: Path,
    kind: ImportKind,
    codes: Sequence[str],
    *,
    rules: Rules = _NO_RULES,
    chosen: Chosen = UNCHOSEN,
    presets: Sequence[Preset] = (),
    more: Sequence[Path] = (),
    tick: Tick = lambda _: None,
) -> ImportPreview:
    """Read a file as a preview; nothing is written.

    A billing export can be a folder or a manifest too, or have `more` files.

    `rules` say which initiative the rows of a billing export belong to; the rows of a plain table name
    theirs, of `codes`. `presets` say how plain tables are read that are known by their columns. A line that
    the ledger cannot hold is refused here. Raises UserError for a file that cannot be read or has no such
    table.
    """
    if kind is ImportKind.FOCUS:
        return _sound(_read_export((source, *more), rules, chosen, tick))
    if more:
        raise UserError("Only a billing export can be several files. Import the others one by one.")
    line_kind = LineKind(kind.value)
    check_constants(line_kind, chosen.constants)
    data = read_file(source, MOST_BYTES)
    return _sound(read_plain(data, source.name, line_kind, codes, chosen=chosen, presets=presets, tick=tick))


def is_list_of_files(path: Path) -> bool:
    """True if a file lists the files of a billing export and contains no rows itself."""
    return is_manifest(path)


def plain_fields(kind: ImportKind) -> tuple[tuple[str, bool], ...]:
    """The fields of a plain table of a kind, and whether each is required; none for an export."""
    if kind is ImportKind.FOCUS:
        return ()
    form = FORMS[LineKind(kind.value)]
    return tuple((field, field in form.needed) for field in form.fields)


def field_words(field: str) -> tuple[str, ...]:
    """The words that a field of a plain table accepts; none for any other field."""
    words = WORDS.get(field)
    return tuple(word.value for word in words) if words else ()


def named_columns(kind: ImportKind, header: Sequence[str]) -> dict[str, str]:
    """The column of each field of a plain table that is determined by the column's name."""
    fields = {field for field, _ in plain_fields(kind)}
    return {field_of(name): name for name in reversed(header) if field_of(name) in fields}


def _first(table: CsvTable) -> list[Sequence[Cell]]:
    """The first rows of a table; none where they cannot be read, which is reported when all are."""
    rows = table.rows()
    try:
        return [row for _, (_, row) in zip(range(_SEEN), rows, strict=False)]
    except UserError:
        return []


def _examples(header: tuple[str, ...], rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    """The first value in each column."""
    return {
        name: next((str(row[at]) for row in rows if at < len(row) and str(row[at]).strip()), "")
        for at, name in enumerate(header)
    }


def _kind(header: Sequence[str], presets: Sequence[Preset]) -> ImportKind:
    """The kind whose columns fit best; an export has columns that no plain table has."""
    if known := fitting(presets, header):
        return ImportKind(known.kind.value)
    names = {name.casefold() for name in header}
    if names & {name.casefold() for field in ("period", "amount") for name in FIELDS[field]}:
        return ImportKind.FOCUS
    if native_reason(header) is not None:
        return ImportKind.FOCUS
    fields = {field_of(name) for name in header}
    if "category" in fields or "phase" in fields:
        return ImportKind.COSTS
    if fields & set(FORMS[LineKind.USAGE].numbers):
        return ImportKind.USAGE
    return ImportKind.BENEFITS if "what" in fields else ImportKind.COSTS


def _read_export(sources: Sequence[Path], rules: Rules, chosen: Chosen, tick: Tick) -> ImportPreview:
    """Read a billing export, which may be larger than memory."""
    try:
        return read_focus([_readable(source) for source in sources], rules, chosen, tick, known_exports())
    except OSError as error:
        raise _unreadable(Path(error.filename or sources[0]), error) from error


@cache
def known_exports() -> tuple[KnownExport, ...]:
    """The billing exports that are known by their columns."""
    files = sorted((resource_path("imports") / "billing").glob("*.toml"))
    return tuple(each for file in files for each in read_known_exports(file.read_bytes(), file.name))


def _readable(path: Path) -> Path:
    """The path itself. Raises UserError for a device, or a pipe, at which reading would wait for ever."""
    if not path.is_dir():
        require_readable_kind(path)
    return path


def _unreadable(path: Path, error: OSError) -> UserError:
    return UserError("{file} cannot be read: {reason}.", file=path, reason=error.strerror)


def _sound(preview: ImportPreview) -> ImportPreview:
    """Move drafts that a ledger cannot hold to the refused rows, and take them out of the totals."""
    faults = [(draft, problems[0]) for draft in preview.drafts if (problems := _problems(draft.line))]
    if not faults:
        return preview
    bad = {draft for draft, _ in faults}
    refused = tuple(Refusal(draft.row, problem.place, problem.reason) for draft, problem in faults)
    return replace(
        preview,
        drafts=tuple(draft for draft in preview.drafts if draft not in bad),
        refused=tuple(sorted((*preview.refused, *refused), key=lambda refusal: refusal.row)[:MOST_REFUSALS]),
        refused_count=preview.refused_count + sum({draft.row: draft.rows for draft in bad}.values()),
        totals=preview.totals_without(bad),
    )


def _problems(line: Line) -> tuple[Problem, ...]:
    """The problems of a line."""
    if isinstance(line, CostLine):
        return check_cost(line)
    return check_usage(line) if isinstance(line, UsageLine) else check_benefit(line)
