"""The lists of a Word document: numbered ones begin at 1 each, the others have dots."""

from docx.document import Document
from docx.oxml.ns import qn

from fivegates.briefs.office.word_xml import TWIPS, Xml, element, valued

INDENT = 18.0
"""How far the entries of a list are from the margin, in points."""


class WordLists:
    """Adds what defines lists to a document, which may come from a template that has lists of its own."""

    def __init__(self, document: Document) -> None:
        self._root = document.part.numbering_part.element
        first = 1 + max((int(each.get(qn("w:abstractNumId"))) for each in self._abstract()), default=0)
        self._numbered, self._dotted = first, first + 1
        for kind, form, text in ((self._numbered, "decimal", "%1"), (self._dotted, "bullet", "\u2022")):
            self._define(kind, form, text)
        self._dots: int | None = None

    def numbered(self) -> int:
        """A new list that begins at 1."""
        return self._add(self._numbered, restart=True)

    def dotted(self) -> int:
        """The list of dots, of which a document needs one."""
        if self._dots is None:
            self._dots = self._add(self._dotted, restart=False)
        return self._dots

    def _abstract(self) -> list[Xml]:
        return list(self._root.findall(qn("w:abstractNum")))

    def _define(self, number: int, form: str, text: str) -> None:
        """Describe one kind of list, before all lists, as the schema wants it."""
        indent = round(INDENT * TWIPS)
        level = element(
            "w:lvl",
            {"ilvl": 0},
            valued("w:start", 1),
            valued("w:numFmt", form),
            valued("w:lvlText", text),
            valued("w:lvlJc", "left"),
            element("w:pPr", None, element("w:ind", {"left": indent, "hanging": indent})),
        )
        kind = element("w:abstractNum", {"abstractNumId": number}, valued("w:multiLevelType", "singleLevel"))
        kind.append(level)
        self._root.insert(len(self._abstract()), kind)

    def _add(self, kind: int, *, restart: bool) -> int:
        """A list of a kind."""
        numbers = [int(each.get(qn("w:numId"))) for each in self._root.findall(qn("w:num"))]
        number = 1 + max(numbers, default=0)
        made = element("w:num", {"numId": number}, valued("w:abstractNumId", kind))
        if restart:
            made.append(element("w:lvlOverride", {"ilvl": 0}, valued("w:startOverride", 1)))
        self._root.append(made)
        return number
