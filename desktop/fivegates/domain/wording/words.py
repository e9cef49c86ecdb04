"""Words for states and kinds; short lists, names, scores and units; the dash for unknown values."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor
from typing import Final

from fivegates.domain.initiative.initiative import ActionStatus, ChangeKind, EvidenceKind, Initiative, Stage
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import GateState, VerdictState

LONGEST_NAME: Final = 48
BEGINNING: Final = 20
"""Number of characters visible in the narrowest column of a list."""


def short_name(initiative: Initiative) -> str:
    """The name on one line, or the code where the name is too long for a sentence."""
    name = " ".join(initiative.name.split())
    return name if 0 < len(name) <= LONGEST_NAME else initiative.code


def distinct_names(
    initiatives: Sequence[Initiative], shortened: Callable[[str], str]
) -> Mapping[Initiative, str]:
    """Names shortened by `shortened`; where two would be equal, the code is put first."""
    short = {each: shortened(each.name) for each in initiatives}
    times = Counter(short.values())
    return {
        each: text if times[text] == 1 else shortened(f"{each.code} {each.name}")
        for each, text in short.items()
    }


def listed_names(initiatives: Iterable[Initiative]) -> Mapping[Initiative, str]:
    """Full names for a column that may cut them; where beginnings are equal, the code is put first."""
    listed = {*initiatives}
    begun = Counter(each.name[:BEGINNING] for each in listed)
    return {
        each: each.name if begun[each.name[:BEGINNING]] == 1 else f"{each.code} {each.name}"
        for each in listed
    }


UNKNOWN: Final = "–"
"""Placeholder for a missing figure, date or word."""


def verdict_word(state: VerdictState, language: Language, waived_until: date | None = None) -> str:
    """Name a verdict, with the last day of the waivers on which it rests where that is known."""
    return _until(_verdict(state, language), state, language, waived_until)


def verdict_within(state: VerdictState, language: Language, waived_until: date | None = None) -> str:
    """Name a verdict as `verdict_word` does, for the middle of a sentence: `ready with conditions`."""
    return _until(_verdict_within(state, language), state, language, waived_until)


def _until(word: str, state: VerdictState, language: Language, waived_until: date | None) -> str:
    """Name of a verdict with the last day of the waivers, where that is known."""
    if waived_until is None:
        return word
    day = language.long_date(waived_until)
    if state is VerdictState.WAIVED:
        return language.gettext("{verdict} until {day}", verdict=word, day=day)
    return language.gettext("{verdict}, under a waiver until {day}", verdict=word, day=day)


def _verdict(state: VerdictState, language: Language) -> str:
    return {
        VerdictState.READY: language.pgettext("verdict", "Ready"),
        VerdictState.WAIVED: language.pgettext("verdict", "Ready, under a waiver"),
        VerdictState.CONDITIONAL: language.pgettext("verdict", "Ready with conditions"),
        VerdictState.NOT_READY: language.pgettext("verdict", "Not ready"),
        VerdictState.INCOMPLETE: language.pgettext("verdict", "Incomplete"),
    }[state]


def _verdict_within(state: VerdictState, language: Language) -> str:
    return {
        VerdictState.READY: language.pgettext("verdict within a sentence", "ready"),
        VerdictState.WAIVED: language.pgettext("verdict within a sentence", "ready, under a waiver"),
        VerdictState.CONDITIONAL: language.pgettext("verdict within a sentence", "ready with conditions"),
        VerdictState.NOT_READY: language.pgettext("verdict within a sentence", "not ready"),
        VerdictState.INCOMPLETE: language.pgettext("verdict within a sentence", "incomplete"),
    }[state]


def gate_word(state: GateState, language: Language) -> str:
    """Name a gate's state."""
    return {
        GateState.OPEN: language.pgettext("gate", "Open"),
        GateState.WAIVED: language.pgettext("gate", "Under waiver"),
        GateState.CONDITIONAL: language.pgettext("gate", "Conditional"),
        GateState.CLOSED: language.pgettext("gate", "Closed"),
        GateState.INCOMPLETE: language.pgettext("gate", "Incomplete"),
    }[state]


def stage_word(stage: Stage, language: Language) -> str:
    """Name a stage."""
    return {
        Stage.IDEA: language.pgettext("stage", "Idea"),
        Stage.POC: language.pgettext("stage", "POC"),
        Stage.PILOT: language.pgettext("stage", "Pilot"),
        Stage.PRODUCTION: language.pgettext("stage", "Production"),
        Stage.RETIRED: language.pgettext("stage", "Retired"),
    }[stage]


def unassigned_word(language: Language) -> str:
    """Text in place of the criterion for evidence without one."""
    return language.pgettext("criterion", "Unassigned")


def evidence_kind_word(kind: EvidenceKind, language: Language) -> str:
    """Name a kind of evidence."""
    return {
        EvidenceKind.DOCUMENT: language.pgettext("evidence", "Document"),
        EvidenceKind.LINK: language.pgettext("evidence", "Link"),
        EvidenceKind.MEASUREMENT: language.pgettext("evidence", "Measurement"),
        EvidenceKind.TEST_RESULT: language.pgettext("evidence", "Test result"),
        EvidenceKind.SIGN_OFF: language.pgettext("evidence", "Sign-off"),
        EvidenceKind.INCIDENT: language.pgettext("evidence", "Incident record"),
    }[kind]


def change_kind_word(kind: ChangeKind, language: Language) -> str:
    """Name the kind of a change."""
    return {
        ChangeKind.MODEL: language.pgettext("change", "Model"),
        ChangeKind.PROMPT: language.pgettext("change", "Prompt"),
        ChangeKind.PROVIDER: language.pgettext("change", "Provider"),
        ChangeKind.DATA: language.pgettext("change", "Data"),
        ChangeKind.TERMS: language.pgettext("change", "Terms"),
    }[kind]


def change_phrase(kind: ChangeKind, language: Language) -> str:
    """Name a change inside a sentence: "the model change"."""
    return {
        ChangeKind.MODEL: language.pgettext("voided by", "the model change"),
        ChangeKind.PROMPT: language.pgettext("voided by", "the prompt change"),
        ChangeKind.PROVIDER: language.pgettext("voided by", "the change of provider"),
        ChangeKind.DATA: language.pgettext("voided by", "the change of data"),
        ChangeKind.TERMS: language.pgettext("voided by", "the change of terms"),
    }[kind]


def action_status_word(status: ActionStatus, language: Language) -> str:
    """Name an action's status."""
    return {
        ActionStatus.OPEN: language.pgettext("action", "Open"),
        ActionStatus.DONE: language.pgettext("action", "Done"),
        ActionStatus.DROPPED: language.pgettext("action", "Dropped"),
    }[status]


def score_text(score: Fraction | None, language: Language) -> str:
    """A gate score or readiness for display; a dash where there is none, never zero."""
    return UNKNOWN if score is None else language.percent(whole_score(score))


def whole_score(score: Fraction) -> int:
    """A score in whole percent, rounded down, for display only: verdicts compare the exact score."""
    return floor(score)


ENDS = (".", "!", "?", "…")


def capitalised(text: str) -> str:
    """The text with its first letter in upper case; the rest is unchanged."""
    return text[:1].upper() + text[1:]


def sentence(clause: str) -> str:
    """The clause with a capital and a full stop, unless it already ends a sentence."""
    return capitalised(clause) if clause.endswith(ENDS) else f"{capitalised(clause)}."


MOST_TOPICS: Final = 3


def listed_topics(topics: Sequence[str], language: Language) -> str:
    """The first topics, and the number of the others."""
    more = len(topics) - MOST_TOPICS
    shown = list(topics[:MOST_TOPICS])
    if more > 0:
        shown.append(language.ngettext("{count} more", "{count} more", more))
    return language.listed(shown)


LONGEST_UNIT: Final = 24


def in_units(title: str, unit: str, language: Language) -> str:
    """A title with the unit of the values below it: `Volume, claims`."""
    word = unit.strip()
    if not 0 < len(word) <= LONGEST_UNIT:
        return title
    return language.gettext("{title}, {unit}", title=title, unit=word)


def units_title(unit: str, language: Language) -> str:
    """Title of a column of units: `Claims`, or `Units` where they have no short word."""
    word = unit.strip()
    return capitalised(word) if 0 < len(word) <= LONGEST_UNIT else language.gettext("Units")
