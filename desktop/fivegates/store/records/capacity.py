"""The settings of the capacity plan: one record of the portfolio, with people and dependencies."""

from dataclasses import replace
from typing import Final

from fivegates.domain.capacity.settings import CapacitySettings, Dependency, OwnerCapacity
from fivegates.store.file.portfolio_file import PortfolioFile, kept_of
from fivegates.store.records.columns import in_tenths
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

CAPACITY_OWNER: Final = RecordTable(
    OwnerCapacity, "capacity_owner", parent="capacity_id", own=[in_tenths("days")]
)
CAPACITY_DEPENDENCY: Final = RecordTable(Dependency, "capacity_dependency", parent="capacity_id")
CAPACITY: Final = RecordTable(
    CapacitySettings,
    "capacity",
    parts={"owners": CAPACITY_OWNER, "after": CAPACITY_DEPENDENCY},
    own=[in_tenths("total"), in_tenths("unassigned")],
)
_ID: Final = 1


@kept_of(CAPACITY.tables)
def read_capacity(file: PortfolioFile) -> CapacitySettings:
    """The settings of the capacity plan; empty ones where none are saved."""
    return next(iter(CAPACITY.all(file)), CapacitySettings())


def save_capacity(edit: Edit, settings: CapacitySettings) -> None:
    """Replace the settings; empty ones delete the record."""
    said = settings != CapacitySettings()
    if said:
        edit.save("capacity", {"id": _ID}, {"id": _ID, **CAPACITY.row(settings)})
    CAPACITY_OWNER.replace_of(edit, _ID, settings.owners)
    CAPACITY_DEPENDENCY.replace_of(edit, _ID, settings.after)
    if not said:
        edit.delete("capacity", {"id": _ID})


def rename_code(edit: Edit, old: str, new: str) -> None:
    """Update the dependencies of an initiative whose code changes."""
    held = read_capacity(edit.file)
    followed = tuple(
        replace(
            each,
            code=new if each.code.lower() == old.lower() else each.code,
            after=new if each.after.lower() == old.lower() else each.after,
        )
        for each in held.after
    )
    if followed != held.after:
        save_capacity(edit, replace(held, after=followed))
