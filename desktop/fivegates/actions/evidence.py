"""Add, edit and remove evidence, read files to attach, and export attached files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Final

from fivegates.actions import records
from fivegates.actions.file.atomic_files import is_there, read_file, write_file
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.domain.errors import UserError, refuse_whole
from fivegates.domain.initiative.evidence_files import MOST_BYTES, clean_name, size_limit
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile, EvidenceKind
from fivegates.domain.initiative.record_checks import backed_places, check_evidence
from fivegates.domain.language import gettext_noop
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.records.evidence_files import read_content, save_content
from fivegates.store.records.initiatives import EVIDENCE


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was read and accepted as an attachment."""

    file: EvidenceFile
    content: bytes

    @property
    def title(self) -> str:
        """The default title of the evidence: the file's name without its extension."""
        return self.file.name.rpartition(".")[0]


def read_attachment(path: Path) -> Attachment:
    """Read and check a file. Raises UserError with the reason why it is refused."""
    there = is_there(path)
    if there and not path.is_file():
        raise UserError("{file} is not a file that can be attached. Choose another.", file=path)
    if there and path.stat().st_size > MOST_BYTES:
        refuse_whole(clean_name(path.name), size_limit())
    content = read_file(path, MOST_BYTES)
    return Attachment(evidence_file(path.name, content), content)


def picture_attachment(name: str, png: bytes) -> Attachment:
    """Check a pasted PNG, to be attached under this name. Raises UserError as for a file."""
    return Attachment(evidence_file(f"{name}.png", png), png)


def attached_content(opened: OpenPortfolio, evidence: Evidence) -> bytes:
    """The content of an attached file, checked again: another program may have written it.

    Raises UserError when there is none, when it is altered, or when it would not be attached today.
    """
    if evidence.file is None:
        raise UserError("“{title}” has no file attached.", title=evidence.title)
    return _judged(opened, evidence.file)


def save_attached(opened: OpenPortfolio, evidence: Evidence, path: Path) -> None:
    """Write the file of a piece of evidence to `path`. Raises UserError; an older file there is kept then."""
    write_file(path, attached_content(opened, evidence), portfolio=opened.path)


def save_all_attached(opened: OpenPortfolio, items: Iterable[Evidence], folder: Path) -> Iterator[Path]:
    """Write the files of these items into `folder`, each once, replacing none; returns the paths.

    Raises UserError where one cannot be written, or would not be attached today.
    """
    for file in dict.fromkeys(item.file for item in items if item.file):
        path = _free(folder, file.name)
        write_file(path, _judged(opened, file))
        yield path


def _free(folder: Path, name: str) -> Path:
    """`name`, or the first unused of `name (2)`, `name (3)` and so on, numbered before the extension."""
    stem, _, ending = name.rpartition(".")
    numbered = (f"{stem} ({number}).{ending}" for number in count(2))
    return next(path for each in chain([name], numbered) if not (path := folder / each).exists())


def _judged(opened: OpenPortfolio, file: EvidenceFile) -> bytes:
    """The content of a file, if it still passes the checks."""
    content = read_content(opened.file, file.digest)
    evidence_file(file.name, content)
    return content


_EVIDENCE: Final = records.RecordKind[Evidence](
    table=EVIDENCE,
    check=check_evidence,
    named=backed_places,
    title=lambda evidence: evidence.title,
)


def add_evidence(
    opened: OpenPortfolio, initiative_id: int, evidence: Evidence, content: bytes | None = None
) -> Changes:
    """Add a piece of evidence to an initiative; its id is in `created`. Raises UserError for a bad field.

    `content` is that of `evidence.file`, unless the portfolio holds it already.
    """
    kind = _keeping(content)
    return records.add(opened, kind, initiative_id, evidence, gettext_noop("Add the evidence “{title}”"))


def add_files(
    opened: OpenPortfolio, initiative_id: int, criterion: str, dated: date, files: Sequence[Attachment]
) -> Changes:
    """Add a document for each file, one at least, as one step; `criterion` may be `UNASSIGNED`.

    Each gets its file's name as title; the id of the last is in `created`. Raises UserError for an unknown
    criterion.
    """
    items = [Evidence(criterion, EvidenceKind.DOCUMENT, each.title, dated, file=each.file) for each in files]
    kind = replace(_EVIDENCE, prepare=lambda edit: [save_content(edit, each.content) for each in files])
    return records.add_all(opened, kind, initiative_id, items, gettext_noop("Add files as evidence"))


def edit_evidence(opened: OpenPortfolio, evidence: Evidence, content: bytes | None = None) -> Changes:
    """Save a piece of evidence that is already recorded. Raises UserError for a bad field.

    `content` is that of `evidence.file`, unless the portfolio holds it already.
    """
    kind = _keeping(content)
    return records.edit(opened, kind, evidence, gettext_noop("Edit the evidence “{title}”"))


def remove_evidence(opened: OpenPortfolio, evidence_id: int) -> Changes:
    """Remove a piece of evidence; undo restores it, with its file."""
    return records.remove(opened, _EVIDENCE, evidence_id, gettext_noop("Remove evidence"))


def _keeping(content: bytes | None) -> records.RecordKind[Evidence]:
    """The table of evidence that also stores the content of a file."""
    if content is None:
        return _EVIDENCE
    return replace(_EVIDENCE, prepare=lambda edit: save_content(edit, content))
