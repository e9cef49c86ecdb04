"""Order of effort: who gets ready soonest for least, and who cannot be counted."""

from collections.abc import Iterator

from fivegates.domain.economics.amounts import shared_places
from fivegates.domain.insights.effort import EffortOrder
from fivegates.domain.wording.initiative_names import listed_names
from fivegates.domain.wording.insights import (
    effort_finding,
    place_text,
    ready_by_text,
    steps_text,
    uncounted_text,
)
from fivegates.ui.context import Context
from fivegates.ui.insights.opening_table import Column, OpeningRow, OpeningTable
from fivegates.ui.insights.parts import Part


class EffortPart(Part):
    """One table: the places, then what has none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        gettext = context.language.gettext
        self.table = OpeningTable(
            context,
            gettext("Order of effort"),
            [
                Column(gettext("Place")),
                Column(gettext("Initiative"), wide=True),
                Column(gettext("Effort to ready"), right=True),
                Column(gettext("Steps")),
                Column(gettext("Ready by"), right=True),
            ],
        )
        self.table.opened.connect(self._open)
        self.setFocusProxy(self.table)
        self._layout.addWidget(self.table, 1)

    def show_order(self, order: EffortOrder) -> None:
        """Show it under its finding, with the rule."""
        language = self._context.language
        rule = language.gettext(
            "Least effort first; of equal effort, the earlier day by which every step is due."
        )
        ready = language.ngettext(
            "{count} initiative is ready already.", "{count} initiatives are ready already.", len(order.ready)
        )
        self._tell(effort_finding(order, language), f"{rule} {ready}" if order.ready else rule)
        self.table.show_rows(list(self._rows(order)))

    def _rows(self, order: EffortOrder) -> Iterator[OpeningRow]:
        language = self._context.language
        apart = [initiative for initiative, _ in order.uncounted]
        names = listed_names([*(place.initiative for place in order.places), *apart])
        places = shared_places(place.path.effort for place in order.places)
        for place in order.places:
            texts = (
                place_text(place, language),
                names[place.initiative],
                language.days(place.path.effort, places),
                steps_text(place, language),
                ready_by_text(place, language),
            )
            yield OpeningRow(texts, place.initiative.id)
        for initiative, why in order.uncounted:
            texts = ("–", names[initiative], "–", uncounted_text(why, language), "–")
            yield OpeningRow(texts, initiative.id)
