"""The XML of text on slides: paragraphs with exact line heights, so that they are as tall as measured."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from fivegates.briefs.office.texts import directed_runs, office_text, right_to_left_tag
from fivegates.briefs.typesetting.blocks import Align, Prose
from fivegates.briefs.typesetting.fonts import Face
from fivegates.charts.palette import Palette

HUNDREDTHS = 100
"""Hundredths of a point, in which slides measure text."""
Xml = Any
"""An element of lxml, which ships no types."""


@dataclass(frozen=True, slots=True)
class TextLook:
    """The settings of text: its language, and whether it is on a tint, where template colours do not fit.

    `link` is the id under which a slide keeps the address that the text leads to, if it leads to one.
    """

    tag: str
    palette: Palette
    on_tint: bool = False
    link: str = ""


def _escaped(text: str) -> str:
    """Text inside an element or an attribute."""
    pairs = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))
    for character, name in pairs:
        text = text.replace(character, name)
    return text


def paragraph(  # noqa: PLR0913 - all but the first two are how it is set
    prose: Prose, look: TextLook, *, text: str = "", space: float = 0, indent: float = 0, label: str = ""
) -> Xml:
    """A paragraph of a slide, or the part of it that is `text`; a `label` precedes it with a hanging indent.

    `space` and `indent` are in points.
    """
    style = prose.style
    right_to_left = ' rtl="1"' if prose.right_to_left else ""
    wanted = (prose.align is Align.RIGHT) is not prose.right_to_left
    align = "r" if wanted else "l"
    margin = round(indent * 12700)
    hanging = f' marL="{margin}" indent="{-margin if label else 0}"' if indent else ' marL="0" indent="0"'
    runs = "".join(_runs(prose, look, text or prose.text, label))
    return parse_xml(
        f'<a:p {nsdecls("a")}><a:pPr{hanging} algn="{align}"{right_to_left}>'
        f'<a:lnSpc><a:spcPts val="{round(style.leading * HUNDREDTHS)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{round(space * HUNDREDTHS)}"/></a:spcBef>'
        f'<a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
        f"{_label_stop(margin, label)}</a:pPr>{runs}</a:p>"
    )


def _label_stop(margin: int, label: str) -> str:
    """The tab stop behind a label."""
    return f'<a:tabLst><a:tab pos="{margin}" algn="l"/></a:tabLst>' if label else ""


def _runs(prose: Prose, look: TextLook, text: str, label: str) -> Iterator[str]:
    """The runs of a paragraph."""
    properties = run_properties(prose, look)
    if label:
        yield f"<a:r>{properties}<a:t>{_escaped(label)}\t</a:t></a:r>"
    for part, _ in directed_runs(office_text(text)):
        spoken = run_properties(prose, replace(look, tag=right_to_left_tag(part) or look.tag))
        yield f"<a:r>{spoken}<a:t>{_escaped(part)}</a:t></a:r>"


def run_properties(prose: Prose, look: TextLook, tag: str = "a:rPr") -> str:
    """Language, size, weight and colour of text."""
    style = prose.style
    bold = ' b="1"' if style.face is Face.SEMIBOLD else ' b="0"'
    size = round(style.size * HUNDREDTHS)
    fill = _fill(style.colour, look)
    link = f'<a:hlinkClick {nsdecls("r")} r:id="{look.link}"/>' if look.link else ""
    return f'<{tag} lang="{look.tag}" sz="{size}"{bold} dirty="0">{fill}{link}</{tag}>'


def _fill(colour: str, look: TextLook) -> str:
    """The colour of text: the theme's for ink, paler for what is quiet, ours for what has a state."""
    palette = look.palette
    if not look.on_tint and colour in {palette.ink, palette.accent}:
        return '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    if not look.on_tint and colour == palette.second_ink:
        pale = '<a:lumMod val="75000"/><a:lumOff val="25000"/>'
        return f'<a:solidFill><a:schemeClr val="tx1">{pale}</a:schemeClr></a:solidFill>'
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'


def fill_body(body: Xml, paragraphs: Iterable[Xml]) -> None:
    """Put paragraphs into the text of a shape or a cell in place of its own."""
    for old in body.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        body.remove(old)
    made = list(paragraphs)
    for each in made or [parse_xml(f"<a:p {nsdecls('a')}/>")]:
        body.append(each)
