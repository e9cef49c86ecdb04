"""Serialises a rubric as plain JSON values and parses it: the form shared by TOML, portfolio and export.

Keys are named as the fields of the values and are in their order; `gate`, `criterion` and `level` hold
lists of tables, `pack` the packs that a rubric was composed with. What is empty and may be (`credit`,
`source`, `dated`, `pack`, `gap`, `voided_by`, `friction`, `risk`, `ledger_check`) is left out; all else is
written even where it is the default, so that a later default cannot change an old review.
Person-days are written as an int where whole, else as a float: in tenths and up to the bound of the checks,
its shortest decimal text is the exact value again. Reading takes int, float or Decimal.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal

from fivegates.domain.errors import DataError, Problem, UserError, refuse_whole
from fivegates.domain.initiative.initiative import ChangeKind
from fivegates.domain.quoting import unknown_word
from fivegates.domain.rubric.checks import MOST_CRITERIA, MOST_GATES, MOST_PACKS, place_of, rubric_problems
from fivegates.domain.rubric.packs import Pack, pack_problems
from fivegates.domain.rubric.plain_table import (
    Plain,
    RubricTable,
    as_day,
    as_flag,
    as_number,
    as_numbers,
    as_table,
    as_text,
    as_texts,
    as_whole,
)
from fivegates.domain.rubric.rubric import Criterion, Gate, LedgerCheck, Level, PackHead, Rubric, Thresholds


def rubric_to_plain(rubric: Rubric) -> dict[str, object]:
    """Return `rubric` as JSON-able values; `rubric_from_plain` gives an equal rubric back."""
    plain = {
        "id": rubric.id,
        "version": rubric.version,
        "name": rubric.name,
        "credit": rubric.credit,
        "source": rubric.source,
        "dated": _value_to_plain(rubric.dated),
        "level_names": list(rubric.level_names),
        "thresholds": asdict(rubric.thresholds),
        "pack": [_head_to_plain(head) for head in rubric.packs],
        "gate": [_without_empty(asdict(gate)) for gate in rubric.gates],
        "criterion": [_criterion_to_plain(criterion) for criterion in rubric.criteria],
    }
    return _without_empty(plain)


def pack_to_plain(pack: Pack) -> dict[str, object]:
    """Return `pack` as JSON-able values; `pack_from_plain` gives an equal pack back."""
    gates = [_without_empty(asdict(gate)) for gate in pack.gates]
    criteria = [_criterion_to_plain(criterion) for criterion in pack.criteria]
    return _without_empty({**_head_to_plain(pack.head), "gate": gates, "criterion": criteria})


def rubric_from_plain(plain: object, source: str) -> Rubric:
    """Return the rubric that `plain` describes, its criteria grouped in the order of the gates.

    `source` names the file in messages. Raises DataError with every problem.
    """
    if not isinstance(plain, dict):
        refuse_whole(source, UserError("A rubric is a table of keys and values."))
    problems: list[Problem] = []
    rubric = _read_rubric(RubricTable(plain, "", problems))
    _refuse(source, problems, rubric_problems(rubric))
    return rubric.grouped()


def pack_from_plain(plain: object, source: str) -> Pack:
    """Return the pack that `plain` describes.

    `source` names the file in messages. Raises DataError with every problem.
    """
    if not isinstance(plain, dict):
        refuse_whole(source, UserError("A pack is a table of keys and values."))
    problems: list[Problem] = []
    pack = _read_pack(RubricTable(plain, "", problems))
    _refuse(source, problems, pack_problems(pack))
    return pack


def is_pack(plain: Mapping[str, object]) -> bool:
    """True if a table is meant as a pack: it names its base."""
    return "base" in plain or "base_versions" in plain


def _refuse(source: str, problems: list[Problem], found: tuple[Problem, ...]) -> None:
    """Raise DataError for faults of form, and those of content in other places."""
    ill_formed = {problem.place for problem in problems}
    problems += [problem for problem in found if problem.place not in ill_formed]
    if problems:
        raise DataError(source, tuple(problems))


def _head_to_plain(head: PackHead) -> dict[str, object]:
    """Return the head of a pack."""
    return _without_empty({each.name: _value_to_plain(getattr(head, each.name)) for each in fields(head)})


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
        case date():
            return value.isoformat()
        case _:
            return value


def _without_empty(plain: Plain) -> dict[str, object]:
    """Leave out empty texts and lists only; false and 0 stay."""
    return {key: value for key, value in plain.items() if value not in ("", [], None)}


def _read_rubric(table: RubricTable) -> Rubric:
    """Read the whole, criteria in the order of the file."""
    rubric = Rubric(
        id=table.take("id", as_text, ""),
        version=table.take("version", as_text, ""),
        name=table.take("name", as_text, ""),
        credit=table.take_if_there("credit", as_text, ""),
        source=table.take_if_there("source", as_text, ""),
        dated=table.take_if_there("dated", as_day, None),
        level_names=table.take("level_names", as_texts, ()),
        thresholds=_read_thresholds(table),
        packs=tuple(_read_whole_head(each) for each in table.take_tables("pack", MOST_PACKS)),
        gates=tuple(_read_gate(each) for each in table.take_tables("gate", MOST_GATES)),
        criteria=tuple(_read_criterion(each) for each in table.take_tables("criterion", MOST_CRITERIA)),
    )
    table.refuse_rest()
    return rubric


def _read_pack(table: RubricTable) -> Pack:
    """Read a pack, criteria in the order of the file."""
    pack = Pack(
        head=_read_head(table),
        gates=tuple(_read_gate(each) for each in table.take_tables("gate", MOST_GATES)),
        criteria=tuple(_read_criterion(each) for each in table.take_tables("criterion", MOST_CRITERIA)),
    )
    table.refuse_rest()
    return pack


def _read_whole_head(table: RubricTable) -> PackHead:
    """Read the head of a pack that a rubric was composed with."""
    head = _read_head(table)
    table.refuse_rest()
    return head


def _read_head(table: RubricTable) -> PackHead:
    """Read the head of a pack."""
    return PackHead(
        id=table.take("id", as_text, ""),
        version=table.take("version", as_text, ""),
        name=table.take("name", as_text, ""),
        summary=table.take("summary", as_text, ""),
        source=table.take("source", as_text, ""),
        dated=table.take("dated", as_day, date.min),
        base=table.take("base", as_text, ""),
        base_versions=table.take("base_versions", as_texts, ()),
    )


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
        pack=table.take_if_there("pack", as_text, ""),
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
        class_proof=table.take_if_there("class_proof", as_texts, ()),
        levels=_read_levels(table),
        pack=table.take_if_there("pack", as_text, ""),
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
