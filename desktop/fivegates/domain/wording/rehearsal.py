"""Questions to expect from a director, derived from the weakest, oldest and contradicted points."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from fivegates.domain.brief import InitiativeBrief
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.initiative.decisions import ConditionState, decisions_before
from fivegates.domain.initiative.initiative import Evidence, Stage
from fivegates.domain.language import Language
from fivegates.domain.verdict.assessment import Assessment
from fivegates.domain.verdict.evidence_rule import Proof, weigh
from fivegates.domain.verdict.path import Path, Step
from fivegates.domain.verdict.reasons import Reason, ReasonKind
from fivegates.domain.verdict.states import GateState, ProofState
from fivegates.domain.verdict.verdict import GateResult
from fivegates.domain.wording.decisions import condition_state_word
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.paths import firmness_sentence, step_text
from fivegates.domain.wording.price import go_live_fact
from fivegates.domain.wording.reasons import reason_detail, reason_headline
from fivegates.domain.wording.words import listed_topics, score_text


@dataclass(frozen=True, slots=True)
class Question:
    """A question with a one-sentence answer and its source; `about` names the part of the brief with details.

    `about` is "path", "decided", "proofs" or "verdict", or names a gate; of a comparison "answer",
    "criteria", "money" or "path".
    """

    text: str
    answer: str
    evidence: str = ""
    about: str = "verdict"
    gate: str = ""


def rehearsal(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """The questions, the hardest first; questions without a cause are left out."""
    yield from _weakest(brief, language)
    yield from _contradicted(brief, language)
    yield from _oldest(brief, language)
    yield from _dearest(brief, language)
    yield from _unowned(brief, language)
    yield from _conditions(brief, language)
    yield from _go_live(brief, language)
    yield Question(
        language.gettext("What would change the verdict?"), firmness_sentence(brief.current, language)
    )


def _weakest(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question about the gate with the lowest score."""
    for gate, reason in weakest_gate(brief.assessment):
        yield Question(
            language.gettext(
                "Why is {gate} the weakest gate, at {score}?",
                gate=language.shipped(gate.gate.name),
                score=score_text(gate.score, language),
            ),
            reason_sentence(brief.assessment, reason, language),
            newest_evidence(brief.assessment, reason.criterion, language),
            gate=gate.gate.id,
        )


def weakest_gate(assessment: Assessment) -> Iterator[tuple[GateResult, Reason]]:
    """The gate with the lowest score and its first reason, if it is not open."""
    scored = [gate for gate in assessment.verdict.gates if gate.score is not None]
    gate = min(scored, key=lambda each: each.score or 0, default=None)
    if gate is None or gate.state is GateState.OPEN:
        return
    for reason in [each for each in assessment.reasons if each.gate == gate.gate.id][:1]:
        yield gate, reason


def reason_sentence(assessment: Assessment, reason: Reason, language: Language) -> str:
    """A reason as a sentence."""
    return f"{reason_headline(reason, assessment.case.rubric, language)}."


def newest_evidence(assessment: Assessment, criterion: str | None, language: Language) -> str:
    """Newest evidence for a criterion, or a note that there is none."""
    found = [each for each in assessment.case.evidence if criterion and each.backs(criterion)]
    if not found:
        return language.gettext("No evidence is recorded.")
    return _named(max(found, key=lambda each: each.dated), language)


def _named(evidence: Evidence, language: Language) -> str:
    return language.gettext("{title}, {day}", title=evidence.title, day=language.short_date(evidence.dated))


def _contradicted(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question whether claim or ledger is right."""
    rubric = brief.assessment.case.rubric
    for reason in brief.assessment.reasons:
        if reason.kind is ReasonKind.CONTRADICTED and reason.criterion is not None:
            topic = language.shipped(rubric.criterion(reason.criterion).topic)
            yield Question(
                language.gettext(
                    "The figures contradict what is claimed of {topic}: which is right?", topic=topic
                ),
                reason_detail(reason, rubric, language),
                newest_evidence(brief.assessment, reason.criterion, language),
                gate=reason.gate,
            )


def _oldest(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question whether the oldest current proof is still true."""
    current = list(_current(brief))
    if not current:
        return
    _key, evidence, proof = min(current, key=lambda found: found[1].dated)
    backed = [key for key, each, _proof in current if each == evidence]
    rubric = brief.current.case.rubric
    topics = [language.shipped(rubric.criterion(key).topic) for key in backed]
    yield Question(
        language.gettext("Is the proof of {topic} still true?", topic=listed_topics(topics, language)),
        language.gettext(
            "It is of {day}, the oldest that counts; {validity}.",
            day=evidence.dated,
            validity=proof_text(proof, language),
        ),
        _named(evidence, language),
        about="proofs",
    )


def _current(brief: InitiativeBrief) -> Iterator[tuple[str, Evidence, Proof]]:
    """Each criterion with its newest proof, if that is current on the day of the brief."""
    case = brief.current.case
    day = case.review.dated
    criteria = {criterion.id: criterion for criterion in case.rubric.criteria}
    newest: dict[str, Evidence] = {}
    for each in sorted(case.evidence, key=lambda each: each.dated):
        if each.dated <= day:
            newest |= {key: each for key in each.criteria if key in criteria}
    for key, evidence in newest.items():
        proof = weigh(evidence, criteria[key], case.changes, day)
        if proof.state is ProofState.CURRENT:
            yield key, evidence, proof


def _dearest(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question about the purpose of the step with the most effort."""
    step = largest_step(brief.current.path)
    if step is None:
        return
    rubric = brief.current.case.rubric
    yield Question(
        language.gettext(
            "Why does “{step}” take {days}?",
            days=language.days(step.effort),
            step=step_text(step, rubric, language),
        ),
        step_share(step, brief.current, language),
        about="path",
    )


def largest_step(path: Path) -> Step | None:
    """The step with the most person-days; None for a path of one step, or without effort."""
    step = max(path.steps, key=lambda each: each.effort, default=None)
    return step if step is not None and step.effort and len(path.steps) > 1 else None


def step_share(step: Step, assessment: Assessment, language: Language) -> str:
    """Share of a step in the path, and its effect."""
    return language.gettext(
        "It is {share} of the path, and brings {topic} from level {start} to {end}.",
        share=language.percent(100 * Fraction(step.effort) / Fraction(assessment.path.effort)),
        topic=language.shipped(assessment.case.rubric.criterion(step.criterion).topic),
        start=language.number(step.from_level),
        end=language.number(step.to_level),
    )


def _unowned(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question who takes the steps without an owner."""
    path, rubric = brief.current.path, brief.current.case.rubric
    unowned = [step for step in path.steps if not step.owner.strip()]
    if unowned:
        effort = language.days(sum(step.effort for step in unowned[1:]) + unowned[0].effort)
        yield Question(
            language.ngettext(
                "Who takes on the step that nobody owns?",
                "Who takes on the {count} steps that nobody owns?",
                len(unowned),
            ),
            language.gettext(
                "Nobody yet: it takes {effort}, and “{step}” comes first.",
                effort=effort,
                step=step_text(unowned[0], rubric, language),
            ),
            about="path",
        )


def _conditions(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question about the state of the board's conditions."""
    for decision in decisions_before(brief.record.decisions, brief.assessment.case.review.dated):
        for condition in decision.conditions:
            if condition.state is not ConditionState.MET:
                state = condition_state_word(condition.state, language)
                yield Question(
                    language.gettext("What became of the condition “{text}”?", text=condition.text),
                    f"{state}: {condition.note}" if condition.note.strip() else f"{state}.",
                    language.gettext("Decision of {day}", day=language.short_date(decision.dated)),
                    about="decided",
                )


def _go_live(brief: InitiativeBrief, language: Language) -> Iterator[Question]:
    """Question whether the target go-live is achievable."""
    target = brief.record.initiative.target_go_live
    if target is not None and brief.stage not in {Stage.PRODUCTION, Stage.RETIRED}:
        current = brief.current
        calendar = calendar_of(current.case, current.case.review.dated)
        fact = go_live_fact(target, current.path, calendar, language)
        yield Question(
            language.gettext("Can it go live on {day}?", day=target),
            f"{fact.value}: {fact.note}.",
            about="path",
        )
