"""The ideas of a portfolio."""

from typing import Final

from fivegates.domain.errors import UserError
from fivegates.domain.ideas.idea import Idea
from fivegates.store.file.portfolio_file import PortfolioFile, kept_of
from fivegates.store.records.edits import Edit
from fivegates.store.records.table import RecordTable

IDEA: Final = RecordTable(Idea, "idea")


@kept_of(IDEA.tables)
def read_ideas(file: PortfolioFile) -> tuple[Idea, ...]:
    """All ideas, in the order in which they were added."""
    return IDEA.all(file)


def read_idea(file: PortfolioFile, idea_id: int) -> Idea:
    """One idea. Raises UserError when there is none of this number."""
    found = file.rows("SELECT * FROM idea WHERE id = ?", idea_id)
    if not found:
        raise UserError("There is no idea of number {number} in this portfolio.", number=idea_id)
    return IDEA.value(found[0])


def follow_code(edit: Edit, old: str, new: str) -> None:
    """Keep the link from ideas to an initiative whose code changes."""
    for row in edit.file.rows("SELECT id FROM idea WHERE initiative = ?", old):
        edit.update(IDEA.name, {"id": row["id"]}, {"initiative": new})
