"""What is said of the proof behind one criterion."""

from fivegates.domain.language import Language
from fivegates.domain.verdict.evidence_rule import Proof, ProofState
from fivegates.domain.wording.words import change_phrase


def proof_text(proof: Proof, language: Language) -> str:
    """Say whether there is proof and how long it holds: "proof good until 15 Oct 2026"."""
    match proof.state:
        case ProofState.CURRENT:
            return language.gettext("proof good until {day}", day=_lapse(proof, language))
        case ProofState.EXPIRED:
            return language.gettext("proof expired on {day}", day=_lapse(proof, language))
        case ProofState.VOIDED:
            return language.gettext("proof voided on {day}", day=_voided_on(proof, language))
        case ProofState.MISSING:
            return language.gettext("no proof")


def proof_sentence(proof: Proof, language: Language) -> str:
    """Name the evidence and what became of it; empty where there is none."""
    item = proof.evidence
    if item is None:
        return ""
    values = {"title": item.title, "day": language.long_date(item.dated)}
    if proof.change is not None:
        return language.gettext(
            "“{title}” of {day} was voided by {change} of {changed}",
            **values,
            change=change_phrase(proof.change.kind, language),
            changed=language.long_date(proof.change.dated),
        )
    lapse = language.long_date(proof.lapses_on or item.dated)
    if proof.state is ProofState.EXPIRED:
        return language.gettext("“{title}” of {day} was good until {lapse}", **values, lapse=lapse)
    if proof.ending is not None:
        return language.gettext(
            "“{title}” of {day} is good until {lapse}, then voided by {change}",
            **values,
            lapse=lapse,
            change=change_phrase(proof.ending.kind, language),
        )
    return language.gettext("“{title}” of {day} is good until {lapse}", **values, lapse=lapse)


def _lapse(proof: Proof, language: Language) -> str:
    """The last day on which the proof holds."""
    return language.short_date(proof.lapses_on) if proof.lapses_on else ""


def _voided_on(proof: Proof, language: Language) -> str:
    """The day of the change that voided the proof."""
    return language.short_date(proof.change.dated) if proof.change else ""
