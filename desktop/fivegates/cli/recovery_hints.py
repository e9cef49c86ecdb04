"""Names, with the refusal of a file that is not sound, the commands by which to go on."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from fivegates.actions.file.whole_files import is_there
from fivegates.domain.errors import FileRefusalError, Remedy, UserError
from fivegates.domain.language import Language, Message


class _RefusalWithWaysError(UserError):
    """A refusal, and below it a line for each way on."""

    def __init__(self, error: UserError, ways: Sequence[Message]) -> None:
        super().__init__(error.template, **error.values)
        self._ways = ways

    def text(self, language: Language) -> str:
        """Say it, and name the ways, in `language`."""
        return "\n".join([super().text(language), *(way.text(language) for way in self._ways)])


@contextmanager
def naming_ways_on(path: Path) -> Iterator[None]:
    """Run what reads the portfolio at `path`; a refusal that a backup may mend is raised with the ways on."""
    try:
        yield
    except FileRefusalError as error:
        if error.remedy is not Remedy.RESTORE:
            raise
        raise _RefusalWithWaysError(error, [*_ways_on(path)]) from error


def _ways_on(path: Path) -> Iterator[Message]:
    """What can be done about a portfolio that is damaged, empty or gone."""
    from fivegates.actions.file.backups import list_backups

    there = is_there(path)
    if list_backups(path):
        yield Message("`fivegates backups FILE` lists its backups, and `fivegates restore` goes back to one.")
    elif there:
        yield Message("There is no backup of this portfolio yet.")
    if there and path.stat().st_size:
        yield Message("`fivegates recover FILE OUT` saves what can be read of it as a new portfolio.")
