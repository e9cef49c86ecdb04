"""Short notes about a criterion, its score and its evidence, for rows and for the card in focus."""

from dataclasses import dataclass

from fivegates.domain.initiative.initiative import Evidence
from fivegates.domain.language import Language
from fivegates.domain.limits import TOP_LEVEL
from fivegates.domain.rubric.rubric import Criterion, Rubric
from fivegates.domain.verdict.evidence_rule import Proof, weigh
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import GateState, ProofState
from fivegates.domain.verdict.verdict import CriterionResult, Standing
from fivegates.domain.wording.evidence import criteria_titles
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.reasons import reason_headline
from fivegates.domain.wording.relative_days import held_text
from fivegates.domain.wording.waivers import waiver_clause
from fivegates.domain.wording.words import capitalised, change_phrase
from fivegates.ui.initiative.subject import Subject


def weighed(item: Evidence, criterion: str, subject: Subject) -> Proof | None:
    """The status of the item for one of its criteria on the review's date; None where it is not seen.

    A review sees what is dated on or before its own date, for the criteria of its rubric.
    """
    criteria = [c for c in subject.rubric.criteria if c.id == criterion]
    if not criteria or item.dated > subject.review.dated:
        return None
    return weigh(item, criteria[0], subject.record.changes, subject.review.dated)


def full_validity_text(item: Evidence, subject: Subject, language: Language) -> str:
    """The validity of an item; by criterion where it differs."""
    if not item.assigned:
        return language.gettext("proves nothing until a criterion is chosen")
    found: dict[str, list[str]] = {}
    for criterion in item.criteria:
        found.setdefault(effective_level_text(item, criterion, subject, language), []).append(criterion)
    if len(found) == 1:
        return next(iter(found))
    return "; ".join(
        language.gettext(
            "{standing} for {criteria}",
            standing=standing,
            criteria=language.listed(criteria_titles(criteria, subject.rubric, language)),
        )
        for standing, criteria in found.items()
    )


def effective_level_text(item: Evidence, criterion: str, subject: Subject, language: Language) -> str:
    """`good until 15 Oct 2026` for one of its criteria, and its status today where that differs."""
    proof = weighed(item, criterion, subject)
    if proof is None:
        return language.gettext("not seen by this review")
    if proof.state is ProofState.CURRENT:
        now = subject.current.case
        proof = weigh(item, subject.rubric.criterion(criterion), now.changes, now.review.dated)
    if proof.state is ProofState.VOIDED:
        return _voided_text(proof, language)
    lapse = language.short_date(proof.lapses_on) if proof.lapses_on else ""
    return held_text(lapse, language, ahead=proof.state is ProofState.CURRENT)


def _voided_text(proof: Proof, language: Language) -> str:
    if proof.change is None:
        return ""
    cause = change_phrase(proof.change.kind, language)
    day = language.short_date(proof.change.dated)
    return language.gettext("voided by {change} of {day}", change=cause, day=day)


CAPPED = frozenset({ReasonKind.UNPROVEN, ReasonKind.EXPIRED, ReasonKind.VOIDED})


@dataclass(frozen=True, slots=True)
class Note:
    """A few words, in the colour of a state or in the quiet one."""

    text: str = ""
    state: GateState | None = None


def meta_text(criterion: Criterion, rubric: Rubric, language: Language) -> str:
    """`required · pack: Agents · hidden risk: data drift`."""
    parts = [language.gettext("required")] if criterion.required else []
    packs = [language.shipped(head.name) for head in rubric.packs if head.id == criterion.pack]
    parts += [language.gettext("pack: {name}", name=name) for name in packs]
    if criterion.risk:
        parts.append(language.gettext("hidden risk: {risk}", risk=language.shipped(criterion.risk)))
    return " · ".join(parts)


def row_note(result: CriterionResult, subject: Subject, language: Language) -> Note:
    """The note in a criterion's row, besides the level."""
    if result.standing is Standing.NOT_APPLICABLE:
        return Note(language.gettext("not applicable"))
    if result.score.not_applicable is not None:
        return Note(language.gettext("needs an approver"), GateState.INCOMPLETE)
    reason = reason_for(result, subject)
    if reason is not None and (reason.lacks_evidence or reason.shortfall is not None):
        return Note(_lacking(result, language), GateState.CLOSED)
    if reason is not None and reason.kind is ReasonKind.AT_RISK:
        return Note(proof_text(reason.proof or result.proof, language), GateState.CONDITIONAL)
    if result.score.carried:
        return Note(language.gettext("carried over"))
    proofs = sum(1 for item in subject.record.evidence if _proves(item, result, subject))
    return Note(language.ngettext("{count} proof", "{count} proofs", proofs) if proofs else "")


def _lacking(result: CriterionResult, language: Language) -> str:
    """The state of a proof that does not count, or that it is insufficient."""
    if result.short_of_proof:
        return language.gettext("too little proof for its risk class")
    return proof_text(result.proof, language)


def criterion_note(result: CriterionResult, subject: Subject, language: Language) -> Note:
    """The note on the card in focus: why the criterion does not apply, or what its proof lacks."""
    if result.score.not_applicable is not None:
        return _not_applicable_note(result, language)
    reason = reason_for(result, subject)
    if reason is not None and reason.waiver is not None:
        return Note(capitalised(waiver_clause(reason.waiver, language)), GateState.CONDITIONAL)
    if reason is None or reason.kind not in CAPPED | {ReasonKind.AT_RISK}:
        return Note(_carried(result, language))
    state = GateState.CLOSED if reason.kind in CAPPED else GateState.CONDITIONAL
    return Note(reason_headline(reason, subject.rubric, language), state)


def counts_as(result: CriterionResult, language: Language) -> str:
    """`counts as 2`, where the claim is not what counts."""
    if result.effective is None or result.effective == result.claimed:
        return ""
    return language.gettext("counts as {level}", level=result.effective)


def answer_text(result: CriterionResult, subject: Subject, language: Language) -> str:
    """The answer in words, for a screen reader."""
    if result.standing is Standing.NOT_APPLICABLE:
        return language.gettext("not applicable")
    if result.claimed is None:
        return language.gettext("unanswered")
    name = language.shipped(subject.rubric.level_names[result.claimed])
    text = language.gettext("level {level} of {top}, {name}", level=result.claimed, top=TOP_LEVEL, name=name)
    return f"{text}, {language.gettext('carried over')}" if result.score.carried else text


def reason_for(result: CriterionResult, subject: Subject) -> Reason | None:
    """The verdict's reason about a criterion."""
    wanted = result.criterion.id
    return next((r for r in subject.shown.reasons if r.criterion == wanted), None)


def _carried(result: CriterionResult, language: Language) -> str:
    """A note that an answer was carried over from the previous review, and how to confirm it."""
    if not result.score.carried or result.claimed is None:
        return ""
    return language.gettext(
        "Carried over from the review before. Choose {level} again to confirm it.", level=result.claimed
    )


def _not_applicable_note(result: CriterionResult, language: Language) -> Note:
    left_out = result.score.not_applicable
    why = left_out.reason.strip() if left_out else ""
    approver = left_out.approver.strip() if left_out else ""
    if approver:
        text = language.gettext("Not applicable: {why} · approved by {approver}", why=why, approver=approver)
    else:
        text = language.gettext("Not applicable: {why}", why=why)
    if result.standing is Standing.NOT_APPLICABLE:
        return Note(text)
    lacking = language.gettext("{text} · nobody has approved it", text=text)
    return Note(lacking, GateState.INCOMPLETE)


def _proves(item: Evidence, result: CriterionResult, subject: Subject) -> bool:
    """True if an item is current evidence for the criterion."""
    if not item.backs(result.criterion.id):
        return False
    proof = weighed(item, result.criterion.id, subject)
    return proof is not None and proof.state is ProofState.CURRENT
