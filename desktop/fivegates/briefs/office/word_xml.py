"""The XML elements of a Word document, in the order that its schema requires."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from fivegates.briefs.office.texts import directed_runs, office_text, right_to_left_tag

Xml = Any
"""An element of lxml, which ships no types."""

TWIPS: Final = 20
"""Twentieths of a point, in which Word measures."""


def element(tag: str, attributes: Mapping[str, object] | None = None, *kids: Xml) -> Xml:
    """An element such as `w:p` with attributes named without their prefix."""
    made = OxmlElement(tag)
    prefix = tag.partition(":")[0]
    for key, value in (attributes or {}).items():
        made.set(qn(key if ":" in key else f"{prefix}:{key}"), str(value))
    for kid in kids:
        made.append(kid)
    return made


def valued(tag: str, value: object) -> Xml:
    """An element with one value."""
    return element(tag, {"val": value})


EMUS: Final = 12700
"""The units in a point in which Word measures pictures."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The ground of a paragraph: a tint, and a bar at its left, both as `#RRGGBB`."""

    tint: str
    bar: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """The properties of a paragraph besides its style: `numbering` is that of the list whose entry it begins.

    `indent` and `tabs` are in points, `outline` is a level from 0 where it is not that of the style.
    """

    style: str
    ground: Ground | None = None
    numbering: int | None = None
    indent: float = 0
    right: bool = False
    right_to_left: bool = False
    keep_with_next: bool = False
    tabs: tuple[float, ...] = ()
    picture: bool = False
    outline: int | None = None


def paragraph(setting: Setting, *runs: Xml) -> Xml:
    """A paragraph of runs."""
    return element("w:p", None, element("w:pPr", None, *_properties(setting)), *runs)


def _properties(setting: Setting) -> Iterator[Xml]:
    """The properties of a paragraph, in the order of the schema."""
    yield valued("w:pStyle", setting.style)
    if setting.keep_with_next:
        yield element("w:keepNext")
    if setting.numbering is not None:
        yield element("w:numPr", None, valued("w:ilvl", 0), valued("w:numId", setting.numbering))
    if setting.ground is not None:
        yield _borders(setting.ground)
        fill = {"val": "clear", "color": "auto", "fill": setting.ground.tint.lstrip("#")}
        yield element("w:shd", fill)
    if setting.tabs:
        stops = (element("w:tab", {"val": "right", "pos": round(at * TWIPS)}) for at in setting.tabs)
        yield element("w:tabs", None, *stops)
    if setting.right_to_left:
        yield element("w:bidi")
    if setting.picture:
        yield element("w:spacing", {"line": 240, "lineRule": "auto"})
    if setting.indent:
        yield element("w:ind", {"left": round(setting.indent * TWIPS)})
    if setting.right:
        yield valued("w:jc", "left" if setting.right_to_left else "right")
    if setting.outline is not None:
        yield valued("w:outlineLvl", setting.outline)


def _borders(ground: Ground) -> Xml:
    """The edges of a ground: air in its tint, and the bar."""
    tint, bar = ground.tint.lstrip("#"), (ground.bar or ground.tint).lstrip("#")
    air = {"val": "single", "sz": 4, "color": tint}
    return element(
        "w:pBdr",
        None,
        element("w:top", {**air, "space": 6}),
        element("w:left", {"val": "single", "sz": 24, "space": 8, "color": bar}),
        element("w:bottom", {**air, "space": 6}),
        element("w:right", {**air, "space": 6}),
    )


def runs_of(text: str, *, colour: str = "", bold: bool = False) -> Iterator[Xml]:
    """A text as runs, one for each direction of script; `colour` is `#RRGGBB` where it is no style's."""
    for part, right_to_left in directed_runs(office_text(text)):
        yield run(part, colour=colour, bold=bold, right_to_left=right_to_left)


def run(text: str, *, colour: str = "", bold: bool = False, right_to_left: bool = False) -> Xml:
    """Return a run of text."""
    properties = [
        *([element("w:b"), element("w:bCs")] if bold else []),
        *([valued("w:color", colour.lstrip("#"))] if colour else []),
        *([element("w:rtl"), *_language(text)] if right_to_left else []),
    ]
    made = element("w:r")
    if properties:
        made.append(element("w:rPr", None, *properties))
    made.append(_text(text))
    return made


def _language(text: str) -> Iterator[Xml]:
    """The language of a run from right to left."""
    if tag := right_to_left_tag(text):
        yield element("w:lang", {"bidi": tag})


def _text(text: str) -> Xml:
    """The text of a run, its spaces kept."""
    found = element("w:t")
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    found.text = text
    return found


def tab() -> Xml:
    """A run that goes to the next tab stop."""
    return element("w:r", None, element("w:tab"))


def field(code: str, shown: str) -> Iterator[Xml]:
    """A field such as `PAGE`, with the text shown until Word updates it."""
    yield element("w:r", None, element("w:fldChar", {"fldCharType": "begin"}))
    instruction = element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    yield element("w:r", None, instruction)
    yield element("w:r", None, element("w:fldChar", {"fldCharType": "separate"}))
    yield run(shown)
    yield element("w:r", None, element("w:fldChar", {"fldCharType": "end"}))


def link(anchor: str, runs: Iterable[Xml]) -> Xml:
    """Runs that lead to a bookmark."""
    return element("w:hyperlink", {"anchor": anchor, "history": 1}, *runs)


def web_link(relation: str, runs: Iterable[Xml]) -> Xml:
    """Runs that lead out of the document; `relation` is the id under which it keeps the address."""
    return element("w:hyperlink", {"r:id": relation, "history": 1}, *runs)


def bookmarked(number: int, name: str, runs: Iterable[Xml]) -> Iterator[Xml]:
    """Runs between the ends of a bookmark."""
    yield element("w:bookmarkStart", {"id": number, "name": name})
    yield from runs
    yield element("w:bookmarkEnd", {"id": number})


def anchored(inline: Xml, gap: int) -> Xml:
    """A picture in a line as one at the right margin of its paragraph, `gap` from the text at its left."""
    far = {
        "simplePos": 0,
        "relativeHeight": 1,
        "behindDoc": 0,
        "locked": 0,
        "layoutInCell": 1,
        "allowOverlap": 0,
    }
    anchor = OxmlElement("wp:anchor")
    for key, value in {"distT": 0, "distB": 0, "distL": gap, "distR": 0, **far}.items():
        anchor.set(key, str(value))
    start = OxmlElement("wp:simplePos")
    start.set("x", "0")
    start.set("y", "0")
    anchor.append(start)
    anchor.append(_placed("wp:positionH", "margin", "wp:align", "right"))
    anchor.append(_placed("wp:positionV", "paragraph", "wp:posOffset", "0"))
    wrap = OxmlElement("wp:wrapSquare")
    wrap.set("wrapText", "left")
    for kid in list(inline):
        if kid.tag == qn("wp:docPr"):
            anchor.append(wrap)
        anchor.append(kid)
    return anchor


def _placed(tag: str, of: str, how: str, where: str) -> Xml:
    """The horizontal or vertical position of a picture."""
    made, inner = OxmlElement(tag), OxmlElement(how)
    made.set("relativeFrom", of)
    inner.text = where
    made.append(inner)
    return made
