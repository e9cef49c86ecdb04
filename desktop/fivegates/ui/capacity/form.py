"""The form for the settings of a capacity plan."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from fivegates.domain.capacity.settings import (
    Aim,
    CapacitySettings,
    Dependency,
    OwnerCapacity,
    Sharing,
    check_capacity,
)
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.typed_numbers import number_text, read_number
from fivegates.domain.wording.capacity import aim_word, sharing_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, DecimalField, ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox

V = TypeVar("V")

_TWO_CODES = 2


class CapacityForm(FormDialog):
    """Person-days, deadline and aim; people and dependencies a line each."""

    def __init__(self, context: Context, settings: CapacitySettings, parent: QWidget) -> None:
        gettext, language = context.language.gettext, context.language
        super().__init__(context, gettext("Capacity plan"), gettext("Make the plan"), parent)
        self._total = DecimalField(settings.total, language)
        self._until = DateField(context, settings.until)
        self._aim = ChoiceBox([(aim_word(aim, language), aim) for aim in Aim], settings.aim)
        self._at_least = CountField(settings.at_least, language)
        self._unassigned = DecimalField(settings.unassigned, language)
        self._per_unit = CountField(settings.per_unit, language)
        self._sharing = ChoiceBox(
            [(sharing_word(each, language), each) for each in Sharing], settings.sharing
        )
        self._owners = ProseBox("\n".join(_owner_line(each, language) for each in settings.owners))
        self._after = ProseBox("\n".join(_after_line(each, language) for each in settings.after))
        self._lay_out()
        self._total.setFocus()

    @property
    def value(self) -> CapacitySettings:
        """The settings as entered; lines that cannot be read are left out."""
        return CapacitySettings(
            self._total.value,
            self._until.value,
            self._aim.value,
            self._at_least.value,
            self._unassigned.value,
            self._per_unit.value,
            self._sharing.value,
            tuple(_read_lines(self._owners.toPlainText(), self._owner, [])),
            tuple(_read_lines(self._after.toPlainText(), _dependency, [])),
        )

    def find_problems(self) -> Iterable[Problem]:
        """Lines that cannot be read, and the domain's checks, each at the row of its field."""
        found = list(self._unreadable())
        return found or [
            Problem(each.place.split("[")[0], each.reason) for each in check_capacity(self.value)
        ]

    def _unreadable(self) -> Iterator[Problem]:
        for place, field in (
            ("total", self._total),
            ("until", self._until),
            ("at_least", self._at_least),
            ("unassigned", self._unassigned),
            ("per_unit", self._per_unit),
        ):
            yield from field.problems(place)
        lines: list[tuple[str, ProseBox, Callable[[str], object]]] = [
            ("owners", self._owners, self._owner),
            ("after", self._after, _dependency),
        ]
        for place, box, read in lines:
            faults: list[UserError] = []
            list(_read_lines(box.toPlainText(), read, faults))
            yield from (Problem(place, fault) for fault in faults[:1])

    def _owner(self, line: str) -> OwnerCapacity:
        """Parse a line; raises UserError where it names no person."""
        name, sign, days = line.rpartition("=")
        if not sign or not name.strip():
            raise UserError(
                "Write a name, = and days a week on each line: “{line}” is not so.", line=line.strip()
            )
        return OwnerCapacity(name.strip(), read_number(days, self.context.language))

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        hint = gettext("In all, until the deadline; empty is not limited.")
        self.add_rows(
            self.row("total", gettext("Person-days"), self._total, hint),
            self.row("until", gettext("Ready by"), self._until),
        )
        hint = gettext("Of fewest person-days: empty is as many as can be.")
        self.add_rows(
            self.row("aim", gettext("Plan for"), self._aim),
            self.row("at_least", gettext("At least so many initiatives"), self._at_least, hint),
            shares=(3, 2),
        )
        hint = gettext("A line each, such as “J. Ito = 3”. Others count 5 days a week.")
        self.add_rows(self.row("owners", gettext("Days a week of people"), self._owners, hint))
        self.add_rows(
            self.row("unassigned", gettext("Days a week for steps nobody owns"), self._unassigned),
            self.row("per_unit", gettext("Most initiatives of a business unit"), self._per_unit),
        )
        example = gettext("{code} after {other}", code="REN-LAPSE", other="BRK-MAIL")
        hint = gettext("A line each, by their codes, such as “{example}”.", example=example)
        self.add_rows(self.row("after", gettext("Which initiative waits for which"), self._after, hint))
        self.add_rows(self.row("sharing", gettext("Steps that count once for several"), self._sharing))


def _owner_line(owner: OwnerCapacity, language: Language) -> str:
    return f"{owner.name} = {number_text(owner.days, language)}"


def _after_line(dependency: Dependency, language: Language) -> str:
    return language.gettext("{code} after {other}", code=dependency.code, other=dependency.after)


def _dependency(line: str) -> Dependency:
    """Parse a line: its first and last words are codes. Raises UserError where there are not two."""
    words = line.split()
    if not _TWO_CODES <= len(words) <= _TWO_CODES + 1:
        raise UserError("Write two codes on each line: “{line}” is not so.", line=line.strip())
    return Dependency(words[0], words[-1])


def _read_lines(text: str, read: Callable[[str], V], faults: list[UserError]) -> Iterator[V]:
    """Parse each line that is not empty; errors are added to `faults`."""
    for line in text.splitlines():
        if line.strip():
            try:
                yield read(line)
            except UserError as error:
                faults.append(error)
