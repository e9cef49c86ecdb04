"""The rules that say whose billed rows are, kept for the next import in a file of the form of `--map`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fivegates.actions.file.files import data_folder
from fivegates.actions.file.whole_files import is_there, read_file, write_file
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
from fivegates.exchange.ledger.preview import Charge

__all__ = [
    "Assignment",
    "Charge",
    "Counted",
    "KnownBy",
    "Rule",
    "Rules",
    "keep_rules",
    "kept_rules",
    "new_rule",
    "rules_of_file",
]


def rules_path() -> Path:
    """Where this user's rules are kept."""
    return data_folder() / "import-rules.toml"


@dataclass(frozen=True, slots=True)
class KnownBy:
    """What tells the rows of a new rule: those of the names of a charge that are ticked, and a tag.

    `tag` is `name=value` as typed, where `*` stands for anything; empty for none.
    """

    provider: bool = False
    account: bool = False
    service: bool = True
    unit: bool = False
    tag: str = ""


def new_rule(charge: Charge, by: KnownBy, assignment: Assignment) -> Rule:
    """The rule for rows like these. Raises UserError for a tag that is not name=value."""
    name, sign, pattern = (part.strip() for part in by.tag.partition("="))
    if by.tag and not (name and sign and pattern):
        raise UserError("Write the tag as name=value, such as project=claims.")
    return Rule(
        assignment,
        provider=pattern_of(charge.provider) if by.provider else "",
        account=pattern_of(charge.account) if by.account else "",
        service=pattern_of(charge.service) if by.service else "",
        unit=pattern_of(charge.unit) if by.unit else "",
        tags=((name, pattern_of(pattern)),) if by.tag else (),
    )


def kept_rules(codes: Sequence[str]) -> Rules:
    """The rules of earlier imports for the initiatives of a portfolio. Raises UserError for a faulty file."""
    path = rules_path()
    if not is_there(path):
        return Rules()
    held = {code.casefold() for code in codes}
    rules = read_rules(read_file(path, LARGEST_FILE), path.name).rules
    return Rules(tuple(rule for rule in rules if rule.assignment.initiative.casefold() in held))


def keep_rules(rules: Iterable[Rule]) -> None:
    """Put rules before those that are kept; one for the same rows gives way. Raises UserError."""
    path = rules_path()
    earlier = read_rules(read_file(path, LARGEST_FILE), path.name).rules if is_there(path) else ()
    by_rows = {_rows(rule): rule for rule in reversed((*rules, *earlier))}
    write_file(path, write_rules(Rules(tuple(reversed(by_rows.values())))))


def rules_of_file(path: Path, codes: Sequence[str]) -> Rules:
    """Read rules, and refuse those for initiatives that the portfolio has not."""
    rules = read_rules(read_file(path, LARGEST_FILE), path.name)
    held = {code.casefold() for code in codes}
    named = [rule.assignment.initiative for rule in rules.rules]
    missing = [(index, code) for index, code in enumerate(named) if code.casefold() not in held]
    problems = (Problem(f"rule[{index}].initiative", unknown_word(code, codes)) for index, code in missing)
    refuse(tuple(problems), path.name)
    return rules


def _rows(rule: Rule) -> tuple[object, ...]:
    """Which rows a rule is for."""
    return *(getattr(rule, field) for field in PATTERNS), rule.tags
