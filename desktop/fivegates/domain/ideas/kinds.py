"""Advice on kinds of initiatives: packs, waivers and actions to propose."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fivegates.domain.initiative.initiative import Action, Kind
from fivegates.domain.limits import TITLE, Entries, Labels, Line, Parts, PersonDays, Prose
from fivegates.domain.review.review import Score
from fivegates.domain.rubric.rubric import Rubric

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
        """Whether there is anything to offer."""
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
