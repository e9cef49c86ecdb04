"""The verdict as words: headline, sentence, summary, and the decision to ask for."""

from datetime import timedelta
from typing import TYPE_CHECKING

from fivegates.domain.initiatives import Initiative
from fivegates.domain.language import Language
from fivegates.domain.reasons import ReasonKind
from fivegates.domain.states import GateState, VerdictState
from fivegates.domain.verdict import GateResult, Standing, Verdict
from fivegates.domain.wording.clauses import reason_clauses
from fivegates.domain.wording.contradictions import unchecked_text
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.sentences import sentence
from fivegates.domain.wording.words import gate_word

if TYPE_CHECKING:
    from fivegates.domain.assessment import Assessment


def verdict_headline(state: VerdictState, language: Language) -> str:
    """The verdict in the words of a headline."""
    return {
        VerdictState.READY: language.gettext("Ready for production"),
        VerdictState.CONDITIONAL: language.gettext("Ready for production, with conditions"),
        VerdictState.NOT_READY: language.gettext("Not ready for production"),
        VerdictState.INCOMPLETE: language.gettext("No verdict yet: the scoring is incomplete"),
    }[state]


def gate_detail(gate: GateResult, language: Language) -> str:
    """The gate's state, or how many answers an incomplete gate still lacks."""
    if gate.state is GateState.INCOMPLETE and gate.unscored:
        return language.ngettext("{count} to answer", "{count} to answer", gate.unscored)
    return gate_word(gate.state, language)


def verdict_sentence(assessment: "Assessment", language: Language) -> str:
    """The sentence that a board reads first: what the verdict rests on, and what it could not rest on."""
    return _with_unchecked(_resting_on(assessment, language), assessment, language)


def _with_unchecked(text: str, assessment: "Assessment", language: Language) -> str:
    """Add that the ledger rule could not be applied, where a rate is missing."""
    unchecked = unchecked_text(assessment.case.rubric, assessment.case.figures, language)
    return f"{text} {unchecked}" if unchecked else text


def _resting_on(assessment: "Assessment", language: Language) -> str:
    """What the verdict rests on."""
    match assessment.verdict.state:
        case VerdictState.READY:
            return _ready_sentence(assessment, language)
        case VerdictState.INCOMPLETE:
            return _incomplete_sentence(assessment.verdict, language)
        case VerdictState.NOT_READY:
            clauses = _deciding_clauses(assessment, language)
            return language.gettext("It should not run in production yet: {clauses}.", clauses=clauses)
        case VerdictState.CONDITIONAL:
            clauses = _deciding_clauses(assessment, language)
            return language.gettext(
                "No gate is closed; it may go live once this is settled: {clauses}.", clauses=clauses
            )


def _ready_sentence(assessment: "Assessment", language: Language) -> str:
    """All open: name the weakest gate, and how many proofs lapse soon."""
    weakest = assessment.verdict.weakest
    name = weakest.gate.name if weakest else ""
    score = score_text(assessment.verdict.readiness, language)
    text = language.gettext("Every gate is open; the weakest is {gate} at {score}.", gate=name, score=score)
    at_risk = sum(1 for reason in assessment.reasons if reason.kind is ReasonKind.AT_RISK)
    if not at_risk:
        return text
    soon = timedelta(days=assessment.case.rubric.thresholds.at_risk_days)
    lapsing = language.ngettext(
        "{count} pass rests on proof that lapses by {day}.",
        "{count} passes rest on proof that lapses by {day}.",
        at_risk,
        day=language.long_date(assessment.case.review.dated + soon),
    )
    return f"{text} {lapsing}"


def _incomplete_sentence(verdict: Verdict, language: Language) -> str:
    """How many answers are missing, and where."""
    lacking = [gate for gate in verdict.gates if gate.unscored]
    if not lacking:
        names = [gate.gate.name for gate in verdict.gates if gate.state is GateState.INCOMPLETE]
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
        gates=language.listed([gate.gate.name for gate in lacking]),
    )


def _applicable(verdict: Verdict) -> int:
    """How many criteria the review has to answer."""
    results = (result for gate in verdict.gates for result in gate.criteria)
    return sum(1 for result in results if result.standing is not Standing.NOT_APPLICABLE)


def _deciding_clauses(assessment: "Assessment", language: Language) -> str:
    """The deciding reasons, those of one cause together."""
    deciding = [reason for reason in assessment.reasons if reason.deciding]
    return reason_clauses(deciding, assessment.case.rubric, language)


def verdict_summary(assessment: "Assessment", language: Language) -> str:
    """Which gates stand in the way, in one short sentence; then a rate that is missing, if one is."""
    parts = [_closed(assessment.verdict, language), _conditional(assessment.verdict, language)]
    parts += [_lacking(gate, language) for gate in assessment.verdict.gates]
    said = [part for part in parts if part]
    text = sentence("; ".join(said)) if said else language.gettext("Every gate is open.")
    return _with_unchecked(text, assessment, language)


def _names(verdict: Verdict, state: GateState) -> list[str]:
    """The names of the gates in `state`."""
    return [gate.gate.name for gate in verdict.gates if gate.state is state]


def _closed(verdict: Verdict, language: Language) -> str:
    """The closed gates."""
    names = _names(verdict, GateState.CLOSED)
    if not names:
        return ""
    listed = language.listed(names)
    return language.ngettext("{gates} is closed", "{gates} are closed", len(names), gates=listed)


def _conditional(verdict: Verdict, language: Language) -> str:
    """The conditional gates."""
    names = _names(verdict, GateState.CONDITIONAL)
    if not names:
        return ""
    listed = language.listed(names)
    return language.ngettext("{gates} is conditional", "{gates} are conditional", len(names), gates=listed)


def _lacking(gate: GateResult, language: Language) -> str:
    """What an incomplete gate still lacks."""
    if gate.state is not GateState.INCOMPLETE:
        return ""
    if not gate.unscored:
        return language.gettext("nothing in {gate} applies", gate=gate.gate.name)
    return language.ngettext(
        "{gate} has {count} criterion to answer",
        "{gate} has {count} criteria to answer",
        gate.unscored,
        gate=gate.gate.name,
    )


def decision_proposal(assessment: "Assessment", initiative: Initiative, language: Language) -> str:
    """The decision to ask of the board when the reviewer has written none."""
    match assessment.verdict.state:
        case VerdictState.READY:
            return language.gettext(
                "Approve production. Keep each proof current, and review again in a quarter."
            )
        case VerdictState.INCOMPLETE:
            return _wait(assessment.verdict, language)
        case VerdictState.CONDITIONAL:
            return _conditions(assessment, language)
        case VerdictState.NOT_READY:
            return " ".join(_hold(assessment, initiative, language))


def _wait(verdict: Verdict, language: Language) -> str:
    """Decide later, once what is unanswered, or what applies at all, is settled."""
    if any(gate.unscored for gate in verdict.gates):
        return language.gettext("Decide nothing yet: have the open criteria answered, then review again.")
    return language.gettext("Decide nothing yet: settle which criteria apply, then review again.")


def _conditions(assessment: "Assessment", language: Language) -> str:
    """Approve, on the steps that the path lists."""
    steps, by = len(assessment.path.steps), assessment.path.ready_by
    if by is None:
        return language.ngettext(
            "Approve production on condition of the step listed.",
            "Approve production on condition of the {count} steps listed.",
            steps,
        )
    return language.ngettext(
        "Approve production on condition of the step listed, by {day}.",
        "Approve production on condition of the {count} steps listed, by {day}.",
        steps,
        day=language.long_date(by),
    )


def _hold(assessment: "Assessment", initiative: Initiative, language: Language) -> list[str]:
    """Hold, release the effort, name who answers, and when to look again."""
    path, sponsor = assessment.path, initiative.sponsor.strip()
    release = language.ngettext(
        "Release {effort} for the step to ready.",
        "Release {effort} for the {count} steps to ready.",
        len(path.steps),
        effort=language.days(path.effort),
    )
    said = [language.gettext("Hold the launch."), release]
    if sponsor:
        said.append(language.gettext("Who answers for the result: {sponsor}.", sponsor=sponsor))
    if path.ready_by is not None:
        day = language.long_date(path.ready_by)
        said.append(language.gettext("Review again after {day}.", day=day))
    return said
