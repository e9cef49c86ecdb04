"""Assignment rules of billed rows, saved for the next import in the format of `--map`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fivegates.actions.file.atomic_files import is_there, read_file, write_file
from fivegates.actions.file.files import data_folder
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.quoting import unknown_word
from fivegates.exchange.ledger.assignment_rules import (
    LARGEST_FILE,
    PATTERNS,
    Assignment,
    Counted,
    Rule,
    Rules,
    pattern_of,
    read_rules,
    write_rules,
)
from fivegates.exchange.ledger.focus.columns import FIELDS
from fivegates.exchange.ledger.preview import Charge, ImportPreview

__all__ = [
    "Assignment",
    "Charge",
    "Counted",
    "KnownBy",
    "Rule",
    "Rules",
    "new_rule",
    "rules_of_file",
    "save_rules",
    "saved_rules",
    "typed_in",
]


def rules_path() -> Path:
    """The path of this user's rules."""
    return data_folder() / "import-rules.toml"


TICKED: Final = ("service", "account", "provider", "charge_category", "unit")
"""The names of a charge that are read of every row."""

TYPED: Final = ("meter", "sku", "description")
"""The names of a charge that are read only where a rule asks for them."""


@dataclass(frozen=True, slots=True)
class KnownBy:
    """The patterns of a new rule: the ticked names of a charge, and typed text.

    Typed are the names that a file is read for only where a rule asks for them, and `tag`, which is
    `name=value`. `*` stands for anything in them; empty is none.
    """

    provider: bool = False
    account: bool = False
    service: bool = True
    charge_category: bool = False
    unit: bool = False
    meter: str = ""
    sku: str = ""
    description: str = ""
    tag: str = ""


def new_rule(charge: Charge, by: KnownBy, assignment: Assignment) -> Rule:
    """The rule for rows like these. Raises UserError for a tag that is not name=value."""
    name, sign, pattern = (part.strip() for part in by.tag.partition("="))
    if by.tag and not (name and sign and pattern):
        raise UserError("Write the tag as name=value, such as project=claims.")
    ticked = [field for field in TICKED if getattr(by, field)]
    return Rule(
        assignment,
        tags=((name, pattern_of(pattern)),) if by.tag else (),
        **{field: pattern_of(getattr(charge, field)) for field in ticked},
        **{field: pattern_of(getattr(by, field)) for field in TYPED},
    )


def typed_in(preview: ImportPreview) -> frozenset[str]:
    """Those of `TYPED` for which a billing export has a column."""
    named = {
        name.casefold() for name in (*preview.detected.ignored, *dict(preview.detected.columns).values())
    }
    return frozenset(field for field in TYPED if any(column.casefold() in named for column in FIELDS[field]))


def saved_rules(codes: Sequence[str]) -> Rules:
    """The rules of earlier imports for the initiatives of a portfolio. Raises UserError for a faulty file."""
    path = rules_path()
    if not is_there(path):
        return Rules()
    held = {code.casefold() for code in codes}
    rules = read_rules(read_file(path, LARGEST_FILE), path.name).rules
    return Rules(tuple(rule for rule in rules if rule.assignment.initiative.casefold() in held))


def save_rules(rules: Iterable[Rule]) -> None:
    """Save rules ahead of earlier ones; one for the same rows is replaced. Raises UserError."""
    path = rules_path()
    earlier = read_rules(read_file(path, LARGEST_FILE), path.name).rules if is_there(path) else ()
    by_rows = {_rows(rule): rule for rule in reversed((*rules, *earlier))}
    write_file(path, write_rules(Rules(tuple(reversed(by_rows.values())))))


def rules_of_file(path: Path, codes: Sequence[str]) -> Rules:
    """Read rules, and refuse those for unknown initiatives."""
    rules = read_rules(read_file(path, LARGEST_FILE), path.name)
    held = {code.casefold() for code in codes}
    named = [rule.assignment.initiative for rule in rules.rules]
    missing = [(index, code) for index, code in enumerate(named) if code.casefold() not in held]
    problems = (Problem(f"rule[{index}].initiative", unknown_word(code, codes)) for index, code in missing)
    refuse(tuple(problems), path.name)
    return rules


def _rows(rule: Rule) -> tuple[object, ...]:
    """The patterns of a rule, as a key."""
    return *(getattr(rule, field) for field in PATTERNS), rule.tags
