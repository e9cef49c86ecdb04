"""Maps the columns of a plain table to fields: by choice, by a preset, or by name."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.exchange.ledger.csv_tables import Table, twice_named
from fivegates.exchange.ledger.focus.columns import WANTED_EXPORT
from fivegates.exchange.ledger.preview import Chosen
from fivegates.exchange.ledger.table_forms import FORMS, MONEY, LineKind, field_of
from fivegates.exchange.ledger.tables.column_sources import columns_of, resolved
from fivegates.exchange.ledger.tables.presets import Preset, fitting
from fivegates.exchange.ledger.tables.row_roles import Wanted
from fivegates.exchange.ledger.tables.written_numbers import without_currency

_OWNER: Final = "initiative"
_CURRENCY: Final = "currency"


@dataclass(frozen=True, slots=True)
class PlainColumns:
    """The source of each field, where in a row its cells are, and what holds for all rows.

    `currencies` are those that the headings of amounts name, by field.
    """

    sources: Mapping[str, str]
    places: Mapping[str, tuple[int, ...]]
    constants: Mapping[str, str]
    currencies: Mapping[str, str]
    preset: Preset | None = None
    needed_by_preset: tuple[int, ...] = ()


@dataclass(frozen=True)
class _WantedPlain(Wanted):
    """The expected column names of a table of this kind."""

    kind: LineKind
    chosen: Chosen
    presets: tuple[Preset, ...]

    def count(self, names: Sequence[str]) -> int:
        """Number of known names in a row."""
        fields = {field_of(name) for name in names}
        sources = (self.chosen.columns or {}).values()
        named = {name.casefold() for source in sources for name in _names(source)}
        named |= {name.casefold() for preset in self.presets for name in preset.known_by}
        return len(fields & set(FORMS[self.kind].fields)) + len({name.casefold() for name in names} & named)

    def complete(self, names: Sequence[str]) -> bool:
        """True if all required columns are present."""
        form = FORMS[self.kind]
        fields = {field_of(name) for name in names if name} | set(self.chosen.constants)
        if _headed_currencies({field_of(name): name for name in names}):
            fields.add(_CURRENCY)
        if self.chosen.columns:
            fields |= {field for field, source in self.chosen.columns.items() if resolved(source, names)}
        enough = all(field in fields for field in form.needed) and any(f in fields for f in form.numbers)
        return enough or any(preset.fits(names) for preset in self.presets)


@dataclass(frozen=True)
class _WantedAny(Wanted):
    """The expected column names of a table of unknown kind."""

    kinds: tuple[Wanted, ...]

    def count(self, names: Sequence[str]) -> int:
        """Number of names in a row that one kind knows."""
        return max(wanted.count(names) for wanted in self.kinds)

    def complete(self, names: Sequence[str]) -> bool:
        """True if all columns that one kind requires are present."""
        return any(wanted.complete(names) for wanted in self.kinds)


def wanted_names(kind: LineKind, chosen: Chosen, presets: Sequence[Preset]) -> Wanted:
    """The expected column names of a table of this kind."""
    return _WantedPlain(kind, chosen, tuple(preset for preset in presets if preset.kind is kind))


def any_wanted(chosen: Chosen, presets: Sequence[Preset]) -> Wanted:
    """The expected column names of a table of unknown kind."""
    return _WantedAny((WANTED_EXPORT, *(wanted_names(kind, chosen, presets) for kind in LineKind)))


def _names(source: str) -> Iterator[str]:
    """The column names in a source."""
    for alternative in source.split(" | "):
        yield from (part.strip() for part in alternative.split(" + "))


def find_columns(table: Table, kind: LineKind, chosen: Chosen, presets: Sequence[Preset]) -> PlainColumns:
    """Find the columns. Raises DataError naming every field that lacks, and every name that is not clear."""
    preset = fitting(presets, table.header, kind)
    owner = {_OWNER: chosen.initiative} if chosen.initiative else {}
    constants = {**(preset.constants if preset else {}), **owner, **chosen.constants}
    sources, problems = _sources(table.header, kind, chosen, preset)
    currencies = _headed_currencies(sources)
    if _CURRENCY not in {*sources, *constants} and len(set(currencies.values())) == 1:
        constants[_CURRENCY] = next(iter(currencies.values()))
    problems += _lacking(kind, {*sources, *constants})
    problems += twice_named(
        table.header, (name for source in sources.values() for name in columns_of(source, table.header))
    )
    line = f"line {table.header_line}"
    other = fitting(presets, table.header)
    if problems and other and other.kind is not kind and not other.is_kept:
        refuse((Problem(line, _of_another_kind(other)),), table.source)
    refuse(tuple(Problem(line, problem) for problem in problems), table.source)
    return PlainColumns(
        sources,
        {field: _places(columns_of(source, table.header), table.header) for field, source in sources.items()},
        constants,
        currencies,
        preset,
        _places(preset.empty_without, table.header) if preset else (),
    )


def _headed_currencies(sources: Mapping[str, str]) -> dict[str, str]:
    """The currency that the heading of each amount names, where it names one."""
    found = {field: without_currency(source)[1] for field, source in sources.items() if field in MONEY}
    return {field: currency for field, currency in found.items() if currency}


def _of_another_kind(preset: Preset) -> UserError:
    """The kind of a file that lacks the columns of the requested one."""
    return UserError(
        "The columns are those of {name}. Import the file as {kind}.",
        name=preset.name,
        kind=preset.kind.value,
    )


def _places(names: Iterable[str], header: Sequence[str]) -> tuple[int, ...]:
    """The place of columns in a row; those that are not there are left out."""
    return tuple(header.index(name) for name in names if name in header)


def _sources(
    header: Sequence[str], kind: LineKind, chosen: Chosen, preset: Preset | None
) -> tuple[dict[str, str], list[UserError]]:
    """The source of each field, and the fields that more than one column means."""
    if chosen.columns is not None:
        found = {field: resolved(source, header) for field, source in chosen.columns.items()}
        return {field: source for field, source in found.items() if source is not None}, []
    named = [(field_of(name), name) for name in dict.fromkeys(header) if name]
    sources: dict[str, str] = {}
    for field, name in named:
        if field in FORMS[kind].fields:
            sources.setdefault(field, name)
    by_preset = preset.columns_in(header) if preset else {}
    counts = Counter(field for field, _ in named if field in sources and field not in by_preset)
    problems = [
        UserError("More than one column means “{field}”.", field=field)
        for field, count in counts.items()
        if count > 1
    ]
    return {**sources, **by_preset}, problems


def _lacking(kind: LineKind, there: set[str]) -> list[UserError]:
    """Report required fields that are neither in the file nor constant for all rows."""
    form = FORMS[kind]
    problems = [
        UserError("There is no column “{field}”.", field=field) for field in form.needed if field not in there
    ]
    if not any(field in there for field in form.numbers):
        problems.append(UserError("There is no column of numbers: {fields}.", fields=", ".join(form.numbers)))
    return problems
