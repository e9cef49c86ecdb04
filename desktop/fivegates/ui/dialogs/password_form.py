"""The form that asks for a password: one that is known, or a new one twice."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QWidget

from fivegates.domain.errors import Problem, UserError
from fivegates.domain.language import Language
from fivegates.domain.passwords import check_password
from fivegates.ui.context import Context
from fivegates.ui.widgets.form_dialog import FormDialog
from fivegates.ui.widgets.forms import TextField


@dataclass(frozen=True, slots=True)
class Wanted:
    """The wording of a password form: title, verb on the button, a hint below the field.

    `least` is how many characters a new one must have; None asks for one that is known.
    """

    title: str
    submit_text: str
    hint: str
    least: int | None = None


class PasswordForm(FormDialog):
    """Hides the password; a new one is entered twice."""

    asks_before_discarding = False

    def __init__(self, context: Context, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(context, wanted.title, wanted.submit_text, parent)
        gettext = context.language.gettext
        self._wanted = wanted
        self._password = _hidden()
        self._again = _hidden()
        self.add_rows(self.row("password", gettext("Password"), self._password, wanted.hint))
        if wanted.least is not None:
            self.add_rows(self.row("again", gettext("The same password again"), self._again))
        self._password.setFocus()

    @property
    def value(self) -> str:
        """The password as typed."""
        return self._password.text()

    def find_problems(self) -> Iterable[Problem]:
        """A new password must be one, and be typed twice alike; a known one is tried as it is."""
        if self._wanted.least is None:
            return
        yield from check_password(self.value, self._wanted.least)
        if self._again.text() != self.value:
            yield Problem("again", UserError("The two are not the same. Type both again."))


def ask_password(
    context: Context, wanted: Wanted, parent: QWidget, accepted: Callable[[str], object]
) -> PasswordForm:
    """Ask for a password, and call `accepted` with it once the form is closed."""
    form = PasswordForm(context, wanted, parent)

    def accept() -> None:
        password = form.value
        form.accept()
        accepted(password)

    form.submitted.connect(accept)
    form.open()
    return form


def ask_pdf_password(context: Context, parent: QWidget, accepted: Callable[[str], object]) -> PasswordForm:
    """Ask for the password that will open a PDF."""
    gettext = context.language.gettext
    hint = gettext("Send it by another channel than the PDF.")
    wanted = Wanted(gettext("A password for the PDF"), gettext("Choose where…"), hint, least=1)
    return ask_password(context, wanted, parent, accepted)


def protection_words(language: Language) -> str:
    """The explanation of what a password does to a PDF, and what it cannot do."""
    return language.gettext(
        "The PDF then opens with the password alone (AES-256), and is not PDF/A any more. Whoever has it "
        "can print, copy and share it: PDF readers need not keep to other limits, so none is set."
    )


def _hidden() -> QLineEdit:
    field = TextField()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
