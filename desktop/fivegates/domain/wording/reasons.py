"""Text of reasons: a headline with the problem, and a detail with its figures."""

from datetime import date

from fivegates.domain.language import Language
from fivegates.domain.limits import TOP_LEVEL
from fivegates.domain.review.review import NotApplicable
from fivegates.domain.rubric.rubric import Criterion, LedgerCheck, Rubric
from fivegates.domain.verdict.evidence_rule import Proof
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import ProofState
from fivegates.domain.wording.contradictions import contradiction_clause, contradiction_text
from fivegates.domain.wording.evidence_calendar import proof_sentence
from fivegates.domain.wording.risk_class import shortfall_clause, shortfall_text
from fivegates.domain.wording.waivers import waiver_clause
from fivegates.domain.wording.words import capitalised, change_phrase, score_text, sentence


def kind_word(kind: ReasonKind, language: Language) -> str:
    """Name the kind of a reason."""
    return {
        ReasonKind.MISSING: language.pgettext("reason", "Unanswered"),
        ReasonKind.FAILING: language.pgettext("reason", "Failing"),
        ReasonKind.UNPROVEN: language.pgettext("reason", "Unproven"),
        ReasonKind.EXPIRED: language.pgettext("reason", "Lapsed"),
        ReasonKind.VOIDED: language.pgettext("reason", "Voided"),
        ReasonKind.CONTRADICTED: language.pgettext("reason", "Contradicted"),
        ReasonKind.AT_RISK: language.pgettext("reason", "At risk"),
        ReasonKind.STRONG: language.pgettext("reason", "Strong"),
        ReasonKind.NOT_APPLICABLE: language.pgettext("reason", "Not applicable"),
    }[kind]


def reason_headline(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Headline without full stop: "Nobody answers for its results"."""
    return capitalised(reason_clause(reason, rubric, language))


def reason_text(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Headline and detail as running text."""
    return f"{reason_headline(reason, rubric, language)}. {reason_detail(reason, rubric, language)}"


def reason_clause(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Clause for use inside a sentence: "the proof of the guardrails has lapsed"."""
    if reason.criterion is None:
        return _gate_clause(reason, rubric, language)
    criterion = rubric.criterion(reason.criterion)
    match reason.kind:
        case ReasonKind.MISSING:
            return _missing_clause(reason, criterion, language)
        case ReasonKind.FAILING | ReasonKind.CONTRADICTED:
            return _failing_clause(reason, criterion, language)
        case ReasonKind.STRONG:
            return language.shipped(criterion.title)
        case ReasonKind.NOT_APPLICABLE:
            return language.gettext("not applicable: {topic}", topic=language.shipped(criterion.topic))
        case ReasonKind.UNPROVEN | ReasonKind.EXPIRED | ReasonKind.VOIDED | ReasonKind.AT_RISK:
            return _proof_clause(reason, criterion, language)


def _gate_clause(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Reason why a gate is not open although no criterion fails."""
    gate = language.shipped(rubric.gate(reason.gate).name)
    if reason.score is None:
        return language.gettext("{gate} has no criterion that applies", gate=gate)
    return language.gettext("{gate} scores too low to open", gate=gate)


def _missing_clause(reason: Reason, criterion: Criterion, language: Language) -> str:
    topic = language.shipped(criterion.topic)
    if reason.not_applicable is None:
        return language.gettext("there is no answer yet on {topic}", topic=topic)
    if not reason.not_applicable.reason.strip():
        return language.gettext("no reason is given for leaving out {topic}", topic=topic)
    return language.gettext("nobody approved leaving out {topic}", topic=topic)


def _failing_clause(reason: Reason, criterion: Criterion, language: Language) -> str:
    """Contradiction by the ledger or a loss per unit; else the rubric's text for the level, or the level."""
    against = reason.contradiction
    money_fails = against and not against.unknown and against.check is LedgerCheck.RETURN
    if against and (money_fails or reason.kind is ReasonKind.CONTRADICTED):
        return contradiction_clause(against, language)
    level = reason.effective or 0
    gap = language.shipped(criterion.levels[level].gap)
    if gap:
        return gap
    return language.gettext(
        "{topic} is at level {level} of {top}",
        topic=language.shipped(criterion.topic),
        level=level,
        top=TOP_LEVEL,
    )


def _proof_clause(reason: Reason, criterion: Criterion, language: Language) -> str:
    """Problem with the proof now or soon, or a contradiction by the ledger."""
    if reason.contradiction is not None:
        return contradiction_clause(reason.contradiction, language)
    proof, topic = reason.proof or Proof(ProofState.MISSING), language.shipped(criterion.topic)
    if reason.shortfall is not None:
        return shortfall_clause(reason.shortfall, topic, language)
    if proof.state is ProofState.VOIDED and proof.change:
        cause = change_phrase(proof.change.kind, language)
        return language.gettext("the proof of {topic} was voided by {change}", topic=topic, change=cause)
    if reason.kind is ReasonKind.AT_RISK and proof.lapses_on:
        return _lapse_clause(proof, proof.lapses_on, topic, language)
    if reason.kind is ReasonKind.EXPIRED:
        return language.gettext("the proof of {topic} has lapsed", topic=topic)
    return language.gettext("there is no proof of {topic}", topic=topic)


def _lapse_clause(proof: Proof, last_day: date, topic: str, language: Language) -> str:
    """Date on which a needed proof is voided or expires, or expired by the day of the brief."""
    if proof.ending is not None:
        return language.gettext(
            "the proof of {topic} will be voided on {day} by {change}",
            topic=topic,
            day=language.long_date(proof.ending.dated),
            change=change_phrase(proof.ending.kind, language),
        )
    day = language.long_date(last_day)
    if proof.state is ProofState.CURRENT:
        return language.gettext("the proof of {topic} lapses after {day}", topic=topic, day=day)
    return language.gettext("the proof of {topic} lapsed after {day}", topic=topic, day=day)


def reason_detail(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Gate and figures behind the headline, as sentences."""
    parts = (*_details(reason, rubric, language), _waived(reason, language))
    text = " ".join(sentence(part) for part in parts if part)
    gate = language.shipped(rubric.gate(reason.gate).name)
    return f"{gate} · {text}"


def _details(reason: Reason, rubric: Rubric, language: Language) -> list[str]:
    """Sentences of the detail, without full stops."""
    match reason.kind:
        case ReasonKind.MISSING:
            return [_missing_detail(reason, language)]
        case ReasonKind.NOT_APPLICABLE:
            return _not_applicable_detail(reason, language)
        case ReasonKind.FAILING:
            return [_failing_detail(reason, rubric, language), _ledger(reason, language)]
        case ReasonKind.AT_RISK | ReasonKind.STRONG:
            return [_level(reason, rubric, language), _proof(reason, language)]
        case ReasonKind.UNPROVEN | ReasonKind.EXPIRED | ReasonKind.VOIDED:
            main = _ledger(reason, language) or _proof(reason, language)
            return [main, _short(reason, language), _capped(reason, rubric, language)]
        case ReasonKind.CONTRADICTED:
            return [_ledger(reason, language), _capped(reason, rubric, language)]


def _waived(reason: Reason, language: Language) -> str:
    """The waiver in force for the failing criterion, if any: last day and approver."""
    return waiver_clause(reason.waiver, language) if reason.waiver and reason.criterion else ""


def _proof(reason: Reason, language: Language) -> str:
    return proof_sentence(reason.proof, language) if reason.proof else ""


def _ledger(reason: Reason, language: Language) -> str:
    return contradiction_text(reason.contradiction, language) if reason.contradiction else ""


def _short(reason: Reason, language: Language) -> str:
    """Evidence missing for the risk class, if that lowers the level."""
    return shortfall_text(reason.shortfall, language) if reason.shortfall else ""


def _level(reason: Reason, rubric: Rubric, language: Language) -> str:
    """The effective level, by number and name."""
    level = reason.effective or 0
    name = language.shipped(rubric.level_names[level].lower())
    return language.gettext("level {level} of {top}, {name}", level=level, top=TOP_LEVEL, name=name)


def _failing_detail(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Effective level against the passing level, or the gate's score against its threshold."""
    if reason.score is not None:
        figures = {
            "score": score_text(reason.score, language),
            "needed": language.percent(rubric.thresholds.open_score),
        }
        if reason.waiver is None:
            return language.gettext(
                "every criterion passes, which gives {score}; it takes {needed} to open", **figures
            )
        return language.gettext(
            "every criterion passes or has a waiver, which raises no score; it is {score}, and it takes "
            "{needed} to open",
            **figures,
        )
    return f"{_level(reason, rubric, language)}; {_to_pass(reason, rubric, language)}"


def _capped(reason: Reason, rubric: Rubric, language: Language) -> str:
    """Effective level of an unsupported claim, against the passing level."""
    counts = language.gettext(
        "the claimed level {claimed} counts as {effective}",
        claimed=reason.claimed,
        effective=reason.effective,
    )
    return f"{counts}; {_to_pass(reason, rubric, language)}"


def _to_pass(reason: Reason, rubric: Rubric, language: Language) -> str:
    """The passing level, and why it is higher for the risk class or without one."""
    if reason.needed <= rubric.thresholds.pass_level:
        return language.gettext("it takes {needed} to pass", needed=reason.needed)
    if reason.unclassified:
        return language.gettext(
            "while its risk class is not known, it takes {needed} to pass", needed=reason.needed
        )
    return language.gettext("its risk class asks for {needed} to pass", needed=reason.needed)


def _missing_detail(reason: Reason, language: Language) -> str:
    """Part that is missing from an answer."""
    if reason.criterion is None:
        return language.gettext("all its criteria are marked not applicable, so nothing can open it")
    if reason.not_applicable is None:
        return language.gettext("no level has been chosen")
    if not reason.not_applicable.reason.strip():
        return language.gettext("marked not applicable without a reason, so it counts as unanswered")
    return language.gettext(
        "it is required: marked not applicable without an approver, it counts as unanswered"
    )


def _not_applicable_detail(reason: Reason, language: Language) -> list[str]:
    """Reason for which a criterion is not applicable, and the approver."""
    left_out = reason.not_applicable or NotApplicable("")
    why, approver = left_out.reason.strip(), left_out.approver.strip()
    if not approver:
        return [why]
    return [why, language.gettext("approved by {approver}", approver=approver)]
