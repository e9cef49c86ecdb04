"""Sentences on a ranking: the first initiative, the grounds against it, and its firmness."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from fivegates.domain.comparison.comparison import Comparison, Side
from fivegates.domain.comparison.ranking import Ground, Swap
from fivegates.domain.initiative.initiative import Stage
from fivegates.domain.language import Language
from fivegates.domain.verdict.states import VerdictState
from fivegates.domain.wording.two_days import as_of_sentence, later_reviews_sentence
from fivegates.domain.wording.words import score_text, short_name


def answer_headline(comparison: Comparison, language: Language) -> str:
    """Headline that names the initiative to put first."""
    first = comparison.ranking.first
    if not first:
        return language.gettext("None can be put first yet")
    names = [short_name(comparison.sides[index].initiative) for index in first]
    if len(names) > 1:
        return language.gettext("{names} come level", names=language.listed(names))
    best = comparison.sides[first[0]]
    if best.initiative.stage is Stage.PRODUCTION:
        return language.gettext("{name} is live already", name=names[0])
    return _first_words(best, names[0], language)


def _first_words(best: Side, name: str, language: Language) -> str:
    """Headline for a first initiative, with its proviso."""
    match _state(best):
        case VerdictState.READY:
            return language.gettext("{name} first", name=name)
        case VerdictState.WAIVED:
            return language.gettext("{name} first, under a waiver", name=name)
        case VerdictState.CONDITIONAL:
            return language.gettext("{name} first, with conditions", name=name)
        case _:
            return language.gettext("{name} first, once it is ready", name=name)


def as_of_sentences(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """Day of the comparison, and reviews after it; empty where it is as of the reviews."""
    if comparison.day is None:
        return ()
    texts = (as_of_sentence(comparison.day, language), later_sides_sentence(comparison, language))
    return tuple(filter(None, texts))


def later_sides_sentence(comparison: Comparison, language: Language) -> str:
    """Compared reviews that are later than the day of the comparison; empty where there are none."""
    reviewed = (side.reviewed.case.review.dated for side in comparison.sides if side.reviewed)
    return "" if comparison.day is None else later_reviews_sentence(reviewed, comparison.day, language)


def answer_sentences(comparison: Comparison, language: Language) -> tuple[str, ...]:
    """Reasons for the first, arguments for the next, sensitivity of the order, and unknowns."""
    texts = (
        because_sentence(comparison, language),
        *against_sentences(comparison, language),
        firmness_of_answer(comparison, language),
        *_not_known(comparison, language),
    )
    return tuple(sentence for sentence in texts if sentence)


def rule_sentence(language: Language) -> str:
    """Rule by which the order is determined."""
    return language.gettext(
        "Initiatives are ordered by verdict, then by readiness (the lowest gate score), then by person-days "
        "to ready, then by what a month at target volume brings (margin of a unit × units). A later ground "
        "counts only where all before it are level; what is not known comes last."
    )


def _state(side: Side) -> VerdictState | None:
    """The verdict; None before the first review."""
    return side.assessment.verdict.state if side.assessment else None


def because_sentence(comparison: Comparison, language: Language) -> str:
    """The ground on which the first is ahead of the next."""
    ranking = comparison.ranking
    if not ranking.first:
        return language.gettext("No review of them is complete enough for a verdict.")
    if ranking.ground is None:
        return language.gettext(
            "They are level in verdict, readiness, person-days to ready and what they bring: choose by "
            "what the board wants most."
        )
    first, second = (comparison.sides[index] for index in ranking.order[:2])
    if ranking.ground is Ground.VERDICT:
        return f"{_stands(first, language)} {_stands(second, language)}"
    level = _level_state(first, second, language)
    return f"{level} {_parted(ranking.ground, first, second, language)}"


def _stands(side: Side, language: Language) -> str:
    """One verdict as a sentence with the name."""
    name = short_name(side.initiative)
    match _state(side):
        case VerdictState.READY:
            return language.gettext("{name} is ready for production.", name=name)
        case VerdictState.WAIVED:
            return language.gettext("{name} is ready for production under a waiver.", name=name)
        case VerdictState.CONDITIONAL:
            return language.gettext("{name} is ready for production with conditions.", name=name)
        case VerdictState.NOT_READY:
            return language.gettext("{name} is not ready for production.", name=name)
        case VerdictState.INCOMPLETE:
            return _stands_open(side, name, language)
        case _:
            return language.gettext("{name} has not been reviewed.", name=name)


def _stands_open(side: Side, name: str, language: Language) -> str:
    """Reason why a side has no verdict."""
    if _unanswered(side):
        return language.gettext("{name} is not fully scored.", name=name)
    return language.gettext("{name} has a gate in which nothing applies.", name=name)


def _level_state(first: Side, second: Side, language: Language) -> str:
    """The verdict that the first two share."""
    values = {"first": short_name(first.initiative), "second": short_name(second.initiative)}
    match _state(first):
        case VerdictState.READY:
            return language.gettext("{first} and {second} are both ready for production.", **values)
        case VerdictState.WAIVED:
            return language.gettext(
                "{first} and {second} are both ready for production under a waiver.", **values
            )
        case VerdictState.CONDITIONAL:
            return language.gettext(
                "{first} and {second} are both ready for production with conditions.", **values
            )
        case _:
            return language.gettext("Neither {first} nor {second} is ready for production.", **values)


def _parted(ground: Ground, one: Side, other: Side, language: Language) -> str:
    """The ground on which `one` is ahead of `other`, with the figures of both."""
    return _FIGURES[ground](one, other, language)


def _readiness(one: Side, other: Side, language: Language) -> str:
    mine, theirs = _readiness_of(one), _readiness_of(other)
    name, second = short_name(one.initiative), short_name(other.initiative)
    if theirs is None:
        return language.gettext(
            "The weakest gate of {name} is at {score}; {other} has a gate without a score.",
            name=name,
            other=second,
            score=score_text(mine, language),
        )
    scores = score_text(mine, language), score_text(theirs, language)
    if scores[0] == scores[1]:
        return language.gettext(
            "The weakest gate of {name} is ahead of that of {other} by less than one point, at {score}.",
            name=name,
            other=second,
            score=scores[0],
        )
    return language.gettext(
        "The weakest gate of {name} is at {score}, that of {other} at {theirs}.",
        name=name,
        other=second,
        score=scores[0],
        theirs=scores[1],
    )


def _readiness_of(side: Side) -> Fraction | None:
    """Lowest gate score; None where there is none."""
    return side.assessment.verdict.readiness if side.assessment else None


def _effort(one: Side, other: Side, language: Language) -> str:
    name, second = short_name(one.initiative), short_name(other.initiative)
    mine, theirs = (side.assessment.path if side.assessment else None for side in (one, other))
    effort = language.days(mine.effort) if mine else ""
    if theirs is None or theirs.obstacles:
        return language.gettext(
            "{name} is {effort} from ready; no step opens every gate of {other}.",
            name=name,
            other=second,
            effort=effort,
        )
    return language.gettext(
        "{name} is {effort} from ready, {other} {theirs}.",
        name=name,
        other=second,
        effort=effort,
        theirs=language.days(theirs.effort),
    )


def _result(one: Side, other: Side, language: Language) -> str:
    name, second = short_name(one.initiative), short_name(other.initiative)
    mine, theirs = one.prospect.target_result, other.prospect.target_result
    amount = language.money(mine or Fraction(0), one.prospect.currency, 0)
    if theirs is None:
        return language.gettext(
            "At its target volume {name} comes to {amount} a month; of {other} that is not known.",
            name=name,
            other=second,
            amount=amount,
        )
    return language.gettext(
        "At its target volume {name} comes to {amount} a month, {other} to {theirs}.",
        name=name,
        other=second,
        amount=amount,
        theirs=language.money(theirs, other.prospect.currency, 0),
    )


_FIGURES: Final[dict[Ground, Callable[[Side, Side, Language], str]]] = {
    Ground.READINESS: _readiness,
    Ground.EFFORT: _effort,
    Ground.RESULT: _result,
}


def against_sentences(comparison: Comparison, language: Language) -> Iterator[str]:
    """Later grounds on which the next is ahead of the first."""
    ranking = comparison.ranking
    if not ranking.against:
        return
    first, second = (comparison.sides[index] for index in ranking.order[:2])
    figures = " ".join(_parted(ground, second, first, language) for ground in ranking.against)
    name = short_name(second.initiative)
    yield language.gettext("Something speaks for {name}: {figures}", name=name, figures=figures)


def firmness_of_answer(comparison: Comparison, language: Language) -> str:
    """Single judgement on which the order depends, or none; empty where no initiative comes first."""
    ranking = comparison.ranking
    if len(ranking.first) != 1:
        return ""
    if not ranking.swaps:
        return language.gettext("The order is firm: no single one-level change puts another first.")
    example = swap_text(comparison, ranking.swaps[0], language)
    if len(ranking.swaps) == 1:
        return language.gettext("The order depends on one judgement: {example}", example=example)
    return language.ngettext(
        "The order depends on judgement: {count} single one-level change would put another first. "
        "One is this: {example}",
        "The order depends on judgement: each of {count} single one-level changes would put another first. "
        "One is this: {example}",
        len(ranking.swaps),
        example=example,
    )


def swap_text(comparison: Comparison, swap: Swap, language: Language) -> str:
    """One move, and the initiative that would come first with it."""
    side = comparison.sides[swap.mover]
    topic = (
        language.shipped(side.assessment.case.rubric.criterion(swap.criterion).topic)
        if side.assessment
        else ""
    )
    return language.gettext(
        "with {topic} of {name} at level {to} instead of {now}, {winner} comes first.",
        topic=topic,
        name=short_name(side.initiative),
        to=language.number(swap.to_level),
        now=language.number(swap.from_level),
        winner=short_name(comparison.sides[swap.winner].initiative),
    )


def trend_finding(comparison: Comparison, language: Language) -> str:
    """The initiative whose readiness rose most from its first scored review to its last."""
    risen = [(side, *ends) for side in comparison.sides for ends in _ends(side)]
    if not risen:
        return language.gettext("Readiness from review to review")
    most = max(last - first for _side, first, last in risen)
    leading = [each for each in risen if each[2] - each[1] == most]
    if most <= 0:
        return language.gettext("No readiness has risen since the first review")
    if len(leading) > 1:
        names = _names([each[0] for each in leading], language)
        return language.gettext("{names} have gained most", names=names)
    side, first, last = leading[0]
    return language.gettext(
        "{name} has gained most: from {first} to {last}",
        name=short_name(side.initiative),
        first=score_text(first, language),
        last=score_text(last, language),
    )


def _ends(side: Side) -> Iterator[tuple[Fraction, Fraction]]:
    """First and last known readiness, if there are two."""
    known = [mark.readiness for mark in side.marks if mark.readiness is not None]
    if len(known) > 1:
        yield known[0], known[-1]


def _not_known(comparison: Comparison, language: Language) -> Iterator[str]:
    """Missing facts that may change the order or make the comparison unequal."""
    unreviewed = [side for side in comparison.sides if side.assessment is None]
    if unreviewed:
        yield language.gettext("{names}: not reviewed, so last.", names=_names(unreviewed, language))
    blocked = [side for side in comparison.sides if _blocked(side)]
    if blocked:
        yield language.gettext(
            "{names}: nothing applies in a gate, so no steps lead to ready.", names=_names(blocked, language)
        )
    incomplete = [side for side in comparison.sides if _unanswered(side)]
    if incomplete:
        yield language.gettext(
            "{names}: not fully scored, so no verdict; the answers still missing may change the order.",
            names=_names(incomplete, language),
        )
    yield from unpriced_sentences(comparison, language)
    if not comparison.one_rubric:
        yield language.gettext("Not all are reviewed against the same rubric: scores compare only roughly.")


def unpriced_sentences(comparison: Comparison, language: Language) -> Iterator[str]:
    """Reviewed initiatives without a known result at target volume."""
    unpriced = [s for s in comparison.sides if s.assessment and s.prospect.target_result is None]
    if unpriced:
        yield language.ngettext(
            "{names}: what it brings at target volume is not known.",
            "{names}: what they bring at target volume is not known.",
            len(unpriced),
            names=_names(unpriced, language),
        )


def _blocked(side: Side) -> bool:
    """True if a gate has no applicable criterion."""
    return side.assessment is not None and bool(side.assessment.path.obstacles)


def _unanswered(side: Side) -> bool:
    """True if the verdict is missing because criteria are unanswered."""
    if side.assessment is None or side.assessment.verdict.state is not VerdictState.INCOMPLETE:
        return False
    return any(gate.unscored for gate in side.assessment.verdict.gates)


def _names(sides: list[Side], language: Language) -> str:
    return language.listed([short_name(side.initiative) for side in sides])
