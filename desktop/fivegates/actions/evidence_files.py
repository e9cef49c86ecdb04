"""Read a file to attach to evidence, and write one that is attached: whole, judged, and never run."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.whole_files import is_there, read_file, write_file
from fivegates.domain.errors import UserError, refuse_whole
from fivegates.domain.initiative.evidence_files import MOST_BYTES, clean_name, size_limit
from fivegates.domain.initiative.initiative import Evidence, EvidenceFile
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.records.evidence_files import read_content


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was read and found fit to be kept."""

    file: EvidenceFile
    content: bytes

    @property
    def title(self) -> str:
        """What to call the evidence while nobody says better: the file's name without its ending."""
        return self.file.name.rpartition(".")[0]


def read_attachment(path: Path) -> Attachment:
    """Read and judge a file. Raises UserError that says why it is not attached."""
    there = is_there(path)
    if there and not path.is_file():
        raise UserError("{file} is not a file that can be attached. Choose another.", file=path)
    if there and path.stat().st_size > MOST_BYTES:
        refuse_whole(clean_name(path.name), size_limit())
    content = read_file(path, MOST_BYTES)
    return Attachment(evidence_file(path.name, content), content)


def picture_attachment(name: str, png: bytes) -> Attachment:
    """Judge a PNG that was pasted, to be kept as a file of this name. Raises UserError as for a file."""
    return Attachment(evidence_file(f"{name}.png", png), png)


def attached_content(opened: OpenPortfolio, evidence: Evidence) -> bytes:
    """What is in the file of a piece of evidence, judged again: another program may have put it there.

    Raises UserError when there is none, when it is altered, or when it would not be attached today.
    """
    if evidence.file is None:
        raise UserError("“{title}” has no file attached.", title=evidence.title)
    return _judged(opened, evidence.file)


def save_attached(opened: OpenPortfolio, evidence: Evidence, path: Path) -> None:
    """Write the file of a piece of evidence to `path`. Raises UserError; an older file there is kept then."""
    write_file(path, attached_content(opened, evidence), portfolio=opened.path)


def save_all_attached(opened: OpenPortfolio, items: Iterable[Evidence], folder: Path) -> Iterator[Path]:
    """Write the files of these items into `folder`, each once, over none that is there; gives the paths.

    Raises UserError where one cannot be written, or would not be attached today.
    """
    for file in dict.fromkeys(item.file for item in items if item.file):
        path = _free(folder, file.name)
        write_file(path, _judged(opened, file))
        yield path


def _free(folder: Path, name: str) -> Path:
    """`name`, or the first of `name (2)`, `name (3)` and so on, before the ending, that is not there yet."""
    stem, _, ending = name.rpartition(".")
    numbered = (f"{stem} ({number}).{ending}" for number in count(2))
    return next(path for each in chain([name], numbered) if not (path := folder / each).exists())


def _judged(opened: OpenPortfolio, file: EvidenceFile) -> bytes:
    """The content of a file, if it is still fit to be kept."""
    content = read_content(opened.file, file.digest)
    evidence_file(file.name, content)
    return content
