"""What the capacity plan is made of: one record of the portfolio, with people and dependencies."""

from dataclasses import replace
from typing import Final

from fivegates.domain.capacity.settings import CapacitySettings, Dependency, OwnerCapacity
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.records.columns import Column, person_days, tenths
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable


def _in_tenths(field: str) -> Column:
    """A column of person-days in tenths."""
    column = f"{field}_tenths"
    return Column(field, lambda days: {column: tenths(days)}, lambda row: person_days(row[column]))


CAPACITY_OWNER: Final = RecordTable(
    OwnerCapacity, "capacity_owner", parent="capacity_id", own=[_in_tenths("days")]
)
CAPACITY_DEPENDENCY: Final = RecordTable(Dependency, "capacity_dependency", parent="capacity_id")
CAPACITY: Final = RecordTable(
    CapacitySettings,
    "capacity",
    parts={"owners": CAPACITY_OWNER, "after": CAPACITY_DEPENDENCY},
    own=[_in_tenths("total"), _in_tenths("unassigned")],
)
_ID: Final = 1


def read_capacity(file: PortfolioFile) -> CapacitySettings:
    """What the capacity plan is made of; without anything said where nothing is kept."""
    return file.kept(("capacity",), CAPACITY.tables, lambda: _read(file))


def _read(file: PortfolioFile) -> CapacitySettings:
    with file.held_still():
        for row in file.rows("SELECT * FROM capacity WHERE id = ?", _ID):
            owners = CAPACITY_OWNER.of(file, _ID, "number")
            return CAPACITY.value(row, owners=owners, after=CAPACITY_DEPENDENCY.of(file, _ID, "number"))
    return CapacitySettings()


def save_capacity(edit: Edit, settings: CapacitySettings) -> None:
    """Keep these settings in place of those before; nothing where they say nothing."""
    said = settings != CapacitySettings()
    if said:
        edit.save("capacity", {"id": _ID}, {"id": _ID, **CAPACITY.row(settings)})
    CAPACITY_OWNER.save_numbered(edit, _ID, settings.owners)
    CAPACITY_DEPENDENCY.save_numbered(edit, _ID, settings.after)
    if not said:
        edit.delete("capacity", {"id": _ID})


def rename_code(edit: Edit, old: str, new: str) -> None:
    """Have the dependencies of an initiative follow its code."""
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
