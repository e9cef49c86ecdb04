"""The sample's source: what its TOML writes otherwise than the portfolio JSON, turned into plain data.

A ledger is written by month; a file of evidence is named as it stands in the folder; an action says since
when it is agreed and when it was closed, so that earlier reviews are sealed with the actions of their day.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from fivegates.domain.evidence_files import digest_of
from fivegates.domain.initiatives import Action, ActionStatus
from fivegates.exchange.json_text import exact_number

LEDGER_TABLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"cost": ("costs", "amount"), "usage": ("usage", "units"), "benefit": ("benefits", "amount")}
)
"""Tables of monthly figures, each with the list of the portfolio JSON and the field that they fill."""


@dataclass(frozen=True, slots=True)
class Span:
    """An action was agreed on `since`, and done or dropped on `closed`."""

    since: date = date.min
    closed: date = date.max


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the source: plain data, the spans of its actions in their order, contents by SHA-256."""

    plain: dict[str, object]
    spans: tuple[Span, ...]
    contents: dict[str, bytes]


def parsed(path: Path) -> dict[str, object]:
    """Parse a TOML file with exact numbers."""
    return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=exact_number)


def read_source(path: Path) -> Source:
    """Read an initiative's file; what is wrong in it is left for the reader of its plain data to refuse."""
    plain = _by_line(parsed(path))
    contents: dict[str, bytes] = {}
    for evidence in _tables(plain, "evidence"):
        contents.update(_take_file(evidence, path.parent))
    return Source(plain, tuple(map(_take_span, _tables(plain, "actions"))), contents)


def actions_on(actions: Sequence[Action], spans: Sequence[Span], day: date) -> tuple[Action, ...]:
    """The actions agreed by a day, those open that were closed after it."""
    return tuple(
        replace(action, status=ActionStatus.OPEN) if day < span.closed < date.max else action
        for action, span in zip(actions, spans, strict=True)
        if span.since <= day
    )


def _tables(plain: Mapping[str, object], key: str) -> list[dict[str, object]]:
    """The tables of a list, and none where it is something else."""
    items = plain.get(key)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _take_span(action: dict[str, object]) -> Span:
    """Take the days out of an action: the portfolio itself does not hold them."""
    days = {key: day for key in ("since", "closed") if type(day := action.get(key)) is date}
    for key in days:
        del action[key]
    return Span(**days)


def _take_file(evidence: dict[str, object], folder: Path) -> dict[str, bytes]:
    """Put what the portfolio says of a file in the place of its name; return its content."""
    name = evidence.get("file")
    if not isinstance(name, str):
        return {}
    content = (folder / name).read_bytes()
    digest = digest_of(content)
    evidence["file"] = {"name": name, "sha256": digest, "size": len(content)}
    return {digest: content}


def _by_line(fields: dict[str, object]) -> dict[str, object]:
    """Make a line of each month of the ledger tables, table by table and month by month."""
    plain = {key: value for key, value in fields.items() if key not in LEDGER_TABLES}
    for key, (lines, figure) in LEDGER_TABLES.items():
        tables = fields.get(key, [])
        plain[lines] = list(_lines(tables, figure)) if isinstance(tables, list) else tables
    return plain


def _lines(tables: list[object], figure: str) -> Iterator[object]:
    """The lines of all tables of one kind."""
    for table in tables:
        yield from _months(table, figure)


def _months(table: object, figure: str) -> Iterator[object]:
    """One line a month; what has no months is passed on."""
    months = table.get("by_month") if isinstance(table, dict) else None
    if not isinstance(table, dict) or not isinstance(months, dict):
        yield table
        return
    said = {key: value for key, value in table.items() if key not in {"by_month", "each"}}
    for month, value in months.items():
        yield {**said, "date": f"{month}-01", figure: value, **_of_all(table.get("each"), value)}


def _of_all(each: object, units: object) -> dict[str, object]:
    """What so many units took, where the table says what each takes."""
    if not isinstance(each, dict) or not isinstance(units, int):
        return {}
    return {key: count * units if isinstance(count, int) else count for key, count in each.items()}
