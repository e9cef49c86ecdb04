"""Groups of billed rows by month, currency, tags and the attributes that identify their owner."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.amounts import known_currency
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import PATTERNS, Assignment, Counted, Rule, Rules
from fivegates.exchange.ledger.focus.traces import Marks
from fivegates.exchange.ledger.number_and_date_formats import NOTHING, Styles, read_day
from fivegates.exchange.ledger.preview import Charge

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


NAMES: Final = (
    "currency",
    *PATTERNS,
    "token",
    "model",
)
"""The attributes of a row that are part of its group's key.

`token` is the kind of tokens that the row tells, in the words of `Counted`; `model` the one that it names.
"""

Tags = tuple[tuple[str, str], ...]

MOST_NAME: Final = 2_000
_MOST_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The key of a group of rows. `unread` is the text of tags that cannot be parsed."""

    month: str
    tags: Tags
    names: tuple[str, ...]
    unread: str = ""

    @property
    def currency(self) -> str:
        """ISO 4217."""
        return self.names[0]

    @property
    def model(self) -> str:
        """The model of the rows; empty if the file names none."""
        return self.names[-1]

    @property
    def token(self) -> str:
        """The kind of tokens that the rows state; empty if they do not."""
        return self.names[-2]


@dataclass(slots=True)
class Group:
    """Rows that belong together, added up; `quantity` is None where nothing was counted.

    `digest` sums a hash of each row, in any order; `days` has a bit for each day of the month. `lines` are
    the first of those whose tags cannot be read.
    """

    rule: Rule | None
    first: int = 0
    file: str = ""
    rows: int = 0
    amount: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)
    quantity: Decimal | None = None
    digest: int = 0
    days: int = 0
    marks: Marks = field(default_factory=Marks)
    lines: list[int] = field(default_factory=list)

    @property
    def assignment(self) -> Assignment | None:
        """The assignment of the rows by their rule; None where no rule matches."""
        return self.rule.assignment if self.rule else None

    @property
    def counts(self) -> bool:
        """True if the quantities of the rows matter."""
        return self.assignment is not None and self.assignment.counts is not Counted.NOTHING

    def add(self, part: "Group") -> None:
        """Add the rows of another group of the same key."""
        if not self.rows:
            self.first, self.file = part.first, part.file
        elif part.file == self.file:
            self.first = min(self.first, part.first)
        self.rows += part.rows
        self.amount += part.amount
        self.billed += part.billed
        if part.quantity is not None:
            self.quantity = part.quantity if self.quantity is None else self.quantity + part.quantity
        self.digest += part.digest
        self.days |= part.days
        self.marks.join(part.marks)
        self.lines += part.lines


class Days(dict[str, tuple[str, int]]):
    """The month of a time and its day there, by its text; begins again when there are too many to keep."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self._style = styles.dates

    def __missing__(self, text: str) -> tuple[str, int]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        day = read_day(text, self._style)
        self[text] = found = str(Month.of(day)), day.day
        return found


class TagCells(dict[str, Tags | None]):
    """The tags that rules ask for, by the text of the cell; None where it cannot be read."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, text: str) -> Tags | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = read_tags(text) if self._names else {}
        tags = None
        if found is not None:
            tags = tuple((name, found[name]) for name in self._names if name in found)
            for _, value in tags:
                require_name(value)
        if len(text) <= MOST_NAME:
            self[text] = tags
        return tags


class Groups(dict[Key, Group]):
    """The groups of the rows read so far; a new one is assigned by the rules."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, key: Key) -> Group:
        require_currency(key.currency)
        for name in key.names:
            require_name(name)
        self[key] = group = Group(self._rules.rule_for(charge_of(key)))
        return group


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of a key from the cells of `NAMES`; a literal NULL is no name."""
    currency, *others = cells
    return currency.strip().upper(), *("" if cell in NOTHING else cell for cell in others)


def charge_of(key: Key) -> Charge:
    """The attributes that identify a group's owner."""
    names = dict(zip(PATTERNS, key.names[1:-2], strict=True))
    return Charge(**names, tags=key.tags)


def require_currency(code: str) -> None:
    """Refuse an invalid currency."""
    if not known_currency(code.strip().upper()):
        raise UserError("“{code}” is not a currency of ISO 4217.", code=shown(code))


def require_name(text: str) -> None:
    """Refuse a name that is longer than any provider gives."""
    if len(text) > MOST_NAME:
        raise UserError("The text is longer than {most} characters.", most=MOST_NAME)


def unread_tags(text: str) -> UserError:
    """Report that tags are written in no form that is known."""
    return UserError("“{text}” is not a JSON object of tags.", text=shown(text))
