"""Read a file to attach to evidence, and write one that is attached: whole, judged, and never run."""

from dataclasses import dataclass
from pathlib import Path

from fivegates.actions.opened import OpenPortfolio
from fivegates.actions.whole_files import read_file, write_file
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.evidence_files import MOST_BYTES, clean_name, size_limit
from fivegates.domain.initiatives import Evidence, EvidenceFile
from fivegates.exchange.evidence_contents import evidence_file
from fivegates.store.evidence_files import read_content


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was read and found fit to be kept."""

    file: EvidenceFile
    content: bytes


def read_attachment(path: Path) -> Attachment:
    """Read and judge a file. Raises UserError that says why it is not attached."""
    if path.exists() and not path.is_file():
        raise UserError("{file} is not a file that can be attached. Choose another.", file=path)
    if path.exists() and path.stat().st_size > MOST_BYTES:
        refuse((Problem("", size_limit()),), clean_name(path.name))
    content = read_file(path)
    return Attachment(evidence_file(path.name, content), content)


def attached_content(opened: OpenPortfolio, evidence: Evidence) -> bytes:
    """What is in the file of a piece of evidence, judged again: another program may have put it there.

    Raises UserError when there is none, when it is altered, or when it would not be attached today.
    """
    if evidence.file is None:
        raise UserError("“{title}” has no file attached.", title=evidence.title)
    content = read_content(opened.file, evidence.file.digest)
    evidence_file(evidence.file.name, content)
    return content


def save_attached(opened: OpenPortfolio, evidence: Evidence, path: Path) -> None:
    """Write the file of a piece of evidence to `path`. Raises UserError; an older file there is kept then."""
    write_file(path, attached_content(opened, evidence), portfolio=opened.path)
