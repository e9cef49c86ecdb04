"""Import presets of vendors' downloads, recognised by their columns: parses and serialises their TOML file.

A preset names the kind of lines, the column of each field, and what holds for all rows that the file does
not say. What a user said of a file is kept in the same form.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.exchange.ledger.table_forms import FORMS, LineKind
from fivegates.exchange.ledger.tables.column_sources import resolved
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.toml_text import decoded_toml, parse_toml, table_lines

LARGEST_FILE: Final = 2**20


@dataclass(frozen=True, slots=True)
class Preset:
    """The mapping of files with the columns `known_by` to lines of a kind.

    `columns` has the column of a field, `constants` the value that holds where the file has none. A row in
    which all columns of `empty_without` are empty stands for a day without cost or use, and is no line. Rows
    of single requests or hours are added up `by_month`. `is_kept` says that the user said all this of an
    earlier file, named by `name`. `source` says where a vendor documents the columns, and what of them could
    not be verified.
    """

    name: str
    kind: LineKind
    known_by: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    empty_without: tuple[str, ...] = ()
    by_month: bool = False
    is_kept: bool = False
    source: str = ""

    def fits(self, header: Sequence[str]) -> bool:
        """True if the preset matches a file with this header."""
        return all(resolved(name, header) is not None for name in self.known_by)

    def columns_in(self, header: Sequence[str]) -> dict[str, str]:
        """The columns of each field that a file has."""
        found = {field: resolved(source, header) for field, source in self.columns.items()}
        return {field: source for field, source in found.items() if source is not None}


def fitting(presets: Iterable[Preset], header: Sequence[str], kind: LineKind | None = None) -> Preset | None:
    """The first preset for files of this header, and of this kind if it is given; None where none fits."""
    of_kind = (preset for preset in presets if kind is None or preset.kind is kind)
    return next((preset for preset in of_kind if preset.fits(header)), None)


def read_presets(data: bytes, source: str) -> tuple[Preset, ...]:
    """Read a file of presets; `source` names it in messages. Raises DataError with every problem."""
    text = decoded_toml(data, source, LARGEST_FILE)
    return read_whole(
        parse_toml(text, source),
        source,
        lambda table: table.many("preset", _preset, lambda _: ()),
        lambda _: (),
    )


def write_presets(presets: Sequence[Preset]) -> bytes:
    """Serialise presets as a file that reads back equal."""
    lines = table_lines({"preset": [_plain(preset) for preset in presets]})
    return ("\n".join(lines).strip() + "\n").encode()


def _plain(preset: Preset) -> dict[str, object]:
    fields: dict[str, object] = {
        "name": preset.name,
        "source": preset.source,
        "kind": preset.kind.value,
        "known_by": list(preset.known_by),
        "columns": [f"{field} = {source}" for field, source in preset.columns.items()],
        "set": [f"{field} = {value}" for field, value in preset.constants.items()],
        "empty_without": list(preset.empty_without),
        "by_month": preset.by_month,
    }
    return {name: value for name, value in fields.items() if value}


def _preset(table: Table) -> Preset:
    kind = table.kind("kind", LineKind)
    preset = Preset(
        name=table.text("name", required=True),
        kind=kind,
        known_by=table.texts("known_by"),
        columns=_pairs(table, "columns"),
        constants=_pairs(table, "set"),
        empty_without=table.texts("empty_without"),
        by_month=table.flag("by_month"),
        source=table.text("source"),
    )
    if not preset.known_by:
        table.note("known_by", UserError("Name the columns by which these files are known."))
    unknown = [field for field in (*preset.columns, *preset.constants) if field not in FORMS[kind].fields]
    if unknown:
        table.note("columns", UserError("There is no field “{field}”.", field=unknown[0]))
    return preset


def _pairs(table: Table, key: str) -> dict[str, str]:
    """Read `field = value` pairs."""
    pairs = [text.partition("=") for text in table.texts(key)]
    if not all(field.strip() and value.strip() for field, _, value in pairs):
        table.note(key, UserError("Write each as field = value."))
    return {field.strip(): value.strip() for field, _, value in pairs}
