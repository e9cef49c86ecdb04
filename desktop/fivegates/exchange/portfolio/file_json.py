"""Files of evidence in the portfolio JSON: named where they back something, their content once, in base64."""

import base64
import binascii
from collections.abc import Iterator, Mapping

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.initiative.evidence_files import digest_of
from fivegates.domain.initiative.initiative import EvidenceFile
from fivegates.domain.review.review import Portfolio
from fivegates.exchange.evidence.contents import refusal
from fivegates.exchange.plain_data import Table


def contents_to_plain(contents: Mapping[str, bytes]) -> list[dict[str, object]]:
    """All contents, in the order of their digests."""
    return [
        {"sha256": digest, "content": base64.b64encode(contents[digest]).decode("ascii")}
        for digest in sorted(contents)
    ]


def read_contents(table: Table) -> dict[str, bytes]:
    """Read the contents of a portfolio's files, by digest."""
    return {
        digest_of(content): content for content in table.many("files", _read_content, lambda _content: ())
    }


def file_content_problems(portfolio: Portfolio) -> Iterator[Problem]:
    """Find files whose content is missing, differs from what is said of it, or would not be attached."""
    for number, record in enumerate(portfolio.records):
        for index, evidence in enumerate(record.evidence):
            if evidence.file is not None:
                place = f"initiatives[{number}].evidence[{index}].file"
                yield from _problems(place, evidence.file, portfolio.contents)


def _problems(place: str, file: EvidenceFile, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    """What is wrong with the content of one file."""
    content = contents.get(file.digest)
    if content is None:
        yield Problem(f"{place}.sha256", UserError("The content of this file is missing under “files”."))
    elif len(content) != file.size:
        reason = UserError("The file has {size} bytes, not {said}.", size=len(content), said=file.size)
        yield Problem(f"{place}.size", reason)
    elif fault := refusal(file.name, content):
        yield Problem(f"{place}.name", fault)


def _read_content(table: Table) -> bytes:
    """Read one content; its digest must be what is said."""
    said, text = table.text("sha256", required=True), table.text("content", required=True)
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        table.note("content", UserError("This is not base64."))
        return b""
    if digest_of(content) != said:
        table.note("sha256", UserError("The content has another SHA-256, so it was altered."))
    return content
