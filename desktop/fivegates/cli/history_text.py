"""An initiative's reviews and decisions as plain text for a terminal."""

from collections.abc import Iterator, Sequence

from fivegates.cli.verdict_text import NAME_WIDTH
from fivegates.domain.bridge import Bridge
from fivegates.domain.decisions import Decision
from fivegates.domain.language import Language
from fivegates.domain.overview import Reached
from fivegates.domain.reviews import InitiativeRecord, Review
from fivegates.domain.wording.bridges import bridge_sentence, cause_word, move_text, points_text
from fivegates.domain.wording.decisions import condition_text, outcome_word, threshold_text
from fivegates.domain.wording.finality import correction_sentence, review_title, seal_sentence
from fivegates.domain.wording.overview import name_text
from fivegates.domain.wording.scores import score_text
from fivegates.domain.wording.words import gate_word, verdict_word


def history_as_text(
    of: InitiativeRecord,
    verdicts: Sequence[tuple[Review, Reached]],
    bridge: Bridge | None,
    language: Language,
) -> str:
    """Name the initiative, then its reviews with their seals, what moved, and its decisions.

    Reviews and decisions come oldest first; `bridge` leads from the last final review to the latest.
    """
    lines = [f"{of.initiative.code}  {name_text(of.initiative, language)}"]
    if not verdicts:
        lines.append(f"  {language.gettext('Not reviewed yet.')}")
    for review, reached in verdicts:
        lines += ["", *_review(of, review, reached, language)]
    if bridge is not None:
        lines += ["", *_bridge(bridge, language)]
    if of.decisions:
        lines += ["", f"  {language.gettext('Decisions')}"]
    for decision in of.decisions:
        lines += _decision(decision, language)
    return "\n".join(lines)


def _review(of: InitiativeRecord, review: Review, reached: Reached, language: Language) -> Iterator[str]:
    """One review: its verdict and rubric, what it corrects, its seal, its gates."""
    yield f"  {review_title(review, of, language)}"
    word = verdict_word(reached.verdict, language)
    rubric = language.gettext("rubric {id} {version}", id=review.rubric_id, version=review.rubric_version)
    yield f"    {word} · {score_text(reached.readiness, language)} · {rubric}"
    if review.supersedes is not None:
        yield f"    {correction_sentence(review, language)}"
    if review.seal is not None:
        yield f"    {seal_sentence(review.seal, language)}"
        yield f"    {review.seal.hash}"
    widest = max([NAME_WIDTH, *(len(gate.name) for gate in reached.gates)])
    for gate in reached.gates:
        state, score = gate_word(gate.state, language), score_text(gate.score, language)
        yield f"      {gate.name:<{widest}} {state:<14} {score:>5}"


def _bridge(bridge: Bridge, language: Language) -> Iterator[str]:
    """What moved it in a sentence, then each cause with its points and its criteria."""
    yield f"  {bridge_sentence(bridge, language)}"
    for part in bridge.parts:
        yield f"    {points_text(part, language):>4}  {cause_word(part.cause, language)}"
        yield from (f"            {move_text(move, bridge, language)}" for move in part.criteria)


def _decision(decision: Decision, language: Language) -> Iterator[str]:
    """One decision with its conditions and thresholds."""
    day, outcome = language.long_date(decision.dated), outcome_word(decision.outcome, language)
    yield f"  {day} · {outcome} · {decision.by}"
    if decision.rationale:
        yield f"    {decision.rationale}"
    for condition in decision.conditions:
        yield f"      {condition_text(condition, language)}"
    for threshold in decision.thresholds:
        yield f"      {threshold_text(threshold, language)}"
