"""Parses and validates the TOML file of a risk scheme."""

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.risk import Question, RiskLevel, Rule, Scheme
from fivegates.exchange.plain_data import Table, read_whole
from fivegates.exchange.toml_text import decoded_toml, parse_toml

MOST_BYTES = 1_000_000


def read_scheme(data: bytes, source: str) -> Scheme:
    """Read a scheme; `source` names the file in messages. Raises DataError with every problem."""
    return read_whole(parse_toml(decoded_toml(data, source, MOST_BYTES), source), source, _read, check_scheme)


def _read(table: Table) -> Scheme:
    return Scheme(
        id=table.text("id", required=True),
        version=table.text("version", required=True),
        name=table.text("name", required=True),
        source=table.text("source", required=True),
        dated=table.needed_day("dated"),
        levels=table.many("class", _read_level, lambda _: ()),
        questions=table.many("question", _read_question, lambda _: ()),
        rules=table.many("rule", _read_rule, lambda _: ()),
    )


def _read_level(table: Table) -> RiskLevel:
    return RiskLevel(
        table.text("id", required=True),
        table.text("name", required=True),
        table.text("meaning", required=True),
    )


def _read_question(table: Table) -> Question:
    return Question(
        table.text("id", required=True),
        table.text("text", required=True),
        table.text("help"),
        _read_answers(table, "asked_when"),
    )


def _read_rule(table: Table) -> Rule:
    return Rule(
        table.text("class", required=True),
        table.text("cites", required=True),
        _read_answers(table, "when"),
        table.day("applies_from"),
        table.text("note"),
    )


def _read_answers(table: Table, key: str) -> tuple[tuple[str, bool], ...]:
    """Questions with the required answers: `area` is yes, `not area` no."""
    return tuple((text.removeprefix("not "), not text.startswith("not ")) for text in table.texts(key))


def check_scheme(scheme: Scheme) -> tuple[Problem, ...]:
    """Find unknown classes and questions, and a missing default rule."""
    levels = {level.id for level in scheme.levels}
    asked = {question.id for question in scheme.questions}
    found = []
    for index, rule in enumerate(scheme.rules):
        if rule.level not in levels:
            found.append(_unknown(f"rule[{index}].class", rule.level))
        found += [_unknown(f"rule[{index}].when", key) for key, _ in rule.when if key not in asked]
    for index, question in enumerate(scheme.questions):
        keys = [key for key, _ in question.asked_when if key not in asked]
        found += [_unknown(f"question[{index}].asked_when", key) for key in keys]
    if all(rule.when for rule in scheme.rules):
        found.append(Problem("rule", UserError("No rule is left for what no other decides.")))
    return tuple(found)


def _unknown(place: str, name: str) -> Problem:
    return Problem(place, UserError("There is no “{name}” in this file.", name=name))
