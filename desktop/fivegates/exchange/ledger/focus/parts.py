"""The files of one import: a file, several, a folder, a manifest or an archive; runs, and parts with rows.

Each run holds all of its month, so only the newest one counts. AWS names the folder of a run after its time,
Azure after an id; the time of a run of Azure is in its manifest.
"""

import gzip
import json
import os
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final
from zipfile import ZipFile

from fivegates.archives import UNSOUND, lists_too_much
from fivegates.domain.errors import UserError, refuse_whole
from fivegates.domain.language import Message
from fivegates.exchange.ledger.csv_tables import MOST_BYTES
from fivegates.exchange.ledger.tables.foreign_files import ARCHIVE, archive_fault

_PERIOD: Final = re.compile(r"BILLING_PERIOD=\d{4}-\d{2}|\d{8}-\d{8}", re.IGNORECASE)
_TIMED: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}T\d{2}.*", re.IGNORECASE)
_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """The run of an export: `period` is the path of the folder of a month, `name` that of the run.

    Both are empty if the path contains neither.
    """

    period: str = ""
    name: str = ""

    @property
    def time(self) -> str:
        """The time in the name of the run, which sorts as text; empty where there is none."""
        return self.name if _TIMED.fullmatch(self.name) else ""


def run_of(path: str) -> Run:
    """The run to which a file with this path belongs."""
    parts = PurePosixPath(path).parts
    for place, part in enumerate(parts[:-1]):
        if _PERIOD.fullmatch(part):
            below = parts[place + 1] if place + 2 < len(parts) else ""
            is_run = _TIMED.fullmatch(below) or _ID.fullmatch(below)
            return Run("/".join(parts[: place + 1]), below if is_run else "")
    return Run()


def submitted(info: object) -> str:
    """Start of a run of Azure, by the `runInfo` of its manifest; empty where that has none."""
    time = info.get("submittedTime") if isinstance(info, dict) else None
    try:
        return datetime.fromisoformat(str(time)).isoformat(timespec="microseconds")
    except ValueError:
        return ""


def newest(runs: Sequence[tuple[Run, str]]) -> tuple[frozenset[int], tuple[Message, ...]]:
    """The runs that count, by index, and remarks on the others; each with its time.

    A run without a month counts. Raises UserError where a month has several whose order is not known.
    """
    by_period: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    counted = set()
    for place, (run, _) in enumerate(runs):
        if run.period and run.name:
            by_period[run.period][run.name].append(place)
        else:
            counted.add(place)
    remarks = []
    for period, names in by_period.items():
        folder = PurePosixPath(period).name
        name = _newest_name({name: runs[places[0]][1] for name, places in names.items()}, folder)
        counted.update(names[name])
        if len(names) > 1:
            remarks.append(
                Message(
                    "There are {count} runs of {period}. Only the newest one is read: {run}.",
                    count=len(names),
                    period=folder,
                    run=name,
                )
            )
    return frozenset(counted), tuple(remarks)


def _newest_name(times: dict[str, str], period: str) -> str:
    """The name of the run with the last time."""
    if len(times) > 1 and (not all(times.values()) or len(set(times.values())) < len(times)):
        raise UserError(
            "There are {count} runs of {period}, and it is unclear which is the newest. Import the folder "
            "of the newest one.",
            count=len(times),
            period=period,
        )
    return max(times, key=times.__getitem__)


Wanted = Callable[[], None]
"""Called while a file is unpacked or scanned; an exception from it aborts that."""

MOST_PARTS: Final = 10_000
_BLOCK: Final = 2**20
_GZIP: Final = b"\x1f\x8b"
_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
_TABLES: Final = (".csv", ".csv.gz", ".tsv", ".txt", ".gz", ".parquet", ".zip", ".xlsx", ".ods")
_LARGEST_MANIFEST: Final = 2**22
_LISTS: Final = ("blobs", "dataFiles", "reportKeys", "files")
_NAMES: Final = ("blobName", "name", "path", "key")
_TOO_LARGE: Final = UserError("The file is larger than {most} bytes when unpacked.", most=MOST_BYTES)
_TOO_MANY: Final = UserError("There are more than {most} files.", most=MOST_PARTS)
_NO_TABLE: Final = UserError("There is no CSV or Parquet file in this archive.")
_DAMAGED: Final = UserError("The archive is damaged, or has a password.")


@dataclass(frozen=True, slots=True)
class Part:
    """A file with rows: `path` is its readable copy, `name` the one that the user knows."""

    path: Path
    name: str
    is_parquet: bool = False
    is_workbook: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The distinct files of an import, and remarks on those that were left out."""

    paths: tuple[Path, ...]
    remarks: tuple[Message, ...] = ()


def files_of(sources: Sequence[Path]) -> Files:
    """The files that hold the rows: those of a folder, or those that its manifest names, each once.

    Of several runs of one month the newest counts. Raises UserError for a folder without such files, for
    runs whose order is not known, and for a manifest that names a file that is not there.
    """
    paths: dict[Path, None] = {}
    remarks: list[Message] = []
    for source in sources:
        found = _files_of(source)
        paths |= dict.fromkeys(Path(os.path.realpath(path)) for path in found.paths)
        remarks += found.remarks
    if len(paths) > MOST_PARTS:
        raise _TOO_MANY
    return Files(tuple(paths), tuple(remarks))


def is_export(path: Path) -> bool:
    """True if a path can only be a billing export: a folder, a manifest, or a compressed or Parquet file.

    Raises OSError for a file that cannot be read.
    """
    if path.is_dir() or is_manifest(path):
        return True
    with path.open("rb") as stream:
        head = stream.read(4)
        if head != _ZIP:
            return head == _PARQUET or head.startswith(_GZIP)
        if lists_too_much(stream):
            return False
        try:
            with ZipFile(stream) as archive:
                return any(name.lower().endswith(_TABLES) for name in archive.namelist())
        except UNSOUND:
            return False


def is_manifest(path: Path) -> bool:
    """True if a file lists the files of an export."""
    return path.suffix.lower() == ".json" and "manifest" in path.name.lower()


def parts_of(path: Path, folder: Path, wanted: Wanted = lambda: None) -> Iterator[Part]:
    """The parts of a file; what is compressed is unpacked into `folder`. Raises DataError.

    `wanted` is called at intervals; an exception from it aborts the unpacking.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
        if head == _PARQUET:
            yield Part(path, path.name, is_parquet=True)
        elif head.startswith(_GZIP):
            yield _plain_part(_unpacked(stream, path, folder, wanted), path.name, wanted)
        elif head == _ZIP:
            yield from _members(stream, path, folder, wanted)
        else:
            yield Part(path, path.name)


def _files_of(source: Path) -> Files:
    """The files of one source."""
    if source.is_dir():
        manifests = sorted(path for path in source.rglob("*.json") if is_manifest(path))
        if manifests:
            return _listed(manifests, source)
        files = sorted(path for path in source.rglob("*") if _is_table(path))
        if not files:
            raise UserError("There is no CSV or Parquet file in {file}.", file=source)
        runs = [run_of(path.relative_to(source).as_posix()) for path in files]
        counted, remarks = newest([(run, run.time) for run in runs])
        return Files(tuple(path for place, path in enumerate(files) if place in counted), remarks)
    if is_manifest(source):
        return _listed([source], source.parent)
    return Files((source,))


def _is_table(path: Path) -> bool:
    """True if a file of a folder can contain rows."""
    return (
        path.is_file() and path.name.lower().endswith(_TABLES) and not path.name.startswith((".", "_", "~"))
    )


def _listed(manifests: Sequence[Path], folder: Path) -> Files:
    """The files that manifests name, as they lie under the folder or beside them."""
    contents = [_content(manifest) for manifest in manifests]
    runs = [run_of(content.names[0]) for content in contents]
    counted, remarks = newest(
        [(run, content.time or run.time) for run, content in zip(runs, contents, strict=True)]
    )
    paths = [
        path
        for place, (manifest, content) in enumerate(zip(manifests, contents, strict=True))
        if place in counted
        for path in _found(manifest, content.names, folder)
    ]
    return Files(tuple(paths), remarks)


def _found(manifest: Path, names: Sequence[str], folder: Path) -> Iterator[Path]:
    """The files that one manifest names."""
    roots = list(dict.fromkeys([manifest.parent, folder, *list(manifest.parents)[1:4]]))
    for name in names:
        found = _find(PurePosixPath(name), roots)
        if found is None:
            reason = UserError("It names {name}, which is not there.", name=name)
            refuse_whole(manifest.name, reason)
        yield found


def _content(manifest: Path) -> "_Manifest":
    """The files listed by a manifest of Azure or AWS. Raises DataError where it lists none."""
    try:
        with manifest.open("rb") as stream:
            found: object = json.loads(stream.read(_LARGEST_MANIFEST))
    except (ValueError, RecursionError, OSError):
        found = None
    whole = found if isinstance(found, dict) else {}
    listed = next((whole[key] for key in _LISTS if key in whole), None)
    names = [_name_in(each) for each in listed] if isinstance(listed, list) else []
    if not names or not all(names):
        refuse_whole(manifest.name, UserError("This manifest names no files."))
    return _Manifest(tuple(names), submitted(whole.get("runInfo")))


@dataclass(frozen=True, slots=True)
class _Manifest:
    """The names of the files that a manifest lists, and the start of its run, if stated."""

    names: tuple[str, ...]
    time: str


def _name_in(entry: object) -> str:
    """The name of a file in an entry of a manifest; empty where there is none."""
    if isinstance(entry, dict):
        entry = next((entry[key] for key in _NAMES if key in entry), "")
    return entry.partition("://")[2] or entry if isinstance(entry, str) else ""


def _find(name: PurePosixPath, roots: Sequence[Path]) -> Path | None:
    """The file whose path ends as the name does: as much of it as is there, at least its last part."""
    parts = [part for part in name.parts if part not in {"/", "..", "."}]
    for start in range(len(parts)):
        for root in roots:
            path = root.joinpath(*parts[start:])
            if path.is_file():
                return path
    return None


def _members(stream: BinaryIO, path: Path, folder: Path, wanted: Wanted) -> Iterator[Part]:
    """The tables in an archive; a workbook is an archive too, and one part."""
    if lists_too_much(stream):
        refuse_whole(path.name, _TOO_MANY)
    try:
        with ZipFile(stream) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            fault = archive_fault(names)
            if fault is None:
                yield Part(path, path.name, is_workbook=True)
                return
            tables = [name for name in names if name.lower().endswith(_TABLES) and "__MACOSX" not in name]
            if not tables:
                refuse_whole(path.name, _NO_TABLE if fault is ARCHIVE else fault)
            if len(tables) > MOST_PARTS:
                refuse_whole(path.name, _TOO_MANY)
            for name in tables:
                with archive.open(name) as member:
                    copied = _copied(member, folder / f"member-{_count(folder)}", path.name, wanted)
                label = PurePosixPath(name).name
                yield _plain_part(copied, label if len(tables) > 1 else path.name, wanted)
    except UNSOUND as error:
        raise UserError("{file}: {reason}", file=path.name, reason=_DAMAGED) from error


def _plain_part(path: Path, name: str, wanted: Wanted) -> Part:
    """A part from an unpacked file, which may be compressed again."""
    with path.open("rb") as stream:
        head = stream.read(4)
        if head.startswith(_GZIP):
            return _plain_part(_unpacked(stream, path, path.parent, wanted), name, wanted)
    return Part(path, name, is_parquet=head == _PARQUET, is_workbook=head == _ZIP)


def _unpacked(stream: BinaryIO, path: Path, folder: Path, wanted: Wanted) -> Path:
    """The content of a gzip file."""
    stream.seek(0)
    try:
        with gzip.open(stream) as unpacked:
            return _copied(unpacked, folder / f"unpacked-{_count(folder)}", path.name, wanted)
    except (OSError, EOFError, zlib.error) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        refuse_whole(path.name, _DAMAGED)


def _copied(stream: IO[bytes] | gzip.GzipFile, to: Path, source: str, wanted: Wanted) -> Path:
    """Copy within bounds, ignoring the sizes that an archive declares."""
    left = MOST_BYTES
    with to.open("wb") as file:
        while block := stream.read(_BLOCK):
            wanted()
            left -= len(block)
            if left < 0:
                refuse_whole(source, _TOO_LARGE)
            file.write(block)
    return to


def _count(folder: Path) -> int:
    """Number of files in the folder, where names are numbered."""
    return sum(1 for _ in folder.iterdir())
