"""The form that suggests actions and waivers usual for an initiative's kind; only ticked ones are added."""

from PySide6.QtWidgets import QCheckBox, QWidget

from fivegates.domain.ideas.kinds import Offers, UsualAction, UsualWaiver
from fivegates.domain.initiative.initiative import Kind
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.wording.ideas import kind_word, usual_action_text, waiver_text
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
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
