"""A scheme of risk classes as data: questions, and rules of which the first that matches decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

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
        """Whether the answers so far lead to it."""
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
        """Whether all its answers are given."""
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
