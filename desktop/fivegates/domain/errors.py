"""Errors that the user can correct, and problems found in a user's data."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, NoReturn

from fivegates.domain.language import ENGLISH, Language


class UserError(Exception):
    """Something the user can correct, in plain words.

    `template` is the English sentence, used as the translation key; `values` fill its braces.
    Anything else that is raised is a bug.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def text(self, language: Language) -> str:
        """The sentence in `language`."""
        return language.gettext(self.template, **self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle it by its fields: subclasses are made of other arguments than those that Exception keeps."""
        return _restored, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        return self.text(ENGLISH)


def _restored(kind: type[UserError], args: tuple[object, ...], fields: dict[str, object]) -> UserError:
    """An unpickled error of its own subclass."""
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


class Remedy(Enum):
    """The remedies that can be offered with a refusal."""

    RELOAD = auto()
    """Load the current content of the file."""
    SAVE_COPY = auto()
    """Continue in a copy elsewhere."""
    RESTORE = auto()
    """Restore a backup, or recover readable data."""


class FileRefusalError(UserError):
    """A refusal of the portfolio file itself, with its remedies."""

    def __init__(self, remedy: Remedy, template: str, /, **values: object) -> None:
        super().__init__(template, **values)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a user's data: its place (a key, a row and field) and the reason."""

    place: str
    reason: UserError

    def text(self, language: Language) -> str:
        """The problem in `language`, place first."""
        reason = self.reason.text(language)
        return f"{self.place}: {reason}" if self.place else reason


class DataError(UserError):
    """A file or a form refused for the problems in it; every one is kept, the first is reported.

    `source` names the file; it is empty for a form.
    """

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        super().__init__("{source} was not read.", source=source)
        self.source = source
        self.problems = problems

    def text(self, language: Language) -> str:
        """Name the file and the first problem, and how many more there are."""
        text = self.problems[0].text(language)
        first = f"{self.source}: {text}" if self.source else text
        more = len(self.problems) - 1
        if not more:
            return first
        rest = language.ngettext("({count} more problem)", "({count} more problems)", more)
        return f"{first} {rest}"


def refuse(problems: tuple[Problem, ...], source: str = "") -> None:
    """Raise DataError if there are problems."""
    if problems:
        raise DataError(source, problems)


def refuse_whole(source: str, reason: UserError) -> NoReturn:
    """Raise DataError for a fault of a file as a whole, without a place in it."""
    raise DataError(source, (Problem("", reason),))


_MIB: Final = 2**20


def larger_than(most: int) -> UserError:
    """The error for a file of more than `most` bytes: in megabytes, and below one in bytes."""
    if most < _MIB:
        return UserError("The file is larger than {most} bytes.", most=most)
    return UserError("The file is larger than {most} MB.", most=most // _MIB)
