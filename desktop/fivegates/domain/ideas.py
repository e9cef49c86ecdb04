"""Ideas: problems that AI may solve, recorded before they are initiatives; advice on kinds of initiatives."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import Person, field_problems
from fivegates.domain.initiative.initiative import Action, Initiative, Kind, Stage
from fivegates.domain.limits import (
    CODE_PATTERN,
    SUMMARY,
    TITLE,
    Dated,
    Day,
    Entries,
    Labels,
    Line,
    Parts,
    PersonDays,
    Prose,
)
from fivegates.domain.review.review import Score
from fivegates.domain.rubric.rubric import Rubric

MOST_CODE: Final = 32


class IdeaState(StrEnum):
    """The state of an idea."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Day, person and reason of accepting or declining an idea."""

    on: date
    by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Idea:
    """A problem, its solution without AI, the owner, the expected value and the needs.

    The value goes past time saved: `whose_time` it saves and what they do `instead`, the `risk` that it
    lowers, the `penalties` that it avoids. `expected_class` names the expected risk class: its questions
    are answered of the initiative. `owner` would answer for it; `by` wrote it down. `initiative` is the
    code of the one that it became. `id` is the store's and 0 until stored.
    """

    dated: Dated
    title: Annotated[str, Line(TITLE, required=True)]
    problem: Annotated[str, Prose(SUMMARY, required=True)]
    without_ai: Annotated[str, Prose()] = ""
    owner: Annotated[str, Person(), Line()] = ""
    by: Annotated[str, Person(), Line()] = ""
    whose_time: Annotated[str, Line()] = ""
    instead: Annotated[str, Prose()] = ""
    risk: Annotated[str, Prose()] = ""
    penalties: Annotated[str, Prose()] = ""
    data: Annotated[str, Prose()] = ""
    expected_class: Annotated[str, Line()] = ""
    kind: Kind | None = None
    state: IdeaState = IdeaState.OPEN
    decided: Annotated[date | None, Day()] = None
    decided_by: Annotated[str, Person(), Line()] = ""
    reason: Annotated[str, Prose()] = ""
    initiative: Annotated[str, Line(MOST_CODE)] = ""
    id: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields required to assess the idea; none of them is required to record it."""
        value = self.whose_time or self.instead or self.risk or self.penalties
        asked = {
            "without_ai": self.without_ai,
            "owner": self.owner,
            "value": value,
            "data": self.data,
            "expected_class": self.expected_class,
        }
        return tuple(name for name, answer in asked.items() if not answer.strip())


def check_idea(idea: Idea) -> tuple[Problem, ...]:
    """The problems of an idea: its fields, and the completeness of its decision."""
    return (*field_problems(idea), *_state_problems(idea))


def _state_problems(idea: Idea) -> Iterator[Problem]:
    """Find that a decision lacks its day, its reason or its initiative, or that an open idea has one."""
    if idea.state is IdeaState.OPEN:
        if idea.decided or idea.decided_by or idea.reason or idea.initiative:
            reason = UserError("This idea is open, but has a day, a person, a reason or an initiative.")
            yield Problem("state", reason)
        return
    if idea.decided is None:
        yield Problem("decided", UserError("Say on which day it was decided."))
    elif idea.decided < idea.dated:
        yield Problem("decided", UserError("This is before the day on which the idea was written down."))
    if idea.state is IdeaState.DECLINED and not idea.reason.strip():
        yield Problem("reason", UserError("Say why it was declined."))
    if idea.state is IdeaState.DECLINED and idea.initiative:
        yield Problem("initiative", UserError("A declined idea became no initiative."))
    if idea.state is IdeaState.ACCEPTED and not CODE_PATTERN.fullmatch(idea.initiative):
        yield Problem("initiative", UserError("Say which initiative it became, by its code."))


def initiative_of(idea: Idea, code: str) -> Initiative:
    """The initiative that an idea becomes under a code."""
    return Initiative(
        code=code, name=idea.title, summary=idea.problem, sponsor=idea.owner, stage=Stage.IDEA, kind=idea.kind
    )


def accepted(idea: Idea, code: str, ruling: Ruling) -> Idea:
    """The idea after it became the initiative of a code."""
    return replace(_decided(idea, ruling), state=IdeaState.ACCEPTED, initiative=code)


def declined(idea: Idea, ruling: Ruling) -> Idea:
    """The idea after it was declined."""
    return replace(_decided(idea, ruling), state=IdeaState.DECLINED, initiative="")


def _decided(idea: Idea, ruling: Ruling) -> Idea:
    return replace(idea, decided=ruling.on, decided_by=ruling.by, reason=ruling.reason)


def reopened(idea: Idea) -> Idea:
    """The idea without its decision."""
    return replace(idea, state=IdeaState.OPEN, decided=None, decided_by="", reason="", initiative="")


MOST_OFFERS = 50


@dataclass(frozen=True, slots=True)
class UsualWaiver:
    """A criterion that does not apply to most initiatives of a kind, and why."""

    criterion: Annotated[str, Line(required=True)]
    reason: Annotated[str, Prose(required=True)]


@dataclass(frozen=True, slots=True)
class UsualAction:
    """A step that most initiatives of a kind need; `effort` in person-days."""

    criterion: Annotated[str, Line(required=True)]
    title: Annotated[str, Line(TITLE, required=True)]
    effort: PersonDays = None


@dataclass(frozen=True, slots=True)
class KindAdvice:
    """Usual consequences of a kind; `packs` are ids of packs of criteria."""

    kind: Kind
    packs: Annotated[tuple[str, ...], Labels()] = ()
    waivers: Annotated[tuple[UsualWaiver, ...], Entries(MOST_OFFERS), Parts()] = ()
    actions: Annotated[tuple[UsualAction, ...], Entries(MOST_OFFERS), Parts()] = ()


@dataclass(frozen=True, slots=True)
class Offers:
    """The open proposals from a kind's advice for an initiative; none is applied unasked."""

    packs: tuple[str, ...] = ()
    waivers: tuple[UsualWaiver, ...] = ()
    actions: tuple[UsualAction, ...] = ()

    @property
    def some(self) -> bool:
        """True if there is anything to offer."""
        return bool(self.packs or self.waivers or self.actions)


def offers_of(
    advice: KindAdvice, rubric: Rubric, scores: Iterable[Score], actions: Iterable[Action]
) -> Offers:
    """The proposals for an initiative that is reviewed by a rubric, with these answers and actions.

    Packs are those that the rubric lacks. Waivers are for criteria without an answer that are not required:
    those need an approver. Actions are for criteria that the rubric asks and for which no action of this
    title is recorded.
    """
    asked = {each.id: each for each in rubric.criteria}
    answered = {score.criterion for score in scores if score.level is not None or score.not_applicable}
    planned = {(action.criterion, action.title) for action in actions}
    held = {pack.id for pack in rubric.packs}
    return Offers(
        tuple(each for each in advice.packs if each not in held),
        tuple(
            each
            for each in advice.waivers
            if each.criterion in asked
            and not asked[each.criterion].required
            and each.criterion not in answered
        ),
        tuple(
            each
            for each in advice.actions
            if each.criterion in asked and (each.criterion, each.title) not in planned
        ),
    )
