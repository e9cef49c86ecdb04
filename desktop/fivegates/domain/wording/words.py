"""The one word for each state and kind, and the dash for what is not known."""

from typing import Final

from fivegates.domain.initiative.initiative import ActionStatus, ChangeKind, EvidenceKind, Stage
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import GateState, VerdictState

UNKNOWN: Final = "–"
"""Stands where there is no figure, no date, no word."""


def verdict_word(state: VerdictState, language: Language) -> str:
    """Name a verdict."""
    return {
        VerdictState.READY: language.pgettext("verdict", "Ready"),
        VerdictState.CONDITIONAL: language.pgettext("verdict", "Ready with conditions"),
        VerdictState.NOT_READY: language.pgettext("verdict", "Not ready"),
        VerdictState.INCOMPLETE: language.pgettext("verdict", "Incomplete"),
    }[state]


def gate_word(state: GateState, language: Language) -> str:
    """Name a gate's state."""
    return {
        GateState.OPEN: language.pgettext("gate", "Open"),
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
    """Name what changed."""
    return {
        ChangeKind.MODEL: language.pgettext("change", "Model"),
        ChangeKind.PROMPT: language.pgettext("change", "Prompt"),
        ChangeKind.PROVIDER: language.pgettext("change", "Provider"),
        ChangeKind.DATA: language.pgettext("change", "Data"),
        ChangeKind.TERMS: language.pgettext("change", "Terms"),
    }[kind]


def change_phrase(kind: ChangeKind, language: Language) -> str:
    """Name the change inside a sentence: "the model change"."""
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
