"""Classify the inherent risk of an initiative by answers to the questions of a scheme."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from fivegates.actions import records
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import gettext_noop
from fivegates.domain.quoting import shown, unknown_reference, unknown_word
from fivegates.domain.review.review import InitiativeRecord
from fivegates.domain.risk import Answers, RiskClass, Scheme, check_risk_class, classified, rule_problems
from fivegates.exchange.risk import read_scheme
from fivegates.resources import read_resource
from fivegates.store.records.initiatives import RISK_CLASS

_RISK_CLASS = records.RecordKind[RiskClass](
    table=RISK_CLASS,
    check=check_risk_class,
    title=lambda found: found.name,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """The day, author and reason of a classification."""

    dated: date
    by: str
    reason: str


@cache
def risk_scheme() -> Scheme:
    """The risk scheme shipped with Fivegates."""
    name = "risk-class.toml"
    return read_scheme(read_resource(f"frameworks/{name}"), name)


def class_name(class_id: str) -> str:
    """The name of a risk class; empty for none. Raises UserError where there is none of that id."""
    names = {level.id: level.name for level in risk_scheme().levels}
    if class_id and class_id not in names:
        raise unknown_word(class_id, list(names))
    return names.get(class_id, "")


def classify(opened: OpenPortfolio, initiative_id: int, answers: Answers, statement: Statement) -> Changes:
    """Record the class that follows from answers; the earlier ones stay.

    Raises UserError where a question has no answer, is unknown, or is not reached by the other
    answers, and for a bad field.
    """
    scheme = risk_scheme()
    known = [question.id for question in scheme.questions]
    asked = {question.id for question in scheme.asked(answers)}
    for question in sorted(answers.keys() - asked):
        if question in known:
            raise UserError(
                "With these answers “{question}” is not asked. Leave its answer out, or correct the answer "
                "that leads to it.",
                question=question,
            )
        nowhere = UserError("There is no question “{question}”.", question=shown(question))
        raise unknown_reference(question, known, nowhere)
    found = classified(scheme, answers, statement.dated, statement.by.strip(), statement.reason.strip())
    label = gettext_noop("Classify the risk as “{title}”")
    return records.add(opened, _RISK_CLASS, initiative_id, found, label)


def class_problems(records: Iterable[tuple[str, InitiativeRecord]]) -> Iterator[Problem]:
    """Find the classes that do not follow from their answers; each record comes with its place."""
    for place, record in records:
        for number, found in enumerate(record.risk_classes):
            for problem in rule_problems(found, risk_scheme()):
                yield Problem(f"{place}.risk_classes[{number}].{problem.place}", problem.reason)


def remove_risk_class(opened: OpenPortfolio, record_id: int) -> Changes:
    """Remove a class that was recorded by mistake; undo restores it."""
    return records.remove(opened, _RISK_CLASS, record_id, gettext_noop("Remove a risk class"))
