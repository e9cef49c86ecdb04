"""The form that chooses the rubric of new reviews, its packs, and shows what that would change."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fivegates.actions.rubrics import RubricOffer
from fivegates.domain.errors import DataError, Problem, UserError
from fivegates.domain.initiative.initiative import Initiative
from fivegates.domain.review.review import Case
from fivegates.domain.rubric.packs import Pack, compose, parts_of
from fivegates.domain.rubric.rubric import Rubric
from fivegates.domain.trend.rubric_change import rubric_change
from fivegates.domain.wording.rubrics import (
    change_sentences,
    pack_name,
    restated_text,
    rubric_name,
    size_text,
    verdicts_sentence,
)
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import ChoiceBox
from fivegates.ui.widgets.labels import PlainLabel

_INDENT: Final = 28
_MOST_SHOWN: Final = 12
"""The number of changed verdicts that are listed by name."""


class RubricForm(FormDialog):
    """A base, a box to tick for each pack, and below them the criteria and verdicts that would change.

    `cases` are those of the portfolio's initiatives today. Each tick composes the rubric and judges them
    again; where a pack clashes, the reason is shown below the packs.
    """

    def __init__(
        self,
        context: Context,
        now: Rubric,
        offer: RubricOffer,
        cases: Sequence[tuple[Initiative, Case | None]],
        parent: QWidget,
    ) -> None:
        gettext = context.language.gettext
        super().__init__(context, gettext("Rubric and packs"), gettext("Use for new reviews"), parent)
        self._now, self._cases = now, cases
        base, packs = parts_of(now)
        self._used = {pack.head.id: pack for pack in packs}
        self._base = ChoiceBox([(_base_words(each, context), each) for each in offer.bases], base)
        self._offer = offer
        self.packs = {pack_id: QCheckBox() for pack_id in dict.fromkeys(each.head.id for each in offer.packs)}
        self._sizes = {pack_id: PlainLabel("", "note", wrap=True) for pack_id in self.packs}
        self.changes = PlainLabel("", wrap=True)
        self.verdicts = PlainLabel("", "quiet", wrap=True)
        self._lay_out()
        for pack_id, box in self.packs.items():
            box.setChecked(pack_id in self._used)
            box.toggled.connect(self._show)
        self._base.currentIndexChanged.connect(self._show)
        self._show()

    @property
    def base(self) -> ChoiceBox[Rubric]:
        """The field of the base."""
        return self._base

    @property
    def value(self) -> Rubric:
        """The rubric as chosen. Raises UserError where a pack clashes."""
        return compose(self._base.value, self._chosen())

    def find_problems(self) -> Iterable[Problem]:
        """Return the reasons for which the packs cannot be added, with their fields."""
        base, added = self._base.value, list[Pack]()
        for pack in self._chosen():
            try:
                compose(base, [*added, pack])
            except DataError as error:
                yield Problem("packs", _named(pack, error, self.context))
            else:
                added.append(pack)

    def _chosen(self) -> list[Pack]:
        return [self._pack(pack_id) for pack_id, box in self.packs.items() if box.isChecked()]

    def _pack(self, pack_id: str) -> Pack:
        """The pack in use where it is for the base, else the newest that is."""
        used, base = self._used.get(pack_id), self._base.value
        if used is not None and base.version in used.head.base_versions:
            return used
        return self._offer.pack(pack_id, base)

    def _lay_out(self) -> None:
        gettext = self.context.language.gettext
        hint = gettext(
            "Reviews that exist keep their rubric. File, Import, Rubric or pack adds one of your own."
        )
        self.add_rows(self.row("base", gettext("Rubric of new reviews"), self._base, hint))
        boxes = QWidget()
        column = QVBoxLayout(boxes)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for pack_id, box in self.packs.items():
            self._sizes[pack_id].setIndent(_INDENT)
            column.addWidget(box)
            column.addWidget(self._sizes[pack_id])
        if self.packs:
            boxes.setFocusProxy(next(iter(self.packs.values())))
        self.add_rows(self.row("packs", gettext("Packs"), boxes))
        notes = QWidget()
        column = QVBoxLayout(notes)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.changes)
        column.addWidget(self.verdicts)
        self.add_rows(self.row("changes", gettext("What changes"), notes))

    def _show(self) -> None:
        """List the packs for the base, and show what the choice would change."""
        language = self.context.language
        for pack_id, box in self.packs.items():
            pack = self._pack(pack_id)
            box.setText(pack_name(pack.head, language).replace("&", "&&"))
            text = f"{size_text(pack.criteria, language)}. {language.shipped(pack.head.summary)}"
            self._sizes[pack_id].setText(text)
            box.setAccessibleDescription(text)
        self.show_problems_of_packs(tuple(self.find_problems()))

    def show_problems_of_packs(self, problems: tuple[Problem, ...]) -> None:
        """Show why the choice is invalid, or what it would change."""
        reasons = [each.reason.text(self.context.language) for each in problems]
        self.rows["packs"].set_problem("\n".join(reasons))
        self.rows["changes"].setVisible(not problems)
        if problems:
            return
        language, today = self.context.language, self.context.today()
        change = rubric_change(self._now, self.value, self._cases)
        sentences = list(change_sentences(change, language))
        if change.before != change.after:
            sentences.append(verdicts_sentence(change, today, language))
        self.changes.setText("\n".join(sentences))
        turned = [each for each in change.verdicts if each.turns]
        lines = [f"{each.initiative.name}: {restated_text(each, language)}" for each in turned[:_MOST_SHOWN]]
        if more := len(turned[_MOST_SHOWN:]):
            lines.append(language.ngettext("{count} more", "{count} more", more))
        self.verdicts.setText("\n".join(lines))
        self.verdicts.setVisible(change.before != change.after and bool(lines))


def _base_words(base: Rubric, context: Context) -> str:
    """A base with its size."""
    language = context.language
    return language.gettext(
        "{name}: {size}", name=rubric_name(base, language), size=size_text(base.criteria, language)
    )


def _named(pack: Pack, error: DataError, context: Context) -> UserError:
    """The first problem of a pack, with its name."""
    return UserError(
        "{pack}: {reason}",
        pack=context.language.shipped(pack.head.name),
        reason=error.problems[0].text(context.language),
    )
