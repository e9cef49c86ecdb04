"""The chain of final reviews: each link covers what was sealed and the link before (DESIGN section 7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from fivegates.domain.errors import UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.fingerprint import canonical_text, digest
from fivegates.domain.review.review import MOMENT, Case, ChainHead, Review, Seal
from fivegates.domain.review.seal import content_of
from fivegates.domain.review.sealed_record import SealedRecord
from fivegates.domain.review.signatures import public_half, signature_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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
    """The SHA-256 of a link: its number, the link before, who, when, all that was sealed, and the signer."""
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
    """Why a review cannot be made final at a time: it is before the review's day, or before the last seal.

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
