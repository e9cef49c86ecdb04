"""Follows the chain of final reviews from its beginning, and says where it first differs, and how."""

from collections.abc import Mapping
from dataclasses import dataclass

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import gettext_noop
from fivegates.domain.portfolio.overview import Reached, reached
from fivegates.domain.review.chain import NOTHING_BEFORE, hash_of
from fivegates.domain.review.fingerprint import rubric_digest
from fivegates.domain.review.review import Portfolio, Review, Seal
from fivegates.domain.review.seal import Sealed
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.review.signatures import is_signed_by_its_signer
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.verdict import judge

Stored = Mapping[int, Reached | None]
"""The verdicts that stand beside the reviews in a file, by the review's id."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first final review that differs: the places of initiative and review, and what is wrong."""

    record: int
    review: int
    reason: UserError


@dataclass(frozen=True, slots=True)
class _Link:
    """A final review where it stands in the portfolio, with the rubric that it names."""

    record: int
    index: int
    initiative: Initiative
    review: Review
    seal: Seal
    rubric: Rubric

    def error(self, template: str, **values: object) -> UserError:
        """Say something of this review, which the template names by number, code and day."""
        return UserError(
            template,
            number=self.seal.number,
            code=self.initiative.code,
            day=self.review.dated.isoformat(),
            **values,
        )


def first_fault(portfolio: Portfolio, stored: Stored | None = None) -> ChainFault | None:
    """Verify every link against what stands in the portfolio; None where all is as it was sealed.

    Where `stored` is given, the verdicts in the file are held against the sealed ones too.
    """
    digests = {(rubric.id, rubric.version): rubric_digest(rubric) for rubric in portfolio.rubrics}
    number, previous = 1, NOTHING_BEFORE
    for link in _links(portfolio):
        digest = digests[link.rubric.id, link.rubric.version]
        reason = (
            _break(link, number, previous)
            or _difference(link, digest)
            or (_stored_otherwise(link, stored) if stored is not None else None)
        )
        if reason:
            return ChainFault(link.record, link.index, reason)
        number, previous = link.seal.number + 1, link.seal.hash
    return None


def _links(portfolio: Portfolio) -> list[_Link]:
    """All final reviews in the order of the chain."""
    rubrics = {(rubric.id, rubric.version): rubric for rubric in portfolio.rubrics}
    links = [
        _Link(
            place,
            index,
            record.initiative,
            review,
            review.seal,
            rubrics[review.rubric_id, review.rubric_version],
        )
        for place, record in enumerate(portfolio.records)
        for index, review in enumerate(record.reviews)
        if review.seal is not None
    ]
    return sorted(links, key=lambda link: link.seal.number)


def _break(link: _Link, number: int, previous: str) -> UserError | None:
    """What is wrong with the link itself, where `number` and `previous` are due."""
    if link.seal.number > number:
        return link.error(
            gettext_noop(
                "Final review no. {missing} is missing from the chain; "
                "no. {number} ({code}, {day}) comes next."
            ),
            missing=number,
        )
    if link.seal.number < number:
        return link.error(gettext_noop("Two final reviews are no. {number}; the second is of {code}, {day}."))
    if hash_of(link.seal) != link.seal.hash:
        return link.error(
            gettext_noop(
                "Final review no. {number} ({code}, {day}) was altered: "
                "what is sealed no longer gives the hash of its seal."
            )
        )
    if link.seal.previous != previous:
        return link.error(
            gettext_noop(
                "Final review no. {number} ({code}, {day}) does not follow from no. {before}: "
                "one of the two was altered or replaced."
            ),
            before=number - 1,
        )
    if (link.seal.signer or link.seal.signature) and not is_signed_by_its_signer(link.seal):
        return link.error(
            gettext_noop(
                "Final review no. {number} ({code}, {day}) was sealed by someone else: "
                "its signature is not of the key that it names."
            )
        )
    return None


def _difference(link: _Link, digest: str) -> UserError | None:
    """Where the portfolio is not what was sealed."""
    try:
        sealed = read_content(link.seal.content)
    except UserError:
        return link.error(
            gettext_noop("What was sealed with final review no. {number} ({code}, {day}) cannot be read.")
        )
    field = next(iter(_differing_fields(link, sealed, digest)), None)
    if field is not None:
        return link.error(
            gettext_noop(
                "Final review no. {number} ({code}, {day}) was altered: “{field}” is not what was sealed."
            ),
            field=field,
        )
    if reached(judge(sealed.case(link.review, link.rubric))) != sealed.reached:
        return link.error(
            gettext_noop(
                "The verdict sealed with final review no. {number} ({code}, {day}) "
                "does not follow from its scores."
            )
        )
    return None


def _differing_fields(link: _Link, sealed: Sealed, digest: str) -> list[str]:
    """The fields that are not as they were sealed, as the portfolio JSON names them."""
    now, then = link.review, sealed.review
    fields: dict[str, tuple[object, object]] = {
        "code": (link.initiative.code, sealed.code),
        "date": (now.dated, then.dated),
        "rubric": (
            (now.rubric_id, now.rubric_version, digest),
            (then.rubric_id, then.rubric_version, sealed.rubric_digest),
        ),
        "reviewer": (now.reviewer, then.reviewer),
        "decision_asked": (now.decision_asked, then.decision_asked),
        "supersedes": (now.supersedes, then.supersedes),
        "correction": (now.correction, then.correction),
    }
    differing = [name for name, (found, meant) in fields.items() if found != meant]
    if now.scores != then.scores:
        keys = sorted({*now.scores, *then.scores})
        differing += [f"scores.{key}" for key in keys if now.scores.get(key) != then.scores.get(key)]
    return differing


def _stored_otherwise(link: _Link, stored: Stored) -> UserError | None:
    """What is wrong with the verdict that stands beside the review."""
    if stored.get(link.review.id) == read_content(link.seal.content).reached:
        return None
    return link.error(
        gettext_noop(
            "Final review no. {number} ({code}, {day}) was altered: "
            "the verdict beside it is not the one that was sealed."
        )
    )
