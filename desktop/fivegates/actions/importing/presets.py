"""Import presets, recognised by a file's columns: vendors' downloads, and the user's own choices."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from fivegates.actions.file.atomic_files import read_file, write_file
from fivegates.actions.file.files import data_folder
from fivegates.actions.importing.reading import ImportKind, Reading
from fivegates.exchange.ledger.preview import Chosen, ImportPreview
from fivegates.exchange.ledger.table_forms import LineKind
from fivegates.exchange.ledger.tables.presets import (
    LARGEST_FILE,
    Preset,
    fitting,
    read_presets,
    write_presets,
)
from fivegates.resources import resource_path

__all__ = ["Preset", "all_presets", "delete_choices", "save_choices", "save_preset"]

_MOST_KEPT = 200


def presets_path() -> Path:
    """The path of this user's own presets."""
    return data_folder() / "import-presets.toml"


def all_presets(codes: Collection[str]) -> tuple[Preset, ...]:
    """The user's own presets, the last one first, then those of vendors.

    An initiative of another portfolio, which is not among `codes`, is left out. Raises
    UserError for a faulty file of the user's.
    """
    kept = (replace(preset, constants=_of_portfolio(preset.constants, codes)) for preset in _saved_presets())
    return (*kept, *_shipped())


def save_preset(preview: ImportPreview, kind: LineKind, chosen: Chosen) -> None:
    """Save the choices for a file as a preset for the next one with its columns. Raises UserError.

    Nothing is saved where no column, value or initiative was chosen.
    """
    found = preview.detected
    owner = chosen.initiative and "initiative" not in dict(found.columns)
    if not (chosen.constants or owner) and chosen.columns is None:
        return
    read = (name for _, source in found.columns for name in source.split(" + "))
    known_by = tuple(dict.fromkeys(filter(None, (*read, *found.ignored))))
    like = fitting((*_saved_presets(), *_shipped()), known_by, kind)
    preset = Preset(
        name=preview.source,
        kind=kind,
        known_by=known_by,
        empty_without=like.empty_without if like else (),
        by_month=like.by_month if like else False,
        columns=dict(found.columns),
        constants={field: value for field, value in found.constants if value},
        is_kept=True,
    )
    others = [
        each for each in _saved_presets() if (each.kind, each.known_by) != (preset.kind, preset.known_by)
    ]
    write_file(presets_path(), write_presets([preset, *others][:_MOST_KEPT]))


def save_choices(reading: Reading) -> None:
    """Save the choices for a plain table that was read. Raises UserError."""
    if reading.preview is not None and reading.kind is not ImportKind.FOCUS:
        save_preset(reading.preview, LineKind(reading.kind.value), reading.request.chosen)


def delete_choices(header: Sequence[str], kind: LineKind) -> tuple[str, ...]:
    """Delete the choices for files with these columns; returns the files' names. Raises UserError."""
    kept = _saved_presets()
    forgotten = [each for each in kept if each.kind is kind and each.fits(header)]
    if forgotten:
        write_file(presets_path(), write_presets([each for each in kept if each not in forgotten]))
    return tuple(each.name for each in forgotten)


def _of_portfolio(constants: Mapping[str, str], codes: Collection[str]) -> dict[str, str]:
    """The values that are valid in a portfolio with these initiatives."""
    return {field: value for field, value in constants.items() if field != "initiative" or value in codes}


def _saved_presets() -> tuple[Preset, ...]:
    path = presets_path()
    if not path.exists():
        return ()
    return tuple(
        replace(preset, is_kept=True) for preset in read_presets(read_file(path, LARGEST_FILE), path.name)
    )


@cache
def _shipped() -> tuple[Preset, ...]:
    folder = resource_path("imports")
    files = sorted(folder.glob("*.toml"))
    return tuple(preset for file in files for preset in read_presets(file.read_bytes(), file.name))
