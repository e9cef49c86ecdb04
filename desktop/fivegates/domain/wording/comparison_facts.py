"""Rows of a comparison table as text: rank, verdict, gates, path and criteria, one cell per side."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fivegates.domain.comparison.comparison import Comparison, CriterionRow, GateRow, Side
from fivegates.domain.evidence_calendar import calendar_of
from fivegates.domain.language import Language
from fivegates.domain.portfolio.settings import DayRate
from fivegates.domain.verdict.states import GateState, ProofState, VerdictState
from fivegates.domain.verdict.verdict import CriterionResult, GateResult, Standing, level_state
from fivegates.domain.wording.evidence_calendar import proof_text
from fivegates.domain.wording.overview import drafts_text
from fivegates.domain.wording.paths import promise_parts
from fivegates.domain.wording.price import path_price
from fivegates.domain.wording.proposals import decision_asked
from fivegates.domain.wording.reasons import reason_headline
from fivegates.domain.wording.two_days import verdict_of_day, verdict_on_text
from fivegates.domain.wording.verdicts import effective_level_text, gate_detail
from fivegates.domain.wording.words import UNKNOWN, score_text, stage_word, verdict_word


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one side in a row; `state` selects its mark, `note` is printed below it."""

    text: str
    state: GateState | VerdictState | None = None
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Label of a row, and a cell for each side in their order."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""


def status_rows(comparison: Comparison, language: Language) -> tuple[Row, ...]:
    """Rank, verdict, stage, last day of the verdict, readiness, and every gate."""
    gettext = language.gettext
    return (
        Row(gettext("Place"), tuple(_places(comparison, language))),
        _row(gettext("Verdict"), comparison, lambda side: _verdict(side, comparison.day, language)),
        _row(gettext("Stage"), comparison, lambda side: Cell(stage_word(side.initiative.stage, language))),
        _row(gettext("Holds until"), comparison, lambda side: _held(side, language)),
        _row(gettext("Readiness"), comparison, lambda side: Cell(_readiness(side, language))),
        *(gate_row(row, number, language) for number, row in enumerate(comparison.gates, 1)),
    )


def path_rows(comparison: Comparison, language: Language) -> tuple[Row, ...]:
    """Effort to ready, its price at a day rate, and the date."""
    gettext, rate = language.gettext, comparison.day_rate
    priced = (
        ()
        if rate is None
        else (_row(gettext("Price of the path"), comparison, lambda side: _price(side, rate, language)),)
    )
    return (
        _row(gettext("Effort to ready"), comparison, lambda side: _effort(side, language)),
        *priced,
        _row(gettext("Ready by"), comparison, lambda side: _ready_by(side, language)),
    )


def asked_row(comparison: Comparison, most: int, language: Language) -> Row:
    """Decision asked of the board for each side, at most `most` characters."""
    return Row(
        language.gettext("Decision asked"),
        tuple(Cell(_asked(side, most, language)) for side in comparison.sides),
    )


def _asked(side: Side, most: int, language: Language) -> str:
    """The reviewer's text, else the proposal; empty before the first review."""
    if side.assessment is None:
        return UNKNOWN
    written, initiative = side.assessment.case.review.decision_asked, side.initiative
    text = decision_asked(written, side.assessment, initiative, initiative.stage, language)
    sentence = " ".join(text.split())
    return sentence if len(sentence) <= most else f"{sentence[:most].rstrip()}…"


def criterion_rows(
    comparison: Comparison, rows: Sequence[CriterionRow], language: Language
) -> tuple[Row, ...]:
    """Criteria with the level of each side; the gate is the note."""
    return tuple(
        Row(
            language.shipped(row.criterion.title),
            tuple(
                _standing(result, side, language)
                for result, side in zip(row.results, comparison.sides, strict=True)
            ),
            _about(row, language),
        )
        for row in rows
    )


def differing_title(comparison: Comparison, language: Language) -> str:
    """Number of criteria that differ, of all."""
    count = len(comparison.differing)
    if not count:
        return language.gettext("No criterion differs")
    return language.ngettext(
        "{count} of {total} criteria differs",
        "{count} of {total} criteria differ",
        count,
        total=language.number(count + len(comparison.alike)),
    )


def same_title(comparison: Comparison, language: Language) -> str:
    """Number of criteria collapsed because all sides are equal."""
    return language.ngettext(
        "{count} criterion is the same", "{count} criteria are the same", len(comparison.alike)
    )


def same_lines(comparison: Comparison, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Criteria on which all sides are equal, grouped by level, in the rubric's order."""
    titles: dict[str, list[str]] = {}
    for row in criterion_rows(comparison, comparison.alike, language):
        standing = next(
            cell.text for cell, side in zip(row.cells, comparison.sides, strict=True) if side.assessment
        )
        titles.setdefault(standing, []).append(row.label)
    return tuple((standing, tuple(found)) for standing, found in titles.items())


def recorded_sentence(comparison: Comparison, day: date, language: Language) -> str:
    """Figures beside a final review that are not part of its seal; empty where all are."""
    sides = (side for side in comparison.sides if side.reviewed and not side.as_sealed)
    seals = (side.reviewed.case.review.seal for side in sides if side.reviewed)
    numbers = [language.number(seal.number) for seal in seals if seal]
    if not numbers:
        return ""
    return language.ngettext(
        "As recorded by {day}, and not as sealed with final review no. {numbers}, whose brief prints that.",
        "As recorded by {day}, and not as sealed with final reviews no. {numbers}, whose briefs print that.",
        len(numbers),
        day=language.long_date(day),
        numbers=language.listed(numbers),
    )


def not_sealed_sentence(comparison: Comparison, day: date, language: Language) -> str:
    """Content beside a final review that is of the day, not sealed; empty where no review is final."""
    finals = [side for side in comparison.sides if side.reviewed and side.reviewed.case.review.seal]
    if not finals:
        return ""
    return language.gettext(
        "Names, stages, verdicts, paths to ready and how long verdicts hold are as recorded by {day}, and "
        "not as sealed with a final review.",
        day=day,
    )


def comparison_drafts_text(comparison: Comparison, language: Language) -> str:
    """Drafts among the compared reviews: `2 of 4 are drafts`; empty where all are final."""
    seals = [side.reviewed.case.review.seal for side in comparison.sides if side.reviewed]
    return drafts_text(seals.count(None), len(seals), language)


def _places(comparison: Comparison, language: Language) -> Iterator[Cell]:
    """The rank of each side; the first is emphasised."""
    for index in range(len(comparison.sides)):
        yield Cell(place_text(comparison, index, language), strong=index in comparison.ranking.first)


def place_text(comparison: Comparison, index: int, language: Language) -> str:
    """Rank of one side; ties are marked, and without a verdict there is no rank."""
    found = comparison.sides[index].assessment
    if found is None or found.verdict.state is VerdictState.INCOMPLETE:
        return UNKNOWN
    places = comparison.ranking.places
    place = language.number(places[index])
    shared = places.count(places[index]) > 1
    return language.gettext("{place}, shared", place=place) if shared else place


def deciding_headlines(side: Side, language: Language) -> tuple[str, ...]:
    """Headlines of the deciding reasons of one side, or a note that nothing blocks it."""
    if side.assessment is None:
        return ()
    rubric = side.assessment.case.rubric
    lines = tuple(reason_headline(r, rubric, language) for r in side.assessment.reasons if r.deciding)
    return lines or (language.gettext("Every gate is open"),)


def gate_row(row: GateRow, number: int, language: Language) -> Row:
    """One gate: score and state of each side."""
    label = f"{language.number(number)}\u00a0\u00a0{language.shipped(row.gate.name)}"
    return Row(label, tuple(_gate(result, language) for result in row.results))


def _gate(result: GateResult | None, language: Language) -> Cell:
    """Score and state, `82% · Open`; without a score, the missing answers."""
    if result is None:
        return Cell(UNKNOWN)
    detail = gate_detail(result, language)
    known = result.score is not None
    return Cell(f"{score_text(result.score, language)} · {detail}" if known else detail, result.state)


def _row(label: str, comparison: Comparison, report: Callable[[Side], Cell]) -> Row:
    """A row with one cell for each side."""
    return Row(label, tuple(report(side) for side in comparison.sides))


def _verdict(side: Side, seen: date | None, language: Language) -> Cell:
    """The verdict with its day."""
    found = side.two_days
    if found is None:
        return Cell(language.gettext("Not reviewed"), VerdictState.INCOMPLETE)
    state, reviewed = found.on_day.verdict, found.at_review
    if seen is not None and seen < reviewed.day:
        text = verdict_of_day(reviewed.verdict, reviewed.day, language, reviewed.waived_until)
    else:
        text = verdict_on_text(found.on_day, reviewed, found.on_day.day, language)
    draft = side.reviewed is not None and side.reviewed.case.review.seal is None
    day = language.short_date(reviewed.day)
    note = (
        language.gettext("Draft, review of {day}", day=day)
        if draft
        else language.gettext("Review of {day}", day=day)
    )
    return Cell(text, state, note)


def _held(side: Side, language: Language) -> Cell:
    """Last day of the verdict if nothing is renewed, and the next verdict; a dash where it never changes."""
    case = side.assessment.case if side.assessment else None
    fall = calendar_of(case, case.review.dated).fall if case else None
    if fall is None:
        return Cell(UNKNOWN)
    then = language.gettext("then {verdict}", verdict=verdict_word(fall.verdict, language))
    return Cell(language.short_date(fall.last_day), note=then)


def _readiness(side: Side, language: Language) -> str:
    return score_text(side.assessment.verdict.readiness if side.assessment else None, language)


def _effort(side: Side, language: Language) -> Cell:
    """Person-days, number of steps, and assumptions."""
    if side.assessment is None:
        return Cell(UNKNOWN)
    path = side.assessment.path
    if path.obstacles:
        return Cell(UNKNOWN, note=language.gettext("No step opens every gate"))
    if not path.steps:
        return Cell(language.gettext("none"))
    steps = language.ngettext("{count} step", "{count} steps", len(path.steps))
    if path.unscored:
        steps = language.ngettext(
            "{steps}, {count} answer missing",
            "{steps}, {count} answers missing",
            len(path.unscored),
            steps=steps,
        )
    return Cell(language.days(path.effort), note=steps)


def _price(side: Side, rate: DayRate, language: Language) -> Cell:
    """Price of the path's person-days; a dash where no path opens every gate, or no step is left."""
    path = side.assessment.path if side.assessment else None
    if path is None or path.obstacles or not path.steps:
        return Cell(UNKNOWN)
    note = language.gettext("at {rate} a day", rate=language.money(rate.amount, rate.currency))
    return Cell(path_price(path, rate, language), note=note)


def _ready_by(side: Side, language: Language) -> Cell:
    """Last due date, overdue steps, a missing date, or a note that it is ready already."""
    if side.assessment is None:
        return Cell(UNKNOWN)
    text, since = promise_parts(side.assessment.path, language)
    return Cell(text, note=since)


def _standing(result: CriterionResult | None, side: Side, language: Language) -> Cell:
    """Level of one side; unanswered, not applicable and absent are distinguished."""
    if side.assessment is None:
        return Cell(UNKNOWN)
    if result is None:
        return Cell(language.gettext("Not in its rubric"))
    rubric = side.assessment.case.rubric
    text = effective_level_text(result, rubric.level_names, language)
    if result.effective is None:
        answered = result.standing is Standing.NOT_APPLICABLE
        return Cell(text, None if answered else GateState.INCOMPLETE)
    capped = result.effective != result.claimed and result.proof.state is not ProofState.CURRENT
    note = proof_text(result.proof, language) if capped else ""
    return Cell(text, level_state(result, rubric.thresholds), note)


def _about(row: CriterionRow, language: Language) -> str:
    """The gate, and whether the criterion is required."""
    required = language.gettext("required") if row.criterion.required else ""
    return " · ".join(part for part in (language.shipped(row.gate.name), required) if part)
