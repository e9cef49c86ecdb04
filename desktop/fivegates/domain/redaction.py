"""Redaction of briefs for others: values are removed, or replaced by roles."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from fivegates.domain.brief import NOTHING_LEFT_OUT, ComparisonBrief, InitiativeBrief, LeftOut, Omission
from fivegates.domain.comparison.comparison import compare
from fivegates.domain.initiative.decisions import Condition, Decision
from fivegates.domain.initiative.initiative import Evidence, Initiative
from fivegates.domain.initiative.waivers import Waiver, same_person
from fivegates.domain.language import Language
from fivegates.domain.portfolio.meeting import MeetingDetails
from fivegates.domain.portfolio.pack import PackFront
from fivegates.domain.review.review import Ballot, Case, NotApplicable, Review, Score, Seal
from fivegates.domain.risk import RiskClass
from fivegates.domain.rubric.rubric import Rubric

# Signs of currencies and their codes by ISO 4217, but for those that are words in capitals: ALL and TOP.
_CODES: Final = (
    "AED AFN AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF "
    "CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP "
    "PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT "
    "TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"
).replace(" ", "|")
_SIGN: Final = rf"(?:[$¢£¤¥\u20a0-\u20c0]|\b(?:{_CODES})\b)"
_CALLED: Final = r"(?i:euros?|cents?|dollars?|pounds?|francs?|franken|pfund|yen)\b"
_SCALE: Final = r"(?:k|m|bn|(?i:thousand|[mb]illion|tausend|million(?:en)?|milliarden?)|Mio\.?|Mrd\.?|Tsd\.?)"
_FIGURE: Final = rf"\d[\d.,'’\u00a0\u202f]*(?:\s?{_SCALE}(?!\w))?"
# One figure, or from one to another.
_FIGURES: Final = rf"{_FIGURE}(?:(?:[-–—]|\s(?:to|bis)\s){_FIGURE})?"
_ENGLISH: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety half quarters? "
    "dozens? hundreds? thousands? millions? billions?"
).replace(" ", "|")
# Number words that are written as one, such as “zweihundertfünfzigtausend”, and those that are not. Repeats
# are bounded, so that no text takes long.
_GERMAN: Final = (
    "(?!(?:und|halb|eine)\\b)"
    "(?:ein|zwei|zwo|drei|vier|fünf|sechs?|sieben|sieb|acht|neun|zehn|elf|zwölf|zwanzig|"
    "drei(?:ß|ss)ig|zig|hundert|tausend|und|halb){1,12}+e?|halbe[nr]?|viertel|anderthalb|dutzende?|"
    "million(?:en)?|milliarden?"
)
_NUMBER: Final = rf"(?:(?:{_ENGLISH}|{_GERMAN})\b)"
_BETWEEN: Final = r"(?:(?:and|und|an?|of|eine[rn]?)[\s-]+){0,2}"
_WORDS: Final = rf"(?i:\b{_NUMBER}(?:[\s-]+{_BETWEEN}{_NUMBER}){{0,8}})(?:\s{_SCALE}(?!\w))?"
AMOUNT: Final = re.compile(
    rf"[−-]?{_SIGN}\s?[−-]?{_FIGURES}|{_FIGURES}[\s-]?{_SIGN}|{_FIGURES}[\s-]?{_CALLED}"
    rf"|{_SIGN}\s?{_WORDS}|{_WORDS}[\s-](?:(?i:of)\s)?(?:{_SIGN}|{_CALLED})"
)
"""A figure or number words beside the sign, the code or the name of a currency."""


# What names things for the program, and is no text of anybody's.
_KEYS: Final = frozenset({"id", "criterion", "gate", "rubric_id", "rubric_version", "code", "currency"})
_ARTICLES: Final = frozenset({"the", "a", "an", "der", "die", "das"})
# The last syllables of words for a body, such as “Lenkungsausschuss Vertrieb”: its parts name nobody.
_BODY: Final = re.compile(
    r"(?:ausschuss|beirat|aufsichtsrat|vorstand|gremium|komitee|kommission|abteilung|board|committee|council)s?\Z",
    re.IGNORECASE,
)
_LEAST_NAME: Final = 3
_MOST_PARTS: Final = 4


class AmountsWithheld(Language):
    """A language in which no amount of money is stated."""

    @property
    def states_money(self) -> bool:
        """False: amounts are withheld."""
        return False

    def money(self, amount: object, currency: str, digits: int | None = None) -> str:  # noqa: ARG002
        """The placeholder for an amount."""
        return self.gettext("[amount]")


def for_reader(
    brief: InitiativeBrief, language: Language
) -> tuple[tuple[str, ...], InitiativeBrief, Language]:
    """Texts that the finished file must not contain, the redacted brief, and the language to word it in."""
    language = withheld(language, brief.omitted)
    return secrets_of(brief, language), redacted(brief, language), language


def redacted(brief: InitiativeBrief, language: Language) -> InitiativeBrief:
    """The brief without the parts that its `omitted` names, in all its data but the fingerprint.

    Charts and tables of money are left out where they are composed.
    """
    if not brief.omitted:
        return brief
    redactor = _Redactor(brief.omitted, _roles_of(brief, language), language)
    found: InitiativeBrief = redactor.fields(brief, skipped={"original", "extent", "others", "roles"})
    return replace(found, original=brief.assessment.case)


def comparison_redacted(brief: ComparisonBrief, language: Language) -> ComparisonBrief:
    """The redacted comparison; charts and tables of money are left out where they are composed."""
    omitted, of = brief.left_out.omitted, brief.comparison
    if not omitted:
        return brief
    redactor = _Redactor(omitted, dict(brief.left_out.roles), language)
    found: ComparisonBrief = redactor.fields(brief, skipped={"comparison", "left_out", "letterhead"})
    sides = [redactor.fields(side) for side in of.sides]
    return replace(found, comparison=compare(sides, of.day_rate, of.day))


def front_redacted(front: PackFront, language: Language) -> PackFront:
    """The redacted front of a pack; its briefs are redacted where they are set."""
    if not front.withheld.omitted:
        return front
    redactor = _Redactor(front.withheld.omitted, dict(front.withheld.roles), language)
    found: PackFront = redactor.fields(front, skipped={"extent", "withheld", "letterhead", "capacity"})
    return found


def withheld(language: Language, omitted: Collection[Omission]) -> Language:
    """The language of a paper with these omissions."""
    if Omission.MONEY not in omitted:
        return language
    return AmountsWithheld(language.code, language.translations, language.shipped_texts)


def left_out_of(
    briefs: Iterable[InitiativeBrief], omitted: Collection[Omission], language: Language
) -> LeftOut:
    """The redaction of a paper on several initiatives, from the briefs on them; each is read once."""
    if not omitted:
        return NOTHING_LEFT_OUT
    roles, secrets, own = _Roles(language), set[str](), set[str]()
    for brief in briefs:
        given = replace(brief, omitted=frozenset(omitted))
        roles.add(given)
        secrets |= {*_texts_left_out(given)}
        own |= _own_words(given, language)
    names = {name for name in roles.found if name not in own}
    return LeftOut(frozenset(omitted), tuple(roles.found.items()), _longest_first({*secrets, *names}))


def secrets_of(brief: InitiativeBrief, language: Language) -> tuple[str, ...]:
    """Texts that the finished file of a brief, not yet redacted, must not contain; longest first."""
    own = _own_words(brief, language)
    names = {name for name in _roles_of(brief, language) if name not in own}
    return _longest_first({*names, *_texts_left_out(brief)})


def _own_words(brief: InitiativeBrief, language: Language) -> set[str]:
    """Words of gates and criteria, which a paper contains even if an owner is called “Operations” as well."""
    rubric = brief.assessment.case.rubric
    texts = (*(gate.name for gate in rubric.gates), *(criterion.title for criterion in rubric.criteria))
    return {word for text in texts for word in re.findall(r"\w+", language.shipped(text))}


def _longest_first(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts that are not blank, the longest first."""
    return tuple(sorted((text for text in texts if text.strip()), key=lambda text: (-len(text), text)))


def _roles_of(brief: InitiativeBrief, language: Language) -> dict[str, str]:
    """Roles by name in a brief: as set by the pack, or by itself."""
    if brief.roles:
        return dict(brief.roles)
    roles = _Roles(language)
    roles.add(brief)
    return roles.found


def _texts_left_out(brief: InitiativeBrief) -> Iterator[str]:
    """Texts that are removed without replacement."""
    if Omission.RATIONALE in brief.omitted:
        yield from (text for text in _of_kind(brief, Score, "rationale") if " " in text)
    if Omission.REFERENCES in brief.omitted:
        yield from _references(brief)


def _references(brief: InitiativeBrief) -> Iterator[str]:
    """References of evidence; a single word, such as “Minutes”, is no reference by itself."""
    return (text for text in _of_kind(brief, Evidence, "reference") if re.search(r"\d|\s|\W\w", text))


def _of_kind(brief: InitiativeBrief, kind: type, field: str) -> Iterator[str]:
    """A text field of all values of one kind in the case of a brief."""
    case = brief.assessment.case
    values: Iterator[object] = iter((*case.evidence, *_scores(case.review)))
    return (str(getattr(value, field)).strip() for value in values if isinstance(value, kind))


class _Roles:
    """Roles for names, wherever they are written; `found` grows with each brief that is added."""

    def __init__(self, language: Language) -> None:
        self._language, self._roles = language, _role_words(language)
        self.found: dict[str, str] = {}
        self._numbers = count(1)

    def add(self, brief: InitiativeBrief) -> None:
        """Add the names of one brief; a known name keeps its role."""
        if Omission.OTHERS in brief.omitted:
            other = self._language.gettext("another initiative")
            self.found |= {name: other for name in brief.others if name.strip()}
        if Omission.NAMES in brief.omitted:
            for name, role in self._people(brief):
                for each in self._names(name):
                    for spelt in _spellings(each):
                        self.found.setdefault(spelt, role)
        if Omission.REFERENCES in brief.omitted:
            reference = self._language.gettext("[reference]")
            for each in _references(brief):
                self.found.setdefault(each, reference)

    def _names(self, name: str) -> Iterator[str]:
        """A name and its parts, without words that papers use for anybody."""
        return (each for each in (name, *_parts_of(name)) if each.casefold() not in self._roles)

    def _people(self, brief: InitiativeBrief) -> Iterator[tuple[str, str]]:
        """People named in a field for people, with a role."""
        for text, role in _named(brief, self._language):
            name, _, own = text.strip().partition(",")
            if name and name not in self.found:
                yield name, own.strip() or role or self._numbered()
            if name and own.strip():
                yield text.strip(), own.strip()

    def _numbered(self) -> str:
        """The next numbered role, for a person without one."""
        return self._language.gettext("owner {number}", number=next(self._numbers))


def _role_words(language: Language) -> frozenset[str]:
    """Role words in papers, in lower case; “Board” is nobody’s name."""
    gettext = language.gettext
    roles = gettext("the sponsor"), gettext("the presenter"), gettext("the reviewer"), gettext("the board")
    folded = [role.casefold() for role in roles]
    return frozenset([*folded, *(word for role in folded for word in role.split())])


def _named(brief: InitiativeBrief, language: Language) -> Iterator[tuple[str, str]]:
    """The fields for people of a brief, with their roles; none for owners."""
    gettext, case = language.gettext, brief.assessment.case
    yield brief.record.initiative.sponsor, gettext("the sponsor")
    yield brief.record.meeting.presenter, gettext("the presenter")
    reviews = (case.review, *(each.review for each in brief.earlier))
    yield from ((review.reviewer, gettext("the reviewer")) for review in reviews)
    yield from ((review.seal.by, gettext("the reviewer")) for review in reviews if review.seal)
    yield from ((each.by, gettext("the board")) for each in brief.record.decisions)
    yield from ((each.by, gettext("a forecaster")) for each in brief.record.forecasts)
    yield from ((each, gettext("an approver")) for each in _approvers(case))
    yield from ((each.requester, gettext("a requester")) for each in case.waivers)
    yield from ((each.by, gettext("the assessor")) for each in (case.risk,) if each)
    yield from ((each.name, each.role or gettext("a panel member")) for each in _ballots(case.review))
    yield from ((action.owner, "") for action in case.actions)
    yield from ((action.owner, "") for action in brief.current.case.actions)
    conditions = (each for decision in brief.record.decisions for each in decision.conditions)
    yield from ((condition.owner, "") for condition in conditions)


class _Redactor:
    """Walks values, and removes or replaces texts."""

    def __init__(
        self, omitted: Collection[Omission], replaced: Mapping[str, str], language: Language
    ) -> None:
        self._omitted, self._replaced, self._language = omitted, replaced, language
        texts = "|".join(map(re.escape, sorted(replaced, key=len, reverse=True)))
        self._pattern = re.compile(rf"(?<!\w)({texts})(s?)(?!\w)") if texts else None

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - values of any kind
        """The redacted value."""
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
                result = self.fields(value) if walked else value
        return result

    def _waiver(self, waiver: Waiver) -> Waiver:
        """A waiver whose requester and approver stay two people, whatever their roles."""
        found: Waiver = self.fields(waiver)
        if not same_person(found.requester, found.approver) or same_person(waiver.requester, waiver.approver):
            return found
        return replace(found, approver=self._language.gettext("{role} (another person)", role=found.approver))

    def fields(self, value: Any, skipped: set[str] | frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
        """A dataclass, field by field."""
        changed = {
            field.name: self._value(getattr(value, field.name))
            for field in fields(value)
            if field.init and field.name not in _KEYS and field.name not in skipped
        }
        return replace(value, **changed | self._left_out(value))

    def _left_out(self, value: object) -> dict[str, object]:
        """Fields that are emptied as a whole."""
        if Omission.RATIONALE in self._omitted and (emptied := self._reasoning(value)):
            return emptied
        if Omission.REFERENCES in self._omitted and isinstance(value, Evidence):
            return {"reference": "", "note": "", "file": None}
        if Omission.NAMES in self._omitted and isinstance(value, MeetingDetails):
            return {"presenter": ""}
        if Omission.NAMES in self._omitted and isinstance(value, Initiative):
            return {"sponsor": self._replaced.get(value.sponsor.strip(), "")}
        return {}

    def _reasoning(self, value: object) -> dict[str, object]:
        """Fields with people's reasons."""
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
            text = self._pattern.sub(self._role, text)
        if Omission.MONEY in self._omitted:
            text = AMOUNT.sub(self._language.gettext("[amount]"), text)
        return text

    def _role(self, found: re.Match[str]) -> str:
        """The role in place of a name, which may be a genitive without an apostrophe."""
        return self._replaced[found[1]] + ("’s" if found[2] else "")


def _scores(review: Review) -> Iterator[Score]:
    """Scores of a review, of its panel's ballots, and those that the panel settled."""
    yield from review.scores.values()
    for ballot in _ballots(review):
        yield from ballot.scores
    yield from review.panel.settled if review.panel else ()


def _approvers(case: Case) -> Iterator[str]:
    """People who approved that a criterion does not apply, or approved or revoked a waiver."""
    left_out = (score.not_applicable for score in _scores(case.review))
    yield from (each.approver for each in left_out if each is not None)
    for waiver in case.waivers:
        yield from (waiver.approver, waiver.revoked_by)


def _ballots(review: Review) -> tuple[Ballot, ...]:
    """The ballots of a review's panel."""
    return () if review.panel is None else review.panel.ballots


def _parts_of(name: str) -> Iterator[str]:
    """Parts of a person's name that may be used for all of it; not those of a team or another body."""
    parts = name.replace(",", " ,").split()
    if any(_BODY.search(part) for part in parts):
        return
    if 1 < len(parts) <= _MOST_PARTS and all(part[0].isupper() for part in parts):
        yield from (part for part in parts if len(part) >= _LEAST_NAME and not part.endswith("."))


def _spellings(name: str) -> Iterator[str]:
    """Spellings of a name, also in capitals and in an address, but for “The board”."""
    yield from (name, name.upper())
    parts = name.split()
    if len(parts) > 1 and parts[0].lower() not in _ARTICLES and all(part[0].isupper() for part in parts[1:]):
        yield from (name.lower(), ".".join(name.lower().split()))
