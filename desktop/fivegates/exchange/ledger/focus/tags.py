"""Tags in each form in which a provider writes them: the text of a cell to its names and values."""

import json
import re
from collections.abc import Iterable
from typing import Final

from fivegates.exchange.ledger.number_and_date_formats import NOTHING

_PAIR: Final = re.compile(
    r'\s*(?:"((?:[^"\\]|\\.)*)"|([^{}"=:,;]+?))\s*[=:]\s*(?:"((?:[^"\\]|\\.)*)"|([^{}"]*?))\s*'
)
_SEPARATOR: Final = re.compile(r"[,;]")
_KEYS: Final = ("key", "tagkey", "name")
_VALUES: Final = ("value", "tagvalue")


def read_tags(text: str) -> dict[str, str] | None:
    """The tags of a cell by name; None where the cell cannot be read.

    Understood are a JSON object, an array of objects with a key and a value, an array of one-pair objects,
    the members of an object without its braces, `{name=value}`, and quotes that are escaped by backslashes.
    A name that is there twice has its first value; a value that is null is no tag.
    """
    stripped = text.strip()
    if stripped in NOTHING:
        return {}
    for candidate in _candidates(stripped):
        found = _from_json(candidate)
        if found is not None:
            return found
    return _from_pairs(stripped)


def _candidates(text: str) -> Iterable[str]:
    """The text as JSON, as far as it can be made JSON without a guess."""
    yield text
    if not text.startswith(("{", "[")):
        yield f"{{{text}}}"
    if '\\"' in text:
        yield text.replace('\\"', '"')
    if '""' in text:
        yield text.replace('""', '"')


def _from_json(text: str) -> dict[str, str] | None:
    try:
        found: object = json.loads(text, object_pairs_hook=_first, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):
        return _as_text(found)
    if isinstance(found, list) and all(isinstance(each, dict) for each in found):
        pairs = [pair for each in found for pair in _pairs_of(each)]
        return _as_text(_first(pairs)) if pairs or not found else None
    return None


def _first(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Members by name; the first of a name counts."""
    return dict(reversed(pairs))


def _pairs_of(member: dict[str, object]) -> list[tuple[str, object]]:
    """A name and its value, written as a key and a value, or as an object of one member."""
    lower = {name.casefold(): value for name, value in member.items()}
    key = next((lower[name] for name in _KEYS if name in lower), None)
    if isinstance(key, str) and any(name in lower for name in _VALUES):
        return [(key, next(lower[name] for name in _VALUES if name in lower))]
    return list(member.items()) if len(member) == 1 else []


def _as_text(tags: dict[str, object]) -> dict[str, str]:
    """Values as text; a value that is null is no tag."""
    return {
        name: value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))
        for name, value in tags.items()
        if value is not None
    }


def _from_pairs(text: str) -> dict[str, str] | None:
    """Read `{name=value, other=value}`, as Java and DuckDB write maps, and `name:value;other:value`."""
    inner = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    if not inner.strip():
        return {}
    found: list[tuple[str, object]] = []
    for part in _SEPARATOR.split(inner):
        pair = _PAIR.fullmatch(part)
        if pair is None:
            return None
        name, value = pair[1] or pair[2], pair[3] if pair[3] is not None else pair[4]
        if value not in NOTHING:
            found.append((name.strip(), value.strip()))
    return _as_text(_first(found))
