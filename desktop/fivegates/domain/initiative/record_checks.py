"""Validation of records before they are stored: each fault as a problem that names the field.

Fields are named as in the portfolio JSON (a date is `date`). Forms and imports use the same checks,
so a file can hold nothing that the window would refuse.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.fields import field_problems
from fivegates.domain.initiative.evidence_files import file_problems
from fivegates.domain.initiative.initiative import Action, Change, Evidence, Initiative
from fivegates.domain.limits import day_problems, line_problems
from fivegates.domain.portfolio.settings import Settings
from fivegates.domain.quoting import unknown_word
from fivegates.domain.review.review import Panel, Review, Score, Seal
from fivegates.domain.rubric.rubric import Rubric

MOST_SEALED = 10_000_000
HASH_PATTERN = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"([0-9a-f]{128})?")


def check_settings(settings: Settings) -> tuple[Problem, ...]:
    """Return the problems of a portfolio's title, marking and currency."""
    return field_problems(settings)


def check_initiative(initiative: Initiative) -> tuple[Problem, ...]:
    """Return the problems of an initiative's fields."""
    return field_problems(initiative)


def check_evidence(evidence: Evidence) -> tuple[Problem, ...]:
    """Return the problems of a piece of evidence, leaving whether its criteria exist to `check_backed`."""
    return (
        *field_problems(evidence),
        *file_problems("file", evidence.file),
        *_passed(evidence),
        *_further(evidence),
    )


def _further(evidence: Evidence) -> Iterator[Problem]:
    """Check that further criteria follow a first one, without duplicates."""
    if evidence.also and not evidence.assigned:
        yield Problem("also", UserError("Choose the first criterion before further ones."))
    seen = {evidence.criterion}
    for index, criterion in enumerate(evidence.also):
        if criterion in seen:
            yield Problem(f"also[{index}]", UserError("This criterion is named here already."))
        seen.add(criterion)


def _passed(evidence: Evidence) -> Iterator[Problem]:
    """Check that no more cases passed than were tested."""
    if evidence.passed is None:
        return
    if evidence.cases is None:
        yield Problem("cases", UserError("Say of how many cases these passed."))
    elif evidence.passed > evidence.cases:
        yield Problem("passed", UserError("More cases passed than were tested."))


def check_change(change: Change) -> tuple[Problem, ...]:
    """Return the problems of a change."""
    return field_problems(change)


def check_action(action: Action) -> tuple[Problem, ...]:
    """Return the problems of an action, leaving its criterion to `check_criterion`."""
    return field_problems(action)


def check_review(review: Review) -> tuple[Problem, ...]:
    """Return the problems of a review and its scores, leaving the criteria to `check_criterion`."""
    scores = (
        Problem(f"scores.{key}.{problem.place}", problem.reason)
        for key, score in review.scores.items()
        for problem in check_score(score)
    )
    return (
        *field_problems(review),
        *_correction(review),
        *(Problem(f"panel.{problem.place}", problem.reason) for problem in _panel(review.panel)),
        *(Problem(f"final.{problem.place}", problem.reason) for problem in _seal(review.seal)),
        *scores,
    )


def _seal(seal: Seal | None) -> Iterator[Problem]:
    """Check a seal by itself; whether it fits is for the chain to say."""
    if seal is None:
        return
    if seal.number < 1:
        yield Problem("number", UserError("Write a whole number from 1."))
    yield from line_problems("by", seal.by, required=True)
    yield from day_problems("at", seal.at.date())
    yield from _hash("previous", seal.previous)
    yield from _hash("hash", seal.hash)
    if len(seal.content) > MOST_SEALED:
        yield Problem("content", UserError("This is longer than anything that was sealed."))
    if seal.signer:
        yield from _hash("signer", seal.signer)
    if not _SIGNATURE.fullmatch(seal.signature):
        yield Problem("signature", UserError("Write 128 hexadecimal digits, in small letters."))


def panel_criteria(panel: Panel | None) -> Iterator[tuple[str, str]]:
    """The criteria that a panel's answers name, each with its place in the review."""
    if panel is None:
        return
    for number, ballot in enumerate(panel.ballots):
        for index, score in enumerate(ballot.scores):
            yield f"panel.ballots[{number}].scores[{index}].criterion", score.criterion
    for index, score in enumerate(panel.settled):
        yield f"panel.settled[{index}].criterion", score.criterion


def _panel(panel: Panel | None) -> Iterator[Problem]:
    """Check a panel beyond its fields: members asked twice, and inconsistent answers."""
    if panel is None:
        return
    if not panel.key:
        yield Problem("key", UserError("This must not be empty."))
    yield from day_problems("agreed", panel.agreed and panel.agreed.date())
    seen: set[tuple[int, str]] = set()
    for number, ballot in enumerate(panel.ballots):
        place, whose = f"ballots[{number}]", (ballot.round, ballot.name.strip().casefold())
        if whose in seen:
            yield Problem(f"{place}.name", UserError("{name} is asked twice in a round.", name=ballot.name))
        seen.add(whose)
        yield from day_problems(f"{place}.handed_in", ballot.handed_in and ballot.handed_in.date())
        if ballot.round > panel.round:
            yield Problem(f"{place}.round", UserError("The panel has not come to this round."))
        if bool(ballot.seal) != (ballot.handed_in is not None):
            yield Problem(f"{place}.seal", UserError("A ballot has a seal where it was handed in."))
        yield from _answers(f"{place}.scores", ballot.scores)
    yield from _answers("settled", panel.settled)


def _answers(place: str, scores: tuple[Score, ...]) -> Iterator[Problem]:
    """Check the answers of one member, or the agreed ones: one for each criterion."""
    seen: set[str] = set()
    for index, score in enumerate(scores):
        if score.criterion in seen:
            reason = UserError("This criterion is answered here already.")
            yield Problem(f"{place}[{index}].criterion", reason)
        seen.add(score.criterion)
        yield from (Problem(f"{place}[{index}].{each.place}", each.reason) for each in _both(score))


def _hash(place: str, text: str) -> Iterator[Problem]:
    """Check the form of a SHA-256."""
    if not HASH_PATTERN.fullmatch(text):
        yield Problem(place, UserError("Write 64 hexadecimal digits, in small letters."))


def _correction(review: Review) -> Iterator[Problem]:
    """Check that a correcting review has a reason, and no other has one."""
    if review.supersedes is None and review.correction:
        yield Problem("correction", UserError("This review corrects none, so it needs no reason for it."))
    if review.supersedes is not None and not review.correction.strip():
        yield Problem("correction", UserError("This must not be empty."))


@lru_cache(maxsize=32_768)
def check_score(score: Score) -> tuple[Problem, ...]:
    """Return the problems of the answer to one criterion."""
    return (
        *field_problems(score),
        *_both(score),
    )


def check_criterion(place: str, criterion: str, rubrics: Iterable[Rubric]) -> tuple[Problem, ...]:
    """Return a problem at `place` unless one of the rubrics has the criterion."""
    ids = [each.id for rubric in rubrics for each in rubric.criteria]
    if criterion in ids:
        return ()
    return (Problem(place, unknown_word(criterion, list(dict.fromkeys(ids)))),)


def check_backed(evidence: Evidence, rubrics: Iterable[Rubric]) -> tuple[Problem, ...]:
    """Return a problem for each criterion of the evidence that none of the rubrics has."""
    known = tuple(rubrics)
    return tuple(
        problem
        for place, criterion in backed_places(evidence)
        for problem in check_criterion(place, criterion, known)
    )


def backed_places(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """The criteria that evidence backs, each with its place in the record; none until one is known."""
    for index, criterion in enumerate(evidence.criteria):
        yield (f"also[{index - 1}]" if index else "criterion"), criterion


def _both(score: Score) -> Iterator[Problem]:
    """Check that a score is not applicable only without a claim."""
    if score.not_applicable is not None and score.level is not None:
        yield Problem(
            "not_applicable", UserError("A criterion has a level or is not applicable; it cannot be both.")
        )
