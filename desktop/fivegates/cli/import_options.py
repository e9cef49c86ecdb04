"""The options for reading a file of ledger lines, where detection is not enough."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, ParamSpec, TypedDict, TypeVar

import click

from fivegates.actions.importing.imports import Chosen, DateStyle, ImportKind, NumberStyle, Styles
from fivegates.actions.importing.reading import detect_format, field_of, named_columns, plain_fields, resolved
from fivegates.actions.importing.summary import ENCODINGS, SEPARATORS
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import unknown_word

P = ParamSpec("P")
R = TypeVar("R")

STYLES: Final = click.Tuple([click.Choice(each, case_sensitive=False) for each in (NumberStyle, DateStyle)])
_ENCODINGS: Final = {name: encoding for encoding, name in ENCODINGS.items()}
_SEPARATORS: Final = dict(zip(("comma", "semicolon", "tab", "bar"), SEPARATORS, strict=True))

_HIDDEN: Final = {"take": True, "leave": False}


class ReadingOptions(TypedDict):
    """The reading options; None, or no column, where the file's value is detected."""

    styles: tuple[NumberStyle, DateStyle] | None
    encoding: str | None
    separator: str | None
    columns: tuple[str, ...]
    owner: str | None
    constants: tuple[str, ...]
    sheet: str | None
    hidden_rows: str | None


def reading_options(command: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options of `ReadingOptions`."""
    styles = " ".join("|".join(style.name.lower() for style in each) for each in (NumberStyle, DateStyle))
    options = (
        click.option("--styles", type=STYLES, metavar=styles, help="How numbers and dates are written."),
        click.option(
            "--encoding",
            type=click.Choice(list(_ENCODINGS), case_sensitive=False),
            help="The encoding of its text, where that cannot be detected.",
        ),
        click.option(
            "--separator",
            type=click.Choice(list(_SEPARATORS), case_sensitive=False),
            help="What separates its cells, where that cannot be detected.",
        ),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="FIELD=COLUMN",
            help="In which column a field is; may be given more than once.",
        ),
        click.option(
            "--to",
            "owner",
            metavar="CODE",
            help="Whose the rows are that name none, or fit no rule; kept as --set is.",
        ),
        click.option(
            "--set",
            "constants",
            multiple=True,
            metavar="FIELD=VALUE",
            help="What a field is in rows that do not say it; kept for files with these columns.",
        ),
        click.option("--sheet", metavar="NAME", help="Which sheet of a workbook is read."),
        click.option(
            "--hidden-rows",
            type=click.Choice(list(_HIDDEN), case_sensitive=False),
            help="Whether rows of a workbook that are hidden count.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def has_reading_options(options: ReadingOptions) -> bool:
    """True if any of them is given."""
    return any(options[key] for key in ReadingOptions.__annotations__)  # type: ignore[literal-required]


def chosen_of(source: Path, kind: ImportKind, codes: Sequence[str], options: ReadingOptions) -> Chosen:
    """The reading choices for a file.

    Raises UserError for a field or column that is not there, and for an initiative that is not.
    """
    if kind is ImportKind.FOCUS and options["columns"]:
        message = "--column is for --as costs, usage and benefits."
        raise click.UsageError(message)
    if kind is ImportKind.FOCUS and options["constants"] and not options["owner"]:
        message = "--set is for rows of --as focus that --to gives to an initiative."
        raise click.UsageError(message)
    owner = _code(options["owner"], codes) if options["owner"] else ""
    read = Chosen(
        options["styles"] and Styles(*options["styles"]),
        options["encoding"] and _ENCODINGS[options["encoding"]],
        options["separator"] and _SEPARATORS[options["separator"]],
        initiative="" if kind is ImportKind.FOCUS else owner,
        rest=owner if kind is ImportKind.FOCUS else "",
        constants=dict(_constant(each, codes) for each in options["constants"]),
        sheet=options["sheet"] or "",
        hidden=_HIDDEN[options["hidden_rows"]] if options["hidden_rows"] else None,
    )
    if not options["columns"]:
        return read
    return replace(read, columns=_columns(detect_format(source, read).header, kind, options["columns"]))


def _code(owner: str, codes: Sequence[str]) -> str:
    """The code of an initiative as the portfolio writes it."""
    found = {code.casefold(): code for code in codes}.get(owner.casefold())
    if found is None:
        raise unknown_word(owner, codes)
    return found


def _constant(given: str, codes: Sequence[str]) -> tuple[str, str]:
    """A field and its constant."""
    field, sign, value = (part.strip() for part in given.partition("="))
    if not (field and sign and value):
        message = "Write a value as FIELD=VALUE, such as currency=EUR."
        raise click.UsageError(message)
    field = field_of(field)
    return field, _code(value, codes) if field == "initiative" else value


def _columns(header: Sequence[str], kind: ImportKind, given: Sequence[str]) -> dict[str, str]:
    """The columns matched by name, and those given."""
    fields = [field for field, _ in plain_fields(kind)]
    columns = named_columns(kind, header)
    for each in given:
        field, sign, name = (part.strip() for part in each.partition("="))
        if not sign:
            message = "Write a column as FIELD=COLUMN, such as amount=Betrag."
            raise click.UsageError(message)
        if field not in fields:
            raise unknown_word(field, fields)
        if resolved(name, header) is None:
            raise UserError("There is no column “{field}”.", field=name)
        columns[field] = name
    return columns
