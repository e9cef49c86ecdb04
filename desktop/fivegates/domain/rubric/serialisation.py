"""A rubric as plain JSON values and back: the shape that its TOML file, the portfolio and the export share.

Keys are named as the fields of the values and stand in their order; `gate`, `criterion` and `level` hold
lists of tables. What is empty and may be (`credit`, `gap`, `voided_by`, `friction`, `risk`,
`ledger_check`) is left out;
all else is written even where it is the default, so that a later default cannot change an old review.
Person-days are written as an int where whole, else as a float: in tenths and up to the bound of the checks,
its shortest decimal text is the exact value again. Reading takes int, float or Decimal.
"""

from dataclasses import asdict, fields, replace
from decimal import Decimal

from fivegates.domain.errors import DataError, Problem, UserError, refuse_whole
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.quoting import unknown_word
from fivegates.domain.rubric.checks import MOST_CRITERIA, MOST_GATES, place_of, rubric_problems
from fivegates.domain.rubric.rubric import Criterion, Gate, LedgerCheck, Level, Rubric, Thresholds
from fivegates.domain.rubric.table_reader import (
    Plain,
    RubricTable,
    as_flag,
    as_number,
    as_numbers,
    as_table,
    as_text,
    as_texts,
    as_whole,
)


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
