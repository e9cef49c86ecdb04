"""The hash chain of final reviews: each covers a sealed review and the link before it (DESIGN section 7).

Anyone who knows the rules can seal a whole chain again, or remove its last links, and the chain is still
valid by itself. It then no longer matches an earlier receipt.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.fields import MOMENT
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.language import gettext_noop
from fivegates.domain.portfolio.overview import VerdictSummary, summarise_verdict
from fivegates.domain.review.fingerprint import canonical_text, digest, rubric_digest
from fivegates.domain.review.review import Case, ChainHead, Panel, Portfolio, Review, Seal
from fivegates.domain.review.seal import Sealed, content_of, plain_of
from fivegates.domain.review.seal_reader import read_content
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.review.signatures import is_signed_by_its_signer, public_half, signature_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.verdict.verdict import judge

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


_LINE: Final = re.compile(r"FIVEGATES-RECEIPT ([1-9][0-9]{0,8}) ([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9A-F]{64})")


@dataclass(frozen=True, slots=True)
class Receipt:
    """Number of final reviews on a day (in UTC), and the hash of the last."""

    count: int
    day: date
    hash: str

    @property
    def line(self) -> str:
        """One line of text, in capitals, which a QR code encodes in less space."""
        return f"FIVEGATES-RECEIPT {self.count} {self.day.isoformat()} {self.hash.upper()}"


def receipt_of(head: ChainHead) -> Receipt | None:
    """The receipt of a chain with this head; None where the time of its last seal is not known."""
    return None if head.at is None else Receipt(head.count, head.at.date(), head.hash)


def read_receipt(line: str) -> Receipt:
    """Parse a line as printed, ignoring blanks and case. Raises UserError."""
    found = _LINE.fullmatch(" ".join(line.upper().split()))
    try:
        if found is not None:
            return Receipt(int(found[1]), date.fromisoformat(found[2]), found[3].lower())
    except ValueError:  # the 30th of February
        pass
    raise UserError(
        "This is not a receipt. It is one line that begins with FIVEGATES-RECEIPT, as “fivegates history "
        "FILE --receipt” prints it."
    )


def receipt_problem(receipt: Receipt, seals: Iterable[Seal]) -> UserError | None:
    """The reason for which a chain of seals does not match a receipt; None where it does."""
    by_number = {seal.number: seal for seal in seals}
    found = by_number.get(receipt.count)
    if found is None:
        return UserError(
            "The receipt is for {count} final reviews, and the file has {found}: the last ones were removed, "
            "or this is an older copy or another portfolio.",
            count=receipt.count,
            found=len(by_number),
        )
    if (found.hash, found.at.date()) != (receipt.hash, receipt.day):
        return UserError(
            "Final review no. {number} is not the one of the receipt: the chain was sealed again since "
            "{day}, or this is another portfolio.",
            number=receipt.count,
            day=receipt.day,
        )
    return None


_FIRST_ZONE: Final = timedelta(hours=14)
NOTHING_BEFORE: Final = "0" * 64


def seal_after(  # noqa: PLR0913, PLR0917 - a link of the chain
    last: ChainHead | None,
    case: Case,
    initiative: Initiative,
    by: str,
    at: datetime,
    record: SealedRecord | None = None,
    key: "Ed25519PrivateKey | None" = None,
) -> Seal:
    """Make the link that follows `last`; `at` is an aware time, kept to the second.

    Without a `record` it is of version 1, without a `key` it is not signed.
    """
    link = Seal(
        number=last.count + 1 if last else 1,
        by=by,
        at=at.astimezone(UTC).replace(microsecond=0),
        previous=last.hash if last else NOTHING_BEFORE,
        hash="",
        content=content_of(case, initiative, record),
        signer="" if key is None else public_half(key),
    )
    sealed = replace(link, hash=hash_of(link))
    return sealed if key is None else replace(sealed, signature=signature_of(key, sealed.hash))


def hash_of(seal: Seal) -> str:
    """The SHA-256 of a link: its number, the previous hash, person, time, sealed content, and signer."""
    covered = {
        "number": seal.number,
        "previous": seal.previous,
        "by": seal.by,
        "at": seal.at.strftime(MOMENT),
        "content": seal.content,
        **({"signer": seal.signer} if seal.signer else {}),
    }
    return digest(canonical_text(covered))


def time_problem(last: ChainHead | None, review: Review, at: datetime) -> UserError | None:
    """The reason for which a review cannot be made final at a time: before its day, or before the last seal.

    A day counts from when it begins anywhere on Earth, since a review has the day of its place.
    """
    if (at.astimezone(UTC) + _FIRST_ZONE).date() < review.dated:
        return UserError(
            "The clock of this computer says {now}, which is before the day of the review, {day}. "
            "Set the clock, or correct the day; nothing was made final.",
            now=at.date(),
            day=review.dated,
        )
    if last is not None and last.at is not None and at < last.at:
        return UserError(
            "The clock of this computer says {now}, which is before the last review was made final "
            "({last}). Set the clock; nothing was made final.",
            now=f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC",
            last=f"{last.at:%Y-%m-%d %H:%M} UTC",
        )
    return None


Stored = Mapping[int, VerdictSummary | None]
"""Verdicts stored in a file, by the review's id."""


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first final review that differs: the positions of initiative and review, and the fault."""

    record: int
    review: int
    reason: UserError


@dataclass(frozen=True, slots=True)
class _Link:
    """A final review with its position in the portfolio, and the rubric that it names."""

    record: int
    index: int
    initiative: Initiative
    review: Review
    seal: Seal
    rubric: Rubric

    def error(self, template: str, **values: object) -> UserError:
        """An error about this review, which the template names by number, code and day."""
        return UserError(
            template,
            number=self.seal.number,
            code=self.initiative.code,
            day=self.review.dated.isoformat(),
            **values,
        )


def first_fault(portfolio: Portfolio, stored: Stored | None = None) -> ChainFault | None:
    """Verify every link against the portfolio; None where all matches the seals.

    Where `stored` is given, the stored verdicts are compared with the sealed ones too.
    """
    # Only of rubrics that a final review names: to digest one takes as long as to read a small portfolio.
    digests: dict[tuple[str, str], str] = {}
    number, previous = 1, NOTHING_BEFORE
    for link in _links(portfolio):
        named = (link.rubric.id, link.rubric.version)
        if named not in digests:
            digests[named] = rubric_digest(link.rubric)
        reason = (
            _break(link, number, previous)
            or _difference(link, digests[named])
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
    """Fault of the link itself, where `number` and `previous` are expected."""
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
    """Difference between portfolio and seal."""
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
    if summarise_verdict(judge(sealed.case(link.review, link.rubric))) != sealed.reached:
        return link.error(
            gettext_noop(
                "The verdict sealed with final review no. {number} ({code}, {day}) "
                "does not follow from its scores."
            )
        )
    return None


def _differing_fields(link: _Link, sealed: Sealed, digest: str) -> list[str]:
    """Fields that differ from the seal, by their names in the portfolio JSON."""
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
    return [*differing, *_differing_panel(now.panel, then.panel)]


def _differing_panel(now: Panel | None, then: Panel | None) -> Iterator[str]:
    """Parts of a panel that differ from the seal; of a ballot the person and the round."""
    found, meant = _panel_parts(now), _panel_parts(then)
    return (name for name in sorted({*found, *meant}) if found.get(name) != meant.get(name))


def _panel_parts(panel: Panel | None) -> dict[str, object]:
    """A panel without the store's ids, ballot by ballot."""
    if panel is None:
        return {}
    ballots = {f"panel.ballots.{each.name} ({each.round})": plain_of(each) for each in panel.ballots}
    return {"panel": plain_of(replace(panel, ballots=())), **ballots}


def _stored_otherwise(link: _Link, stored: Stored) -> UserError | None:
    """Fault of the verdict stored with the review."""
    if stored.get(link.review.id) == read_content(link.seal.content).reached:
        return None
    return link.error(
        gettext_noop(
            "Final review no. {number} ({code}, {day}) was altered: "
            "the verdict beside it is not the one that was sealed."
        )
    )
