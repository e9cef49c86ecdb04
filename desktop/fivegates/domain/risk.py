"""The risk class of an initiative: the scheme of questions and rules, the answers, the deciding rule."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Person, field_problems
from fivegates.domain.limits import LABEL, TITLE, Dated, Day, Entries, Labels, Line, Parts, Prose

Answers = Mapping[str, bool]
"""Yes or no by the question's id."""


@dataclass(frozen=True, slots=True)
class RiskLevel:
    """A class of a scheme, with its meaning."""

    id: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with help; it is asked only after these answers."""

    id: str
    text: str
    help: str = ""
    asked_when: tuple[tuple[str, bool], ...] = ()

    def is_asked(self, answers: Answers) -> bool:
        """True if the answers so far lead to it."""
        return all(answers.get(question) is wanted for question, wanted in self.asked_when)


@dataclass(frozen=True, slots=True)
class Rule:
    """The class that follows from answers, and the article that requires it.

    Its duties apply from a day on; None where no day is recorded.
    """

    level: str
    cites: str
    when: tuple[tuple[str, bool], ...] = ()
    applies_from: date | None = None
    note: str = ""

    def matches(self, answers: Answers) -> bool:
        """True if all its answers are given."""
        return all(answers.get(question) is wanted for question, wanted in self.when)


@dataclass(frozen=True, slots=True)
class Scheme:
    """Classes from the highest to the lowest, questions in their order, rules from the first to the last.

    `dated` is the day on which its facts were looked up in `source`.
    """

    id: str
    version: str
    name: str
    source: str
    dated: date
    levels: tuple[RiskLevel, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]

    def level(self, level_id: str) -> RiskLevel:
        """Return a class; KeyError if there is none of that id."""
        for level in self.levels:
            if level.id == level_id:
                return level
        raise KeyError(level_id)

    def asked(self, answers: Answers) -> Iterator[Question]:
        """The questions to which the answers lead, in their order."""
        return (question for question in self.questions if question.is_asked(answers))

    def unanswered(self, answers: Answers) -> tuple[Question, ...]:
        """The questions that are asked and have no answer yet."""
        return tuple(question for question in self.asked(answers) if question.id not in answers)

    def matching(self, answers: Answers) -> tuple[Rule, ...]:
        """The rules that match, the deciding one first. One without answers counts where no other matches."""
        found = tuple(rule for rule in self.rules if rule.when and rule.matches(answers))
        return found or tuple(rule for rule in self.rules if not rule.when)[:1]


MOST_ANSWERS = 100


@dataclass(frozen=True, slots=True)
class RiskAnswer:
    """The answer to one question of a scheme."""

    question: Annotated[str, Line(LABEL, required=True)]
    yes: bool = False


@dataclass(frozen=True, slots=True)
class RiskClass:
    """The inherent risk of an initiative from a day on, by the rules of a version of a scheme.

    `level` and `name` are the class that follows from the answers, `cites` is the article of the deciding
    rule, whose duties apply from a day on, and `also` those of the other rules that match. Mitigations of
    the risk are not considered. `id` is the store's and 0 until stored.
    """

    dated: Dated
    by: Annotated[str, Person(), Line(required=True)]
    reason: Annotated[str, Prose(required=True)]
    scheme: Annotated[str, Line(LABEL, required=True)]
    version: Annotated[str, Line(LABEL, required=True)]
    level: Annotated[str, Line(LABEL, required=True)]
    name: Annotated[str, Line(required=True)]
    cites: Annotated[str, Line(TITLE, required=True)]
    applies_from: Annotated[date | None, Day()] = None
    also: Annotated[tuple[str, ...], Labels()] = ()
    answers: Annotated[tuple[RiskAnswer, ...], Entries(MOST_ANSWERS), Parts()] = ()
    id: int = 0

    @property
    def given(self) -> Answers:
        """The answers by question."""
        return {answer.question: answer.yes for answer in self.answers}


def classified(scheme: Scheme, answers: Answers, dated: date, by: str, reason: str) -> RiskClass:
    """The class that the rules give for these answers; those to questions that are not asked are left out.

    Raises UserError where a question has no answer.
    """
    lacking = scheme.unanswered(answers)
    if lacking:
        raise UserError(
            "A risk class follows from all its questions. The first without an answer is “{id}”: {question}",
            id=lacking[0].id,
            question=lacking[0].text,
        )
    given = tuple(RiskAnswer(question.id, answers[question.id]) for question in scheme.asked(answers))
    rule, *others = scheme.matching({answer.question: answer.yes for answer in given})
    return RiskClass(
        dated,
        by,
        reason,
        scheme.id,
        scheme.version,
        rule.level,
        scheme.level(rule.level).name,
        rule.cites,
        rule.applies_from,
        tuple(dict.fromkeys(other.cites for other in others)),
        given,
    )


def check_risk_class(found: RiskClass) -> tuple[Problem, ...]:
    """Return the problems of a class's fields."""
    return (*field_problems(found), *_answers(found))


def _answers(found: RiskClass) -> Iterator[Problem]:
    """Check that a class has answers, each given once."""
    if not found.answers:
        yield Problem(
            "answers", UserError("A risk class follows from its questions; this one has no answers.")
        )
    elif len(found.given) < len(found.answers):
        yield Problem("answers", UserError("A question is answered more than once."))


def rule_problems(found: RiskClass, scheme: Scheme) -> tuple[Problem, ...]:
    """Return the fields of a class that do not follow from its answers; other versions are not checked."""
    if (found.scheme, found.version) != (scheme.id, scheme.version):
        return ()
    unknown = found.given.keys() - {question.id for question in scheme.questions}
    if unknown:
        reason = UserError("The scheme has no question “{question}”.", question=min(unknown))
        return (Problem("answers", reason),)
    try:
        due = classified(scheme, found.given, found.dated, found.by, found.reason)
    except UserError as error:
        return (Problem("answers", error),)
    if found == replace(due, id=found.id, answers=found.answers):
        return ()
    if (found.level, found.cites) == (due.level, due.cites):
        reason = UserError(
            "Its name, the day of its duties or its other articles do not follow from its answers."
        )
        return (Problem("level", reason),)
    reason = UserError(
        "By its answers the class is “{due}” ({cites}), not “{level}”.",
        due=due.level,
        cites=due.cites,
        level=found.level,
    )
    return (Problem("level", reason),)


def risk_class_on(found: Iterable[RiskClass], on: date) -> RiskClass | None:
    """The class that holds on a day: the latest of that day or before it; None where there is none."""
    known = [each for each in found if each.dated <= on]
    return max(known, key=lambda each: (each.dated, each.id, each.level), default=None)
