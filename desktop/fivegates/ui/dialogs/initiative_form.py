"""The forms for adding or editing an initiative, and for what is usual for its kind."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count
from typing import Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.ideas import Offers, UsualAction, UsualWaiver
from fivegates.domain.initiative.initiative import Initiative, Kind, Stage
from fivegates.domain.initiative.record_checks import check_initiative
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.typed_numbers import read_count
from fivegates.domain.wording.ideas import kind_word, usual_action_text, waiver_text
from fivegates.domain.wording.words import stage_word
from fivegates.ui.context import Context
from fivegates.ui.widgets.dates import DateField
from fivegates.ui.widgets.fields import CountField, ProseBox
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox, TextField
from fivegates.ui.widgets.labels import PlainLabel


class KindOffersForm(FormDialog):
    """A tick box for each action and for each criterion that usually does not apply; packs are only named."""

    def __init__(self, context: Context, kind: Kind, offered: tuple[Offers, Rubric], parent: QWidget) -> None:
        gettext = context.language.gettext
        title = gettext("Usual for the kind “{kind}”", kind=kind_word(kind, context.language))
        super().__init__(context, title, gettext("Take what is ticked"), parent)
        self._offers, self._rubric = offered
        self._actions = [(each, QCheckBox(gettext("Add this action"))) for each in self._offers.actions]
        word = gettext("Mark it so in the draft")
        self._waivers = [(each, QCheckBox(word)) for each in self._offers.waivers]
        self._lay_out()

    @property
    def chosen_actions(self) -> tuple[UsualAction, ...]:
        """Those that are ticked."""
        return tuple(each for each, tick in self._actions if tick.isChecked())

    @property
    def chosen_waivers(self) -> tuple[UsualWaiver, ...]:
        """Those that are ticked."""
        return tuple(each for each, tick in self._waivers if tick.isChecked())

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        rubric, language = self._rubric, self.context.language
        ticks = [(usual_action_text(each, rubric, language), tick) for each, tick in self._actions]
        ticks += [(waiver_text(each, rubric, language), tick) for each, tick in self._waivers]
        for number, (text, tick) in enumerate(ticks):
            self.add_rows(self.row(f"offer {number}", text, tick))
        if self._offers.packs:
            packs = ", ".join(self._offers.packs)
            note = gettext("Packs of criteria that fit: {packs}", packs=packs)
        else:
            note = gettext("No pack of criteria is usual for it.")
        hint = self.row("packs", gettext("Packs"), PlainLabel(note, wrap=True))
        self.add_rows(hint)


_LONGEST: Final = 28
_STEM: Final = "initiative"
# Letters that Unicode does not take apart into a plain one and a mark.
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def suggest_code(name: str, taken: AbstractSet[str]) -> str:
    """A short code in plain letters ("Claims triage" is `claims-triage`) that is not in `taken`."""
    stem = _plain(name) or _STEM
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    used = {code.casefold() for code in taken}
    return next(code for code in candidates if code not in used)


def _plain(name: str) -> str:
    """Lower-case letters and digits joined by hyphens, cut between words where that is possible."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = letters.encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", letters)
    text = "-".join(words)
    if len(text) <= _LONGEST:
        return text
    cut = text[: _LONGEST + 1]
    return (cut.rpartition("-")[0] or cut)[:_LONGEST]


# The value for a volume that is not a number; the record check reports it.
_NO_NUMBER: Final = 0


class InitiativeForm(FormDialog):
    """All fields of an initiative. A new one's code follows its name until the user writes another."""

    def __init__(
        self, context: Context, initiative: Initiative | None, taken: AbstractSet[str], parent: QWidget
    ) -> None:
        gettext = context.language.gettext
        adding = initiative is None
        title = gettext("Add an initiative") if adding else gettext("Edit the initiative")
        super().__init__(context, title, gettext("Add initiative") if adding else gettext("Save"), parent)
        self._original = initiative or Initiative(code="", name="")
        self._taken = taken - {self._original.code}
        self._make_fields()
        self._lay_out()
        if adding:
            self._name.textEdited.connect(self._suggest)
            self._code.textEdited.connect(self._stop_suggesting)
        self._name.setFocus()

    @property
    def value(self) -> Initiative:
        """The initiative as entered; spaces at the ends of a field are dropped."""
        return replace(
            self._original,
            code=self._code.text().strip(),
            name=self._name.text().strip(),
            summary=self._summary.toPlainText().strip(),
            business_unit=self._unit_field.text().strip(),
            sponsor=self._sponsor.text().strip(),
            stage=self._stage.value,
            providers=_labels(self._providers),
            models=_labels(self._models),
            target_go_live=self._go_live.value,
            target_volume=_volume(self._volume.text(), self.context.language),
            unit=self._unit.text().strip(),
            tags=_labels(self._tags),
            kind=self._kind.value,
        )

    def find_problems(self) -> Iterable[Problem]:
        """The domain's checks, a volume that is no number, and that the code is free."""
        return (
            *self._go_live.problems("target_go_live"),
            *self._volume.problems("target_volume"),
            *check_initiative(self.value),
            *self._code_in_use(),
        )

    def _code_in_use(self) -> Iterator[Problem]:
        code = self.value.code
        if code.casefold() in {taken.casefold() for taken in self._taken}:
            yield Problem(
                "code", UserError("The code “{code}” is already used by another initiative.", code=code)
            )

    def _suggest(self, name: str) -> None:
        self._code.setText(suggest_code(name, self._taken) if name.strip() else "")

    def _stop_suggesting(self) -> None:
        self._name.textEdited.disconnect(self._suggest)
        self._code.textEdited.disconnect(self._stop_suggesting)

    def _make_fields(self) -> None:
        """A field for each part of the initiative, filled."""
        of, language = self._original, self.context.language
        self._name = TextField(of.name)
        self._code = TextField(of.code)
        self._summary = ProseBox(of.summary)
        self._unit_field = TextField(of.business_unit)
        self._sponsor = TextField(of.sponsor)
        self._stage = ChoiceBox([(stage_word(stage, language), stage) for stage in Stage], of.stage)
        self._go_live = DateField(self.context, of.target_go_live, needed=False)
        self._volume = CountField(of.target_volume, language)
        self._unit = TextField(of.unit)
        self._providers = TextField(", ".join(of.providers))
        self._models = TextField(", ".join(of.models))
        self._tags = TextField(", ".join(of.tags))
        kinds: list[tuple[str, Kind | None]] = [(kind_word(None, language), None)]
        kinds += [(kind_word(kind, language), kind) for kind in Kind]
        self._kind = ChoiceBox(kinds, of.kind)

    def _lay_out(self) -> None:
        """Lay out the required fields first, then those that no verdict needs."""
        gettext = self.context.language.gettext
        listed = gettext("Separate several with commas.")
        self.add_rows(
            self.row("name", gettext("Name"), self._name),
            self.row("code", gettext("Code"), self._code, gettext("Short, for file names.")),
            shares=(2, 1),
        )
        self.add_rows(
            self.row("summary", gettext("Summary"), self._summary, gettext("What it does, and for whom."))
        )
        self.add_rows(
            self.row("business_unit", gettext("Business unit"), self._unit_field),
            self.row("sponsor", gettext("Sponsor"), self._sponsor),
        )
        self.add_rows(
            self.row("stage", gettext("Stage"), self._stage),
            self.row("kind", gettext("Kind"), self._kind),
            self.row("target_go_live", gettext("Target go-live"), self._go_live),
        )
        self.add_rows(
            self.row("target_volume", gettext("Target volume a month"), self._volume),
            self.row("unit", gettext("Counted in"), self._unit, gettext("Such as claims or calls.")),
        )
        self.add_rows(
            self.row("providers", gettext("Providers"), self._providers, listed),
            self.row("models", gettext("Models"), self._models, listed),
            self.row("tags", gettext("Tags"), self._tags, listed),
        )


def _labels(field: QLineEdit) -> tuple[str, ...]:
    """The entries between commas, each once."""
    entries = (entry.strip() for entry in field.text().split(","))
    return tuple(dict.fromkeys(entry for entry in entries if entry))


def _volume(text: str, language: Language = ENGLISH) -> int | None:
    """The volume written, 0 where it is not a whole number; None where nothing is written."""
    try:
        return read_count(text, language) if text.strip() else None
    except UserError:
        return _NO_NUMBER
