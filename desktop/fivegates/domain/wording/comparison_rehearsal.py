"""Questions to expect from the board about a comparison, derived from ranking and weakest points."""

from collections.abc import Collection, Iterator, Sequence

from fivegates.domain.brief import Omission
from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.comparison.size import FEWEST
from fivegates.domain.economics.ledger import Basis
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.wording.comparison import (
    against_sentences,
    because_sentence,
    firmness_of_answer,
    swap_text,
    unpriced_sentences,
)
from fivegates.domain.wording.paths import step_text
from fivegates.domain.wording.rehearsal import (
    Question,
    largest_step,
    newest_evidence,
    reason_sentence,
    step_share,
    weakest_gate,
)
from fivegates.domain.wording.rubrics import rubric_reference
from fivegates.domain.wording.words import score_text, short_name


def comparison_rehearsal(
    comparison: Comparison, language: Language, omitted: Collection[Omission] = ()
) -> Iterator[Question]:
    """At most seven questions, the hardest first; questions without a cause are left out.

    Questions about money are left out where its figures are `omitted`.
    """
    alike = _measured_alike(comparison)
    yield from _why(comparison, language)
    yield from _to_be_first(comparison, language)
    yield from _against(comparison, language)
    if not alike:
        yield from _measured(comparison, language)
    if Omission.MONEY not in omitted:
        yield from _uncertain_figures(comparison, language)
    yield from _weakest(comparison, language)
    yield from _dearest(comparison, language)
    if alike:
        yield from _measured(comparison, language)


def _why(comparison: Comparison, language: Language) -> Iterator[Question]:
    """Question why the first is ahead of the next, or why none is first."""
    ranking = comparison.ranking
    sides = [comparison.sides[index] for index in ranking.order]
    match len(ranking.first):
        case 0:
            text = language.gettext("Why can none be put first?")
        case 1:
            text = _why_first(sides[0], sides[1], language)
            sides = sides[:FEWEST]
        case count:
            sides = sides[:count]
            names = language.listed([short_name(side.initiative) for side in sides])
            text = language.gettext("Why do {names} come level?", names=names)
    answer = because_sentence(comparison, language)
    yield Question(text, answer, _reviews(sides, language), about="answer")


def _why_first(first: Side, second: Side, language: Language) -> str:
    """Ask why one is before the other; what is live already is not to be done first."""
    names = {"first": short_name(first.initiative), "second": short_name(second.initiative)}
    if first.initiative.stage is Stage.PRODUCTION:
        return language.gettext("Why is {first}, which is live already, ahead of {second}?", **names)
    return language.gettext("Why is {first} first and not {second}?", **names)


def _to_be_first(comparison: Comparison, language: Language) -> Iterator[Question]:
    """Single moves that put another initiative first; the best placed one with such a move is chosen."""
    ranking = comparison.ranking
    if len(ranking.first) != 1:
        return
    winners = {swap.winner for swap in ranking.swaps}
    other = next((index for index in ranking.order if index in winners), ranking.order[1])
    text = language.gettext(
        "What would have to change for {name} to be first?",
        name=short_name(comparison.sides[other].initiative),
    )
    swaps = [swap for swap in ranking.swaps if swap.winner == other]
    if not swaps:
        yield Question(text, firmness_of_answer(comparison, language), about="criteria")
        return
    example = swap_text(comparison, swaps[0], language)
    mover = comparison.sides[swaps[0].mover].assessment
    answer = language.ngettext(
        "{count} single one-level change is enough: {example}",
        "Each of {count} single one-level changes is enough. One is this: {example}",
        len(swaps),
        example=example,
    )
    evidence = newest_evidence(mover, swaps[0].criterion, language) if mover else ""
    yield Question(text, answer, evidence, about="criteria")


def _against(comparison: Comparison, language: Language) -> Iterator[Question]:
    """Grounds on which the next is ahead of the first."""
    for answer in against_sentences(comparison, language):
        first, second = (comparison.sides[index] for index in comparison.ranking.order[:2])
        text = language.gettext("What speaks against {name}?", name=short_name(first.initiative))
        yield Question(text, answer, _reviews((first, second), language), about="answer")


def _reviewed(comparison: Comparison) -> list[Side]:
    """Sides with a review, by rank."""
    sides = (comparison.sides[index] for index in comparison.ranking.order)
    return [side for side in sides if side.reviewed]


def _measured_alike(comparison: Comparison) -> bool:
    """True if all reviews have the same day and rubric."""
    days = {side.reviewed.case.review.dated for side in _reviewed(comparison) if side.reviewed}
    return comparison.one_rubric and len(days) <= 1


def _measured(comparison: Comparison, language: Language) -> Iterator[Question]:
    sides = _reviewed(comparison)
    if len(sides) < FEWEST:
        return
    days = sorted(side.reviewed.case.review.dated for side in sides if side.reviewed)
    first, last = language.long_date(days[0]), language.long_date(days[-1])
    rubrics = [rubric_reference(side.reviewed.case.rubric, language) for side in sides if side.reviewed]
    if not comparison.one_rubric:
        answer = language.gettext(
            "Not all are reviewed against the same rubric: scores compare only roughly."
        )
    elif first == last:
        answer = language.gettext(
            "Yes: all are reviews of {day} against {rubric}.", day=last, rubric=rubrics[0]
        )
    else:
        answer = language.gettext(
            "By the same, {rubric}; but the reviews are of {first} to {last}.",
            rubric=rubrics[0],
            first=first,
            last=last,
        )
    text = language.gettext("Are they measured by the same rubric, and in reviews of the same day?")
    yield Question(text, answer, _reviews(sides, language), about="answer")


def _uncertain_figures(comparison: Comparison, language: Language) -> Iterator[Question]:
    """Initiatives whose value per unit is only forecast, or whose result is unknown."""
    expected = [side for side in _reviewed(comparison) if _is_expected(side)]
    answers = list(unpriced_sentences(comparison, language))
    if expected:
        names = language.listed([short_name(side.initiative) for side in expected])
        answers.insert(
            0,
            language.ngettext(
                "{names}: the value per unit is expected; the result at target volume rests on it.",
                "{names}: the values per unit are expected; the result at target volume rests on them.",
                len(expected),
                names=names,
            ),
        )
    if answers:
        text = language.gettext("Which figure rests on a forecast, or is not known?")
        yield Question(text, " ".join(answers), _months(comparison, language), about="money")


def _is_expected(side: Side) -> bool:
    """True if the result is known but rests on a forecast value."""
    found = side.prospect
    return found.target_result is not None and found.value_basis is Basis.FORECAST


def _months(comparison: Comparison, language: Language) -> str:
    return "; ".join(
        language.gettext(
            "{code}: figures of {month}",
            code=side.initiative.code,
            month=language.month(side.prospect.month),
        )
        for side in _reviewed(comparison)
        if side.prospect.month
    )


def _weakest(comparison: Comparison, language: Language) -> Iterator[Question]:
    if len(comparison.ranking.first) != 1:
        return
    side = comparison.sides[comparison.ranking.first[0]]
    if side.assessment is None:
        return
    for gate, reason in weakest_gate(side.assessment):
        yield Question(
            language.gettext(
                "Why is {gate} the weakest gate of {name}, at {score}?",
                gate=language.shipped(gate.gate.name),
                name=short_name(side.initiative),
                score=score_text(gate.score, language),
            ),
            reason_sentence(side.assessment, reason, language),
            newest_evidence(side.assessment, reason.criterion, language),
            about="answer",
        )


def _dearest(comparison: Comparison, language: Language) -> Iterator[Question]:
    """Purpose of the step with the most effort on any path; paths of one step are skipped."""
    found = [
        (step, side, side.assessment)
        for side in _reviewed(comparison)
        if side.assessment and (step := largest_step(side.assessment.path))
    ]
    if not found:
        return
    step, side, assessment = max(found, key=lambda each: each[0].effort)
    yield Question(
        language.gettext(
            "Why does “{step}” take {days} at {name}?",
            step=step_text(step, assessment.case.rubric, language),
            days=language.days(step.effort),
            name=short_name(side.initiative),
        ),
        step_share(step, assessment, language),
        newest_evidence(assessment, step.criterion, language),
        about="path",
    )


def _reviews(sides: Sequence[Side], language: Language) -> str:
    return "; ".join(_review(side, language) for side in sides)


def _review(side: Side, language: Language) -> str:
    """The review of one side, marked if it is a draft."""
    if side.reviewed is None:
        text = language.gettext("Not reviewed")
    else:
        review = side.reviewed.case.review
        day = language.short_date(review.dated)
        draft = language.gettext("Draft, review of {day}", day=day)
        text = language.gettext("Review of {day}", day=day) if review.seal else draft
    return language.gettext("{code}: {fact}", code=side.initiative.code, fact=text)
