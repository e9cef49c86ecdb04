"""Groups of billed rows that belong together: by month, by currency, and by what tells whose they are."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.money import known_currency
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted, Rules
from fivegates.exchange.ledger.focus_traces import Marks
from fivegates.exchange.ledger.number_and_date_formats import NOTHING, Styles, read_day
from fivegates.exchange.ledger.preview import Charge

NAMES: Final = ("currency", "provider", "account", "service", "service_category", "charge_category", "unit")

Tags = tuple[tuple[str, str], ...]
Key = tuple[str, Tags, tuple[str, ...]]
"""Month, tags, and the cells of NAMES."""

MOST_NAME: Final = 2_000
_MOST_KEPT: Final = 10_000


@dataclass(slots=True)
class Group:
    """Rows that belong together, added up; `quantity` is None where nothing was counted.

    `digest` sums a hash of each row, in any order; `days` has a bit for each day of the month.
    """

    assignment: Assignment | None
    first: int = 0
    rows: int = 0
    amount: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)
    quantity: Decimal | None = None
    digest: int = 0
    days: int = 0
    marks: Marks = field(default_factory=Marks)

    @property
    def counts(self) -> bool:
        """Whether the quantities of the rows matter."""
        return self.assignment is not None and self.assignment.counts is not Counted.NOTHING

    def count(self, quantity: Decimal) -> None:
        """Add a quantity."""
        self.quantity = quantity if self.quantity is None else self.quantity + quantity


class Days(dict[str, tuple[str, int]]):
    """The month of a time and its day there, by its text; begins anew when there are too many to keep."""

    def __init__(self, styles: Styles) -> None:
        super().__init__()
        self._style = styles.dates

    def __missing__(self, text: str) -> tuple[str, int]:
        if len(self) >= _MOST_KEPT:
            self.clear()
        day = read_day(text, self._style)
        self[text] = found = str(Month.of(day)), day.day
        return found


class TagCells(dict[str, Tags]):
    """The tags that rules ask for, by the text of the cell; begins anew when there are too many to keep."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, text: str) -> Tags:
        if len(self) >= _MOST_KEPT:
            self.clear()
        tags = _tags(text, self._names) if self._names else ()
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
        require_currency(key[2][0])
        for name in key[2]:
            require_name(name)
        self[key] = group = Group(self._rules.assign(charge_of(key)))
        return group


def charge_of(key: Key) -> Charge:
    """What tells whose a group is; a literal NULL is no name."""
    names = {field: cell for field, cell in zip(NAMES[1:], key[2][1:], strict=True) if cell not in NOTHING}
    return Charge(**names, tags=key[1])


def require_currency(code: str) -> None:
    """Refuse what is no currency."""
    if not known_currency(code):
        raise UserError("“{code}” is not a currency of ISO 4217.", code=shown(code))


def require_name(text: str) -> None:
    """Refuse a name that is longer than any provider gives."""
    if len(text) > MOST_NAME:
        raise UserError("The text is longer than {most} characters.", most=MOST_NAME)


def _tags(text: str, names: tuple[str, ...]) -> Tags:
    """Take the named tags out of a cell of JSON."""
    if text in NOTHING:
        return ()
    try:
        found: object = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UserError("“{text}” is not a JSON object of tags.", text=shown(text))
    return tuple((name, str(found[name])) for name in names if found.get(name) is not None)
