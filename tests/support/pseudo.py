"""A language that brackets every translated message, so that a word that was never translated shows."""

from gettext import NullTranslations

from fivegates.domain.language import Language


class _Brackets(NullTranslations):
    """Returns each message in brackets, braces untouched."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002
        return self.gettext(message)


PSEUDO = Language("en_GB", _Brackets())


def untranslated(text: str) -> str:
    """The text outside all brackets."""
    outside, depth = [], 0
    for character in text:
        depth -= character == "⟧"
        if not depth and character not in "⟦⟧":
            outside.append(character)
        depth += character == "⟦"
    return "".join(outside)
