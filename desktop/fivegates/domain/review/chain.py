"""The chain of final reviews: each link covers what was sealed and the link before (DESIGN section 7)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.fingerprint import canonical_text, digest
from fivegates.domain.review.review import MOMENT, Case, ChainHead, Seal
from fivegates.domain.review.seal import content_of

NOTHING_BEFORE: Final = "0" * 64


def seal_after(last: ChainHead | None, case: Case, initiative: Initiative, by: str, at: datetime) -> Seal:
    """Make the link that follows `last`; `at` is an aware time, kept to the second."""
    link = Seal(
        number=last.count + 1 if last else 1,
        by=by,
        at=at.astimezone(UTC).replace(microsecond=0),
        previous=last.hash if last else NOTHING_BEFORE,
        hash="",
        content=content_of(case, initiative),
    )
    return replace(link, hash=hash_of(link))


def hash_of(seal: Seal) -> str:
    """The SHA-256 of a link: its number, the link before, who, when, and all that was sealed."""
    covered = {
        "number": seal.number,
        "previous": seal.previous,
        "by": seal.by,
        "at": seal.at.strftime(MOMENT),
        "content": seal.content,
    }
    return digest(canonical_text(covered))
