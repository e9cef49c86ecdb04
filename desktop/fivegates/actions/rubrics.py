"""The default rubric, and rubrics of the user's own."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from fivegates.actions.file.backups import back_up_now
from fivegates.actions.file.opened import Changes, OpenPortfolio
from fivegates.actions.file.transaction import saving
from fivegates.actions.file.whole_files import read_file
from fivegates.domain.errors import UserError
from fivegates.domain.language import Message
from fivegates.domain.rubric.rubric import Rubric
from fivegates.exchange.rubric.toml_format import LARGEST_FILE, read_rubric, write_rubric
from fivegates.resources import read_resource
from fivegates.store.records.portfolio import read_settings, save_settings
from fivegates.store.records.reviews import insert_rubric, read_rubrics


@cache
def default_rubric() -> Rubric:
    """The rubric that comes with Fivegates."""
    name = "five-gates.toml"
    return read_rubric(read_resource(f"rubrics/{name}"), name)


def rubric_text(rubric: Rubric) -> str:
    """The rubric as a file that can be edited and imported again."""
    return write_rubric(rubric).decode()


def import_rubric(opened: OpenPortfolio, path: Path) -> Changes:
    """Add a rubric and use it for new reviews; old reviews keep theirs.

    Raises DataError naming the problems in the file, UserError when the portfolio holds another
    rubric of that id and version.
    """
    rubric = read_rubric(read_file(path, LARGEST_FILE), path.name)
    back_up_now(opened)
    with saving(opened, Message("Import the rubric “{name}”", name=rubric.name)) as action:
        for missing in missing_rubrics(opened, [rubric]):
            insert_rubric(action.edit, missing)
        now = read_settings(opened.file)
        chosen = replace(now, rubric_id=rubric.id, rubric_version=rubric.version)
        save_settings(action.edit, chosen)
        action.concerns_settings()
    return action.changes


def missing_rubrics(opened: OpenPortfolio, rubrics: Iterable[Rubric]) -> list[Rubric]:
    """Those that the portfolio does not hold yet.

    Raises UserError for one that differs from the portfolio's of the same id and version: reviews
    are read against it, so it must never change.
    """
    held = {(rubric.id, rubric.version): rubric for rubric in read_rubrics(opened.file)}
    missing = []
    for rubric in rubrics:
        same = held.get((rubric.id, rubric.version))
        if same is None:
            missing.append(rubric)
        elif same != rubric:
            raise UserError(
                "This portfolio holds a different rubric “{id}” of version {version}. "
                "Give the new one another version.",
                id=rubric.id,
                version=rubric.version,
            )
    return missing
