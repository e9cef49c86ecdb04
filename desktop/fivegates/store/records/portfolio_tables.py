"""The tables of a portfolio beside its initiatives: frameworks, ideas, meetings, the capacity plan."""

from dataclasses import fields, replace
from typing import Final

from fivegates.domain.capacity.settings import CapacitySettings, Dependency, OwnerCapacity
from fivegates.domain.errors import UserError
from fivegates.domain.frameworks.framework import Framework, FrameworkItem
from fivegates.domain.ideas import Idea
from fivegates.domain.portfolio.meeting import NO_MEETING, MeetingDetails, PaperMeetings
from fivegates.store.file.portfolio_file import PortfolioFile, cached_by_tables
from fivegates.store.records.columns import in_tenths
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

FRAMEWORK_ITEM: Final = RecordTable(FrameworkItem, "framework_item", parent="framework_id")
FRAMEWORK: Final = RecordTable(Framework, "framework", parts={"items": FRAMEWORK_ITEM})


@cached_by_tables(FRAMEWORK.tables)
def read_frameworks(file: PortfolioFile) -> tuple[Framework, ...]:
    """The frameworks of the portfolio's own with their items, in the order in which they were added."""
    return FRAMEWORK.all(file)


IDEA: Final = RecordTable(Idea, "idea")


@cached_by_tables(IDEA.tables)
def read_ideas(file: PortfolioFile) -> tuple[Idea, ...]:
    """All ideas, in the order in which they were added."""
    return IDEA.all(file)


def read_idea(file: PortfolioFile, idea_id: int) -> Idea:
    """Return an idea. Raises UserError if no idea has this id."""
    found = file.rows("SELECT * FROM idea WHERE id = ?", idea_id)
    if not found:
        raise UserError("There is no idea of number {number} in this portfolio.", number=idea_id)
    return IDEA.value(found[0])


def follow_code(edit: Edit, old: str, new: str) -> None:
    """Keep the link from ideas to an initiative whose code changes."""
    for row in edit.file.rows("SELECT id FROM idea WHERE initiative = ?", old):
        edit.update(IDEA.name, {"id": row["id"]}, {"initiative": new})


BRIEF_MEETING: Final = RecordTable(MeetingDetails, "brief_meeting", parent="initiative_id")
_PAPER: Final = "paper_meeting"
_PAPERS: Final = tuple(field.name for field in fields(PaperMeetings))


def read_meeting(file: PortfolioFile, initiative_id: int) -> MeetingDetails:
    """The meeting details of the brief on an initiative; empty where none are saved."""
    return next(iter(BRIEF_MEETING.of(file, initiative_id)), NO_MEETING)


def save_meeting(edit: Edit, initiative_id: int, matter: MeetingDetails) -> None:
    """Save the meeting details of a brief; empty ones have no row."""
    _save(edit, "brief_meeting", {"initiative_id": initiative_id}, matter)


@cached_by_tables(frozenset({_PAPER}))
def read_meetings(file: PortfolioFile) -> PaperMeetings:
    """The meeting details of comparisons and packs."""
    rows = file.rows("SELECT * FROM paper_meeting")
    return PaperMeetings(**{row["paper"]: BRIEF_MEETING.value(row) for row in rows})


def save_meetings(edit: Edit, meetings: PaperMeetings) -> None:
    """Save the meeting details of comparisons and packs."""
    for paper in _PAPERS:
        _save(edit, _PAPER, {"paper": paper}, getattr(meetings, paper))


def _save(edit: Edit, table: str, key: dict[str, int | str | None], matter: MeetingDetails) -> None:
    """Save a row, or delete an empty one."""
    if matter.is_filled:
        edit.save(table, key, {**key, **BRIEF_MEETING.row(matter)})
    else:
        edit.delete(table, key)


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


@cached_by_tables(CAPACITY.tables)
def read_capacity(file: PortfolioFile) -> CapacitySettings:
    """The settings of the capacity plan; empty ones where none are saved."""
    return next(iter(CAPACITY.all(file)), CapacitySettings())


def save_capacity(edit: Edit, settings: CapacitySettings) -> None:
    """Replace the settings; empty ones delete the record."""
    changed = settings != CapacitySettings()
    if changed:
        edit.save("capacity", {"id": _ID}, {"id": _ID, **CAPACITY.row(settings)})
    CAPACITY_OWNER.replace_of(edit, _ID, settings.owners)
    CAPACITY_DEPENDENCY.replace_of(edit, _ID, settings.after)
    if not changed:
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
