"""A brief for others: what is left out of its values, or replaced by a role."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from fivegates.domain.brief import InitiativeBrief, Omission
from fivegates.domain.initiative.decisions import Condition, Decision
from fivegates.domain.initiative.initiative import Evidence, Initiative
from fivegates.domain.initiative.waivers import Waiver, same_person
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingMatter
from fivegates.domain.review.review import Ballot, Case, NotApplicable, Review, Score, Seal
from fivegates.domain.risk.risk_class import RiskClass
from fivegates.domain.rubric.rubric import Rubric

# Signs of currencies, and the codes that people write most, beside a number.
_SIGN: Final = r"(?:[$¢£¤¥\u20a0-\u20c0]|\b(?:EUR|USD|GBP|CHF|JPY|AUD|CAD|SEK|NOK|DKK|PLN|INR|CNY)\b)"
_FIGURE: Final = r"\d[\d.,'’\u00a0\u202f]*(?:\s?(?:k|m|bn|million|thousand)\b)?"
AMOUNT: Final = re.compile(rf"[−-]?{_SIGN}\s?[−-]?{_FIGURE}|{_FIGURE}\s?{_SIGN}")
# What names things for the program, and is no text of anybody's.
_KEYS: Final = frozenset({"id", "criterion", "gate", "rubric_id", "rubric_version", "code", "currency"})
_LEAST_NAME: Final = 3
_MOST_PARTS: Final = 4


class AmountsWithheld(Language):
    """A language in which no amount of money is stated."""

    def money(self, amount: object, currency: str, digits: int | None = None) -> str:  # noqa: ARG002
        """Say that an amount is left out."""
        return self.gettext("[amount]")


def for_reader(
    brief: InitiativeBrief, language: Language
) -> tuple[tuple[str, ...], InitiativeBrief, Language]:
    """What the finished file must not hold, the brief without it, and the language to word it in."""
    if Omission.MONEY in brief.omitted:
        language = AmountsWithheld(language.code, language.translations)
    return secrets_of(brief, language), redacted(brief, language), language


def redacted(brief: InitiativeBrief, language: Language) -> InitiativeBrief:
    """The brief without what its `omitted` names; the same in all that is given it but the fingerprint.

    Charts and tables of money are left out where they are composed.
    """
    if not brief.omitted:
        return brief
    return _Redactor(brief, language).brief()


def secrets_of(brief: InitiativeBrief, language: Language) -> tuple[str, ...]:
    """The texts that the finished file of a brief, not yet redacted, must not hold; longest first."""
    found = {*_Redactor(brief, language).replaced}
    if Omission.RATIONALE in brief.omitted:
        found |= {text for text in _of_kind(brief, Score, "rationale") if " " in text}
    if Omission.REFERENCES in brief.omitted:
        found |= {*_of_kind(brief, Evidence, "reference")}
    return tuple(sorted((text for text in found if text.strip()), key=lambda text: (-len(text), text)))


def _of_kind(brief: InitiativeBrief, kind: type, field: str) -> Iterator[str]:
    """A text field of all values of one kind in the case of a brief."""
    case = brief.assessment.case
    values: Iterator[object] = iter((*case.evidence, *_scores(case.review)))
    return (str(getattr(value, field)).strip() for value in values if isinstance(value, kind))


class _Redactor:
    """Walks the values of one brief."""

    def __init__(self, brief: InitiativeBrief, language: Language) -> None:
        self._brief, self._language = brief, language
        self._omitted = brief.omitted
        self.replaced = dict(self._replacements())
        longest = sorted(self.replaced, key=len, reverse=True)
        texts = "|".join(re.escape(text) for text in longest)
        self._pattern = re.compile(rf"(?<!\w)(?:{texts})(?!\w)") if texts else None

    def brief(self) -> InitiativeBrief:
        """The brief, with the case that it is the fingerprint of."""
        found: InitiativeBrief = self._fields(self._brief, skipped={"original", "extent", "others"})
        return replace(found, original=self._brief.assessment.case)

    def _replacements(self) -> Iterator[tuple[str, str]]:
        """What is replaced by what, wherever it is written."""
        if Omission.OTHERS in self._omitted:
            other = self._language.gettext("another initiative")
            yield from ((name, other) for name in self._brief.others if name.strip())
        if Omission.NAMES in self._omitted:
            for name, role in self._people():
                yield name, role
                yield from ((part, role) for part in _parts_of(name))

    def _people(self) -> Iterator[tuple[str, str]]:
        """Everybody who is named in a field for people, with a role."""
        gettext, brief, case = self._language.gettext, self._brief, self._brief.assessment.case
        seen: set[str] = set()
        numbers = count(1)
        for text, role in (
            (brief.record.initiative.sponsor, gettext("the sponsor")),
            (brief.record.meeting.presenter, gettext("the presenter")),
            *((review.reviewer, gettext("the reviewer")) for review in self._reviews()),
            *((review.seal.by, gettext("the reviewer")) for review in self._reviews() if review.seal),
            *((each.by, gettext("the board")) for each in brief.record.decisions),
            *((each.by, gettext("a forecaster")) for each in brief.record.forecasts),
            *((each, gettext("an approver")) for each in _approvers(case)),
            *((each.requester, gettext("a requester")) for each in case.waivers),
            *((each.by, gettext("the assessor")) for each in (case.risk,) if each),
            *((each.name, each.role or gettext("a panel member")) for each in _ballots(case.review)),
            *((owner, "") for owner in self._owners()),
        ):
            name, _, own = text.strip().partition(",")
            if name and name not in seen:
                seen.add(name)
                numbered = role or gettext("owner {number}", number=next(numbers))
                yield name, own.strip() or numbered
                if own:
                    yield text.strip(), own.strip()

    def _reviews(self) -> tuple[Review, ...]:
        """The review of the brief and those before it."""
        return (self._brief.assessment.case.review, *(case.review for case in self._brief.earlier))

    def _owners(self) -> Iterator[str]:
        """Who is to do what."""
        yield from (action.owner for action in self._brief.assessment.case.actions)
        yield from (action.owner for action in self._brief.current.case.actions)
        for decision in self._brief.record.decisions:
            yield from (condition.owner for condition in decision.conditions)

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - values of any kind
        """The same value without what is left out."""
        match value:
            case Enum():
                result: Any = value
            case str():
                result = self._text(value)
            case Seal():
                result = replace(value, by=self._text(value.by))
            case Waiver():
                result = self._waiver(value)
            case tuple():
                result = tuple(map(self._value, value))
            case Mapping():
                result = MappingProxyType({key: self._value(each) for key, each in value.items()})
            case _:
                walked = is_dataclass(value) and not isinstance(value, Rubric)
                result = self._fields(value) if walked else value
        return result

    def _waiver(self, waiver: Waiver) -> Waiver:
        """A waiver whose requester and approver stay two people, whatever their roles are called."""
        found: Waiver = self._fields(waiver)
        if not same_person(found.requester, found.approver) or same_person(waiver.requester, waiver.approver):
            return found
        return replace(found, approver=self._language.gettext("{role} (another person)", role=found.approver))

    def _fields(self, value: Any, skipped: set[str] | frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
        """A dataclass, field by field."""
        changed = {
            field.name: self._value(getattr(value, field.name))
            for field in fields(value)
            if field.init and field.name not in _KEYS and field.name not in skipped
        }
        return replace(value, **changed | self._left_out(value))

    def _left_out(self, value: object) -> dict[str, object]:
        """The fields that are emptied as a whole."""
        if Omission.RATIONALE in self._omitted and (emptied := self._reasoning(value)):
            return emptied
        if Omission.REFERENCES in self._omitted and isinstance(value, Evidence):
            return {"reference": "", "note": "", "file": None}
        if Omission.NAMES in self._omitted and isinstance(value, MeetingMatter):
            return {"presenter": ""}
        if Omission.NAMES in self._omitted and isinstance(value, Initiative):
            return {"sponsor": self.replaced.get(value.sponsor.strip(), "")}
        return {}

    def _reasoning(self, value: object) -> dict[str, object]:
        """The fields in which somebody says why."""
        nothing = self._language.gettext("left out")
        match value:
            case Score() | Decision():
                return {"rationale": ""}
            case NotApplicable():
                return {"reason": nothing} if value.reason.strip() else {}
            case RiskClass():
                return {"reason": nothing}
            case Waiver():
                return {"reason": nothing, "condition": "", "revoked_why": ""}
            case Condition():
                return {"note": ""}
        return {}

    def _text(self, text: str) -> str:
        """A text with roles for names, and no amount."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda found: self.replaced[found[0]], text)
        if Omission.MONEY in self._omitted:
            text = AMOUNT.sub(self._language.gettext("[amount]"), text)
        return text


def _scores(review: Review) -> Iterator[Score]:
    """The answers of a review, of its panel's ballots, and what the panel settled on."""
    yield from review.scores.values()
    for ballot in _ballots(review):
        yield from ballot.scores
    yield from review.panel.settled if review.panel else ()


def _approvers(case: Case) -> Iterator[str]:
    """Who approved that a criterion does not apply, or may fail for a time, or ended that."""
    left_out = (score.not_applicable for score in _scores(case.review))
    yield from (each.approver for each in left_out if each is not None)
    for waiver in case.waivers:
        yield from (waiver.approver, waiver.revoked_by)


def _ballots(review: Review) -> tuple[Ballot, ...]:
    """The ballots of a review's panel."""
    return () if review.panel is None else review.panel.ballots


def _parts_of(name: str) -> Iterator[str]:
    """The parts of a person's name that may stand for all of it; a team has a word in lower case."""
    parts = name.replace(",", " ,").split()
    if 1 < len(parts) <= _MOST_PARTS and all(part[0].isupper() for part in parts):
        yield from (part for part in parts if len(part) >= _LEAST_NAME and not part.endswith("."))
