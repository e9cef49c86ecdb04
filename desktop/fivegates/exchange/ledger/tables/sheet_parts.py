"""Which part of a workbook (XLSX) holds which sheet, and which of its rows are hidden."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Final

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE: Final = re.compile(rb"""\s((?:\w+:)?\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\b[^<>]*>")
_FILTER: Final = re.compile(rb"<(?:\w+:)?filterColumn\b")
_TRUE: Final = (b"1", b"true")


def parts_by_sheet(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The part of each sheet by its name; empty for one whose part cannot be determined."""
    relations = [_attributes(tag) for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))]
    targets = {each.get(b"Id", b""): each.get(b"Target", b"") for each in relations}
    found: dict[str, bytes] = {}
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        attributes = _attributes(tag)
        identity = next((value for name, value in attributes.items() if name.endswith(b":id")), b"")
        target = targets.get(identity, b"").decode(errors="replace")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[unescape(attributes.get(b"name", b"").decode(errors="replace"))] = parts.get(path, b"")
    return found


def hidden_rows(part: bytes) -> frozenset[int]:
    """The numbers of the rows that are hidden; a row without a number follows the one before."""
    hidden: set[int] = set()
    number = 0
    for tag in _ROW.findall(part):
        attributes = _attributes(tag)
        written = attributes.get(b"r", b"")
        number = int(written) if written.isdigit() else number + 1
        if attributes.get(b"hidden") in _TRUE:
            hidden.add(number)
    return frozenset(hidden)


def is_filtered(part: bytes) -> bool:
    """Whether a filter is set on a column of the sheet."""
    return _FILTER.search(part) is not None


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(tag)}
