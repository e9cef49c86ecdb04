"""A rubric as plain JSON values and back: the shape that its TOML file, the portfolio and the export share.

Keys are named as the fields of the values and stand in their order; `gate`, `criterion` and `level` hold
lists of tables. What is empty and may be (`credit`, `gap`, `voided_by`, `friction`, `risk`,
`ledger_check`) is left out;
all else is written even where it is the default, so that a later default cannot change an old review.
Person-days are written as an int where whole, else as a float: in tenths and up to the bound of the checks,
its shortest decimal text is the exact value again. Reading takes int, float or Decimal.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import TypeVar

from fivegates.domain.errors import DataError, Problem, UserError, refuse_whole
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.quoting import shown, unknown_word
from fivegates.domain.rubric.checks import MOST_CRITERIA, MOST_GATES, place_of, rubric_problems, table_names
from fivegates.domain.rubric.rubric import Criterion, Gate, LedgerCheck, Level, Rubric, Thresholds

T = TypeVar("T")
Plain = Mapping[str, object]

_MOST_ITEMS = 1_000
_MOST_UNKNOWN = 10
_LARGEST = 10**15


@dataclass(slots=True)
class RubricTable:
    """A table being read: it hands out values by key, and collects what is wrong with them."""

    values: Plain
    place: str
    problems: list[Problem]
    known: list[str] = field(default_factory=list)

    def take(self, key: str, convert: Callable[[object], T], blank: T) -> T:
        """Return the value of `key`, or report that it is missing or wrong and go on with `blank`."""
        if key not in self.values:
            self.report(key, UserError("is missing."))
        return self.take_if_there(key, convert, blank)

    def take_if_there(self, key: str, convert: Callable[[object], T], default: T) -> T:
        """Return the value of `key`, or `default` where the key is absent."""
        self.known.append(key)
        if key not in self.values:
            return default
        try:
            return convert(self.values[key])
        except UserError as reason:
            self.report(key, reason)
            return default

    def take_tables(self, key: str, most: int) -> list["RubricTable"]:
        """Return the tables under `key`, one beyond `most` at the utmost, named by their ids."""
        names = names_in(self.values, key)
        tables = self.take_rows(key)[: most + 1]
        return [RubricTable(values, name, self.problems) for values, name in zip(tables, names, strict=False)]

    def take_rows(self, key: str) -> list[Plain]:
        """Return the tables under `key`; none if the key is absent, which the checks tell."""
        nothing: list[Plain] = []
        return self.take_if_there(key, _as_tables, nothing)

    def refuse_rest(self) -> None:
        """Report the keys that nobody asked for; the first few are enough to see what went wrong."""
        unknown = [key for key in self.values if key not in self.known]
        for key in unknown[:_MOST_UNKNOWN]:
            self.report(key, unknown_word(key, self.known))

    def report(self, key: str, reason: UserError) -> None:
        """Note what is wrong with `key`."""
        self.problems.append(Problem(place_of(self.place, key=key), reason))


def names_in(plain: Plain, key: str) -> list[str]:
    """Return what problems call the tables under `key`: `criterion "trust-drift"`, or `criterion 7`."""
    tables = plain.get(key)
    rows = tables if isinstance(tables, list) else []
    return table_names(key, [_id_of(row) for row in rows])


def _id_of(row: object) -> str:
    """Return the id of a table as far as there is one."""
    value = row.get("id") if isinstance(row, dict) else None
    return value if isinstance(value, str) else ""


def as_text(value: object) -> str:
    """Return a text. Raises UserError."""
    if isinstance(value, str):
        return value
    raise UserError("must be text in quotes, not {value}.", value=_seen(value))


def as_flag(value: object) -> bool:
    """Return true or false. Raises UserError."""
    if isinstance(value, bool):
        return value
    raise UserError("must be true or false, not {value}.", value=_seen(value))


def as_whole(value: object) -> int:
    """Return a whole number within reason. Raises UserError."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST:
        return value
    raise UserError("must be a whole number, not {value}.", value=_seen(value))


def as_number(value: object) -> Decimal:
    """Return an exact number. Raises UserError."""
    match value:
        case bool():
            pass
        case int() if abs(value) < _LARGEST:
            return Decimal(value)
        case float():
            return Decimal(repr(value))
        case Decimal():
            return value
    raise UserError("must be a number, not {value}.", value=_seen(value))


def _as_list(value: object) -> list[object]:
    if isinstance(value, list):
        return value[:_MOST_ITEMS]
    raise UserError("must be a list in square brackets, not {value}.", value=_seen(value))


def as_texts(value: object) -> tuple[str, ...]:
    """Return a list of texts, as far as anybody would read it. Raises UserError."""
    return tuple(as_text(item) for item in _as_list(value))


def as_numbers(value: object) -> tuple[Decimal, ...]:
    """Return a list of exact numbers, as far as anybody would read it. Raises UserError."""
    return tuple(as_number(item) for item in _as_list(value))


def as_table(value: object) -> Plain:
    """Return a table of keys and values. Raises UserError."""
    if isinstance(value, dict):
        return value
    raise UserError("must be a table of keys and values, not {value}.", value=_seen(value))


def _as_tables(value: object) -> list[Plain]:
    if isinstance(value, dict):
        raise UserError("must be a list of tables, each under a header in double brackets.")
    return [as_table(item) for item in _as_list(value)]


def _seen(value: object) -> str:
    """Return a value of the wrong type as its author wrote it; what is long or large, in outline."""
    match value:
        case None | bool():
            return json.dumps(value)
        case str():
            return f"“{shown(value)}”"
        case int() if abs(value) >= _LARGEST:
            return "…"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return shown(value)


def rubric_to_plain(rubric: Rubric) -> dict[str, object]:
    """Return `rubric` as JSON-able values; `rubric_from_plain` gives an equal rubric back."""
    plain = {
        "id": rubric.id,
        "version": rubric.version,
        "name": rubric.name,
        "credit": rubric.credit,
        "level_names": list(rubric.level_names),
        "thresholds": asdict(rubric.thresholds),
        "gate": [asdict(gate) for gate in rubric.gates],
        "criterion": [_criterion_to_plain(criterion) for criterion in rubric.criteria],
    }
    return _without_empty(plain)


def rubric_from_plain(plain: object, source: str) -> Rubric:
    """Return the rubric that `plain` describes, its criteria grouped in the order of the gates.

    `source` names the file in messages. Raises DataError with every problem.
    """
    if not isinstance(plain, dict):
        refuse_whole(source, UserError("A rubric is a table of keys and values."))
    problems: list[Problem] = []
    rubric = _read_rubric(RubricTable(plain, "", problems))
    ill_formed = {problem.place for problem in problems}
    problems += [problem for problem in rubric_problems(rubric) if problem.place not in ill_formed]
    if problems:
        raise DataError(source, tuple(problems))
    return _grouped(rubric)


def _criterion_to_plain(criterion: Criterion) -> dict[str, object]:
    """Return one criterion, its levels last."""
    names = [each.name for each in fields(criterion) if each.name != "levels"]
    plain = {name: _value_to_plain(getattr(criterion, name)) for name in names}
    levels = [_without_empty(asdict(level)) for level in criterion.levels]
    return _without_empty({**plain, "level": levels})


def _value_to_plain(value: object) -> object:
    """Return one field: tuples as lists, person-days as numbers, words of a list as text."""
    match value:
        case tuple():
            return [_value_to_plain(item) for item in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case ChangeKind() | LedgerCheck():
            return value.value
        case _:
            return value


def _without_empty(plain: Plain) -> dict[str, object]:
    """Leave out empty texts and lists, and nothing; false and 0 say something and stay."""
    return {key: value for key, value in plain.items() if value not in ("", [], None)}


def _read_rubric(table: RubricTable) -> Rubric:
    """Read the whole, criteria in the order of the file."""
    rubric = Rubric(
        id=table.take("id", as_text, ""),
        version=table.take("version", as_text, ""),
        name=table.take("name", as_text, ""),
        credit=table.take_if_there("credit", as_text, ""),
        level_names=table.take("level_names", as_texts, ()),
        thresholds=_read_thresholds(table),
        gates=tuple(_read_gate(each) for each in table.take_tables("gate", MOST_GATES)),
        criteria=tuple(_read_criterion(each) for each in table.take_tables("criterion", MOST_CRITERIA)),
    )
    table.refuse_rest()
    return rubric


def _read_thresholds(parent: RubricTable) -> Thresholds:
    """Read the figures of the verdict; an absent one is the default."""
    nothing: Plain = {}
    values = parent.take_if_there("thresholds", as_table, nothing)
    table = RubricTable(values, "[thresholds]", parent.problems)
    default = asdict(Thresholds())
    thresholds = Thresholds(**{key: table.take_if_there(key, as_whole, default[key]) for key in default})
    table.refuse_rest()
    return thresholds


def _read_gate(table: RubricTable) -> Gate:
    """Read one gate."""
    gate = Gate(
        id=table.take("id", as_text, ""),
        name=table.take("name", as_text, ""),
        question=table.take("question", as_text, ""),
    )
    table.refuse_rest()
    return gate


def _read_criterion(table: RubricTable) -> Criterion:
    """Read one criterion."""
    required = table.take_if_there("required", as_flag, default=False)
    criterion = Criterion(
        id=table.take("id", as_text, ""),
        gate=table.take("gate", as_text, ""),
        title=table.take("title", as_text, ""),
        topic=table.take("topic", as_text, ""),
        question=table.take("question", as_text, ""),
        why=table.take("why", as_text, ""),
        evidence_enough=table.take("evidence_enough", as_text, ""),
        evidence_not_enough=table.take("evidence_not_enough", as_text, ""),
        next_step=table.take("next_step", as_text, ""),
        efforts=table.take("efforts", as_numbers, ()),
        evidence_effort=table.take("evidence_effort", as_number, Decimal(0)),
        required=required,
        weight=table.take_if_there("weight", as_whole, 2 if required else 1),
        validity_days=table.take_if_there("validity_days", as_whole, 180),
        voided_by=table.take_if_there("voided_by", _as_change_kinds, ()),
        friction=table.take_if_there("friction", as_texts, ()),
        risk=table.take_if_there("risk", as_text, ""),
        ledger_check=table.take_if_there("ledger_check", _as_ledger_check, None),
        class_levels=table.take_if_there("class_levels", as_texts, ()),
        levels=_read_levels(table),
    )
    table.refuse_rest()
    return criterion


def _read_levels(criterion: RubricTable) -> tuple[Level, ...]:
    """Read the levels of one criterion."""
    rows = enumerate(criterion.take_rows("level"))
    return tuple(_read_level(criterion, number, values) for number, values in rows)


def _read_level(criterion: RubricTable, number: int, values: Plain) -> Level:
    """Read one level."""
    table = RubricTable(values, place_of(criterion.place, f"level {number}"), criterion.problems)
    level = Level(table.take("text", as_text, ""), table.take_if_there("gap", as_text, ""))
    table.refuse_rest()
    return level


def _grouped(rubric: Rubric) -> Rubric:
    """Group the criteria by gate, in the order of the gates; within a gate they keep their own."""
    order = [gate.id for gate in rubric.gates]
    return replace(rubric, criteria=tuple(sorted(rubric.criteria, key=lambda c: order.index(c.gate))))


def _as_change_kinds(value: object) -> tuple[ChangeKind, ...]:
    return tuple(_as_change_kind(item) for item in as_texts(value))


def _as_change_kind(word: str) -> ChangeKind:
    kinds = [kind.value for kind in ChangeKind]
    if word not in kinds:
        raise unknown_word(word, kinds)
    return ChangeKind(word)


def _as_ledger_check(value: object) -> LedgerCheck | None:
    word, checks = as_text(value), [check.value for check in LedgerCheck]
    if word not in checks:
        raise unknown_word(word, checks)
    return LedgerCheck(word)
