"""Sentences for a verdict: headline, sentence and summary."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.evidence_rule import Proof, last_day_of
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing, Verdict
from fivegates.domain.wording.contradictions import unchecked_text
from fivegates.domain.wording.reasons import reason_clause
from fivegates.domain.wording.words import change_phrase, gate_word, listed_topics, score_text, sentence

if TYPE_CHECKING:
    from fivegates.domain.verdict.assessment import Assessment

MOST_CLAUSES: Final = 3


def reason_clauses(reasons: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """The first causes as one list, and the number of further reasons; lists are not nested."""
    groups = _by_cause(reasons)
    clause_of = _clause if len(groups) == 1 else _counted
    clauses = [clause_of(group, rubric, language) for group in groups[:MOST_CLAUSES]]
    more = sum(len(group) for group in groups[MOST_CLAUSES:])
    if more:
        clauses.append(language.ngettext("{count} more reason", "{count} more reasons", more))
    return language.listed(clauses)


def _by_cause(reasons: Sequence[Reason]) -> list[list[Reason]]:
    """Reasons grouped by cause: voided by one change, expired, or never proven."""
    groups: dict[object, list[Reason]] = {}
    for reason in reasons:
        groups.setdefault(_cause(reason), []).append(reason)
    return list(groups.values())


def _cause(reason: Reason) -> object:
    """Key that reasons with the same cause share; a reason without a shared cause is its own key."""
    match reason.kind:
        case ReasonKind.VOIDED:
            return reason.proof.change if reason.proof else reason.kind
        case ReasonKind.EXPIRED | ReasonKind.UNPROVEN if reason.lacks_evidence:
            return reason.kind
        case _:
            return reason


def _clause(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """One cause as a clause with all its topics."""
    first = group[0]
    if len(group) == 1:
        return reason_clause(first, rubric, language)
    topics = _topics(group, rubric, language)
    change = first.proof.change if first.proof else None
    if change is not None:
        cause = change_phrase(change.kind, language)
        return language.gettext("the proofs of {topics} were voided by {change}", topics=topics, change=cause)
    if first.kind is ReasonKind.EXPIRED:
        return language.gettext("the proofs of {topics} have lapsed", topics=topics)
    return language.gettext("there is no proof of {topics}", topics=topics)


def _counted(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """One of several causes as a clause with its number of topics."""
    first, count = group[0], len(group)
    if count == 1:
        return reason_clause(first, rubric, language)
    change = first.proof.change if first.proof else None
    if change is not None:
        cause = change_phrase(change.kind, language)
        return language.ngettext(
            "{count} proof was voided by {change}",
            "{count} proofs were voided by {change}",
            count,
            change=cause,
        )
    if first.kind is ReasonKind.EXPIRED:
        return language.ngettext("{count} proof has lapsed", "{count} proofs have lapsed", count)
    return language.ngettext("{count} claim has no proof", "{count} claims have no proof", count)


def _topics(group: Sequence[Reason], rubric: Rubric, language: Language) -> str:
    """Topics of the group as one list."""
    topics = [
        language.shipped(rubric.criterion(reason.criterion).topic) for reason in group if reason.criterion
    ]
    return listed_topics(topics, language)


def verdict_headline(state: VerdictState, language: Language, waived_until: date | None = None) -> str:
    """Verdict as a headline, with the last day of the waivers on which it rests."""
    headline = _headline(state, language)
    if waived_until is None:
        return headline
    day = language.long_date(waived_until)
    if state is VerdictState.WAIVED:
        return language.gettext("{verdict} until {day}", verdict=headline, day=day)
    return language.gettext("{verdict}, under a waiver until {day}", verdict=headline, day=day)


def _headline(state: VerdictState, language: Language) -> str:
    """The verdict without waivers."""
    return {
        VerdictState.READY: language.gettext("Ready for production"),
        VerdictState.WAIVED: language.gettext("Ready for production, under a waiver"),
        VerdictState.CONDITIONAL: language.gettext("Ready for production, with conditions"),
        VerdictState.NOT_READY: language.gettext("Not ready for production"),
        VerdictState.INCOMPLETE: language.gettext("No verdict yet: the scoring is incomplete"),
    }[state]


def dated_headline(
    state: VerdictState, day: date, language: Language, waived_until: date | None = None
) -> str:
    """Verdict as a headline, with its day where another day has another verdict."""
    headline = verdict_headline(state, language, waived_until)
    return language.gettext("{verdict}, as of {day}", verdict=headline, day=language.long_date(day))


def gate_detail(gate: GateResult, language: Language) -> str:
    """State of the gate, or the number of answers missing from an incomplete one."""
    if gate.state is GateState.INCOMPLETE and gate.unscored:
        return language.ngettext("{count} to answer", "{count} to answer", gate.unscored)
    return gate_word(gate.state, language)


def surprise_sentence(verdict: Verdict, rubric: Rubric, language: Language) -> str:
    """Reason why a gate is not open although its score is sufficient; empty without such a gate."""
    enough = rubric.thresholds.open_score
    gates = [
        language.gettext(
            "{gate} is {state} at {score}",
            gate=language.shipped(gate.gate.name),
            state=gate_word(gate.state, language).lower(),
            score=score_text(gate.score, language),
        )
        for gate in verdict.gates
        if gate.score is not None and gate.score >= enough and gate.state is not GateState.OPEN
    ]
    if not gates:
        return ""
    return language.gettext(
        "{gates}: a gate opens only when each of its required criteria passes, whatever its score.",
        gates=language.listed(gates),
    )


def verdict_sentence(assessment: "Assessment", stage: Stage | None, language: Language) -> str:
    """Main sentence for the board: the basis of the verdict, and what could not be checked.

    `stage` is as of the day of the review; None where it is unknown. Where the assessment is `seen_from`
    a later day, proof that has expired by then is in the past tense.
    """
    return _with_unchecked(_resting_on(assessment, stage, language), assessment, language)


def _with_unchecked(text: str, assessment: "Assessment", language: Language) -> str:
    """Append a note that the ledger rule could not be applied, where a rate is missing."""
    unchecked = unchecked_text(assessment.case.rubric, assessment.case.figures, language, text)
    return f"{text} {unchecked}" if unchecked else text


def _resting_on(assessment: "Assessment", stage: Stage | None, language: Language) -> str:
    """Basis of the verdict."""
    match assessment.verdict.state:
        case VerdictState.READY:
            return _ready_sentence(assessment, language)
        case VerdictState.INCOMPLETE:
            return _incomplete_sentence(assessment.verdict, stage, language)
        case VerdictState.NOT_READY:
            return _not_ready_template(stage, language).format(
                clauses=_deciding_clauses(assessment, language)
            )
        case VerdictState.CONDITIONAL:
            return _condition_template(stage, language).format(
                clauses=_deciding_clauses(assessment, language)
            )
        case VerdictState.WAIVED:
            return _waived_template(stage, language).format(clauses=_deciding_clauses(assessment, language))


def _waived_template(stage: Stage | None, language: Language) -> str:
    """Permission for the time of the waivers, and the gaps that they cover, by stage."""
    match stage:
        case Stage.PRODUCTION:
            return language.gettext(
                "What fails is waived for a time, and it may stay in production until then: {clauses}."
            )
        case Stage.RETIRED:
            return language.gettext(
                "What fails is waived for a time, and it may return until then: {clauses}."
            )
        case _:
            return language.gettext(
                "What fails is waived for a time, and it may go live until then: {clauses}."
            )


def _not_ready_template(stage: Stage | None, language: Language) -> str:
    """Consequence of "not ready", by stage."""
    match stage:
        case Stage.PRODUCTION:
            return language.gettext("It is in production, and should not be in its present state: {clauses}.")
        case Stage.RETIRED:
            return language.gettext("It is retired, and should not return in its present state: {clauses}.")
        case _:
            return language.gettext("It should not run in production yet: {clauses}.")


def _condition_template(stage: Stage | None, language: Language) -> str:
    """Permission once the conditions are met, by stage."""
    match stage:
        case Stage.PRODUCTION:
            return language.gettext(
                "No gate is closed; it may stay in production if this is settled: {clauses}."
            )
        case Stage.RETIRED:
            return language.gettext("No gate is closed; it may return once this is settled: {clauses}.")
        case _:
            return language.gettext("No gate is closed; it may go live once this is settled: {clauses}.")


def _ready_sentence(assessment: "Assessment", language: Language) -> str:
    """All gates are open: the weakest gates, and the number of passes on proof that expires soon."""
    verdict, score = assessment.verdict, score_text(assessment.verdict.readiness, language)
    lowest = [language.shipped(gate.gate.name) for gate in verdict.lowest]
    if len(lowest) == len(verdict.gates) > 1:
        text = language.gettext("Every gate is open, each at {score}.", score=score)
    else:
        text = language.ngettext(
            "Every gate is open; the weakest is {gates} at {score}.",
            "Every gate is open; the weakest are {gates}, each at {score}.",
            len(lowest),
            gates=language.listed(lowest),
            score=score,
        )
    at_risk = [reason.proof for reason in assessment.reasons if reason.kind is ReasonKind.AT_RISK]
    return " ".join([text, *_lapses([proof for proof in at_risk if proof], language)])


def _lapses(proofs: Sequence[Proof], language: Language) -> Iterator[str]:
    """Number of passes on proof that expires soon, and on proof that has expired since."""
    past = _last_days(proof for proof in proofs if proof.state is not ProofState.CURRENT)
    ahead = _last_days(proof for proof in proofs if proof.state is ProofState.CURRENT)
    if past:
        yield language.ngettext(
            "{count} pass rested on proof that lapsed after {day}.",
            "{count} passes rested on proof that has lapsed since, the first after {day}.",
            len(past),
            day=language.long_date(past[0]),
        )
    if ahead:
        yield language.ngettext(
            "{count} pass rests on proof that lapses after {day}.",
            "{count} passes rest on proof that lapses soon, the first after {day}.",
            len(ahead),
            day=language.long_date(ahead[0]),
        )


def _last_days(proofs: Iterable[Proof]) -> list[date]:
    """Last days of proofs, the earliest first."""
    return sorted(day for day in map(last_day_of, proofs) if day)


def _incomplete_sentence(verdict: Verdict, stage: Stage | None, language: Language) -> str:
    """Missing answers, and a note where the initiative is in production all the same."""
    text = _missing(verdict, language)
    if stage is not Stage.PRODUCTION:
        return text
    return f"{text} {language.gettext('It runs in production without a verdict.')}"


def _missing(verdict: Verdict, language: Language) -> str:
    """Number of missing answers, and their gates."""
    lacking = [gate for gate in verdict.gates if gate.unscored]
    if not lacking:
        names = [
            language.shipped(gate.gate.name) for gate in verdict.gates if gate.state is GateState.INCOMPLETE
        ]
        return language.ngettext(
            "Nothing in {gates} applies, so the gate cannot be judged.",
            "Nothing in {gates} applies, so the gates cannot be judged.",
            len(names),
            gates=language.listed(names),
        )
    return language.ngettext(
        "{count} of {total} criteria is unanswered, in {gates}.",
        "{count} of {total} criteria are unanswered, in {gates}.",
        sum(gate.unscored for gate in lacking),
        total=language.number(_applicable(verdict)),
        gates=language.listed([language.shipped(gate.gate.name) for gate in lacking]),
    )


def _applicable(verdict: Verdict) -> int:
    """Number of applicable criteria."""
    results = (result for gate in verdict.gates for result in gate.criteria)
    return sum(1 for result in results if result.standing is not Standing.NOT_APPLICABLE)


def _deciding_clauses(assessment: "Assessment", language: Language) -> str:
    """The deciding reasons, grouped by cause."""
    deciding = [reason for reason in assessment.reasons if reason.deciding]
    return reason_clauses(deciding, assessment.case.rubric, language)


def verdict_summary(assessment: "Assessment", language: Language) -> str:
    """Blocking gates in one short sentence, then a missing rate, if any."""
    verdict = assessment.verdict
    parts = [_closed(verdict, language), _conditional(verdict, language), _waived(verdict, language)]
    parts += [_lacking(gate, language) for gate in assessment.verdict.gates]
    texts = [part for part in parts if part]
    text = sentence("; ".join(texts)) if texts else language.gettext("Every gate is open.")
    return _with_unchecked(text, assessment, language)


def _names(verdict: Verdict, state: GateState, language: Language) -> list[str]:
    """Names of the gates in `state`."""
    return [language.shipped(gate.gate.name) for gate in verdict.gates if gate.state is state]


def _closed(verdict: Verdict, language: Language) -> str:
    names = _names(verdict, GateState.CLOSED, language)
    if not names:
        return ""
    listed = language.listed(names)
    return language.ngettext("{gates} is closed", "{gates} are closed", len(names), gates=listed)


def _conditional(verdict: Verdict, language: Language) -> str:
    names = _names(verdict, GateState.CONDITIONAL, language)
    if not names:
        return ""
    listed = language.listed(names)
    return language.ngettext("{gates} is conditional", "{gates} are conditional", len(names), gates=listed)


def _waived(verdict: Verdict, language: Language) -> str:
    """Gates that are open under a waiver."""
    names = _names(verdict, GateState.WAIVED, language)
    if not names:
        return ""
    listed = language.listed(names)
    return language.ngettext(
        "{gates} is open under a waiver", "{gates} are open under a waiver", len(names), gates=listed
    )


def _lacking(gate: GateResult, language: Language) -> str:
    """Answers missing from an incomplete gate."""
    if gate.state is not GateState.INCOMPLETE:
        return ""
    if not gate.unscored:
        return language.gettext("nothing in {gate} applies", gate=language.shipped(gate.gate.name))
    return language.ngettext(
        "{gate} has {count} criterion to answer",
        "{gate} has {count} criteria to answer",
        gate.unscored,
        gate=language.shipped(gate.gate.name),
    )


def effective_level_text(result: CriterionResult, level_names: Sequence[str], language: Language) -> str:
    """Effective level, and the claim where it differs; or why there is none."""
    if result.standing is Standing.NOT_APPLICABLE:
        return language.gettext("Not applicable")
    if result.claimed is None or result.effective is None:
        return language.gettext("Not answered")
    counts = f"{language.number(result.effective)} {language.shipped(level_names[result.effective])}"
    if result.effective == result.claimed:
        return counts
    claimed = language.number(result.claimed)
    return language.gettext("{claimed} claimed → {counts}", claimed=claimed, counts=counts)
