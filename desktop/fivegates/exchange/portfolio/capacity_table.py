"""The sheet of a portfolio's workbook on what its capacity plan is made of."""

from collections.abc import Iterator

from fivegates.domain.capacity.settings import CapacitySettings
from fivegates.domain.language import Language
from fivegates.domain.wording.capacity import aim_word, sharing_word
from fivegates.exchange.portfolio.tables import WIDE
from fivegates.exchange.sheets import Form, Heading, Row


def capacity_form(language: Language) -> Form:
    """A row for each thing that is said; days are person-days, or days a week."""
    gettext = language.gettext
    return Form(
        gettext("Capacity"),
        (
            Heading(gettext("Setting"), WIDE),
            Heading(gettext("Of whom or what"), WIDE),
            Heading(gettext("Value"), WIDE),
        ),
        1,
    )


def capacity_rows(settings: CapacitySettings, language: Language) -> Iterator[Row]:
    """What is said, in the order of the window's form; nothing where nothing is."""
    if settings == CapacitySettings():
        return
    gettext = language.gettext
    whole = (
        (gettext("Person-days"), settings.total),
        (gettext("Ready by"), settings.until),
        (gettext("Plan for"), aim_word(settings.aim, language)),
        (gettext("At least so many initiatives"), settings.at_least),
        (gettext("Days a week for steps nobody owns"), settings.unassigned),
        (gettext("Most initiatives of a business unit"), settings.per_unit),
        (gettext("Steps that count once for several"), sharing_word(settings.sharing, language)),
    )
    yield from ((title, None, value) for title, value in whole if value is not None)
    for owner in settings.owners:
        yield gettext("Days a week"), owner.name, owner.days
    for each in settings.after:
        yield gettext("Ready no earlier than"), each.code, each.after
