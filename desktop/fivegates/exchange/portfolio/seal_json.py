"""Seals of final reviews to plain data of the portfolio JSON, and back."""

from datetime import UTC, datetime
from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.review.review import MOMENT, Seal
from fivegates.exchange.plain_data import Table
from fivegates.exchange.plain_writing import Plain, said

_ANY_MOMENT: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in for a time that could not be read, until the problem noted with it is raised."""


def read_seal(table: Table) -> Seal:
    """Read what makes a review final; the chain is verified once the whole portfolio is read."""
    return Seal(
        number=table.whole("number", required=True) or 0,
        by=table.text("by", required=True),
        at=read_moment(table, "at"),
        previous=table.text("previous", required=True),
        hash=table.text("hash", required=True),
        content=table.text("content", required=True),
        signer=table.text("signer"),
        signature=table.text("signature"),
    )


def read_moment(table: Table, key: str) -> datetime:
    """Read a time in UTC, to the second, written in full: `2026-05-13T09:12:30Z`."""
    text = table.text(key, required=True)
    try:
        moment = datetime.strptime(text, MOMENT).replace(tzinfo=UTC)
    except ValueError:
        moment = _ANY_MOMENT
    if moment.strftime(MOMENT) != text and text:
        table.note(key, UserError("Write a time in UTC, such as 2026-05-13T09:12:30Z."))
    return moment


def seal_to_plain(seal: Seal) -> Plain:
    """Give a seal; what was sealed is text, so that not a sign of it changes on the way."""
    return said(
        number=seal.number,
        by=seal.by,
        at=seal.at.strftime(MOMENT),
        previous=seal.previous,
        hash=seal.hash,
        content=seal.content,
        signer=seal.signer,
        signature=seal.signature,
    )
