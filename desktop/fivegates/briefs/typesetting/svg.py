"""Parses an SVG logo into outlines that a page can draw; unsupported elements are refused by name.

Of SVG 1.1 it takes paths, basic shapes, groups with transforms, plain colours, and style sheets of classes.
"""

import re
from collections.abc import Iterator, Mapping
from math import radians
from typing import Final
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder
from reportlab.lib.colors import Color, toColor

from fivegates.briefs.typesetting.logo import Drawing, Shape
from fivegates.domain.errors import UserError

_SPACE: Final = "{http://www.w3.org/2000/svg}"
_SHAPES: Final = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_GROUPS: Final = {"g", "svg", "a"}
_SILENT: Final = {"title", "desc", "metadata", "defs", "style"}
_STYLED: Final = ("fill", "stroke", "stroke-width", "fill-rule", "fill-opacity", "stroke-opacity", "color")
_HIDING: Final = {"display": "none", "visibility": "hidden"}
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CLASS: Final = re.compile(r"\.([\w-]+)")
_SHORT_HEX: Final = re.compile(r"#[0-9a-fA-F]{3}")
_START: Final = {"fill": "#000000", "stroke": "none", "stroke-width": "1"}
_MOST_SHAPES, _DEEPEST = 5_000, 50
_LARGEST: Final = 1e6
"""No number of a drawing is beyond it: a page cannot be made of what is no number, or too large for one."""


def drawing_of(svg: bytes) -> Drawing:
    """Read a drawing. Raises UserError for what is no SVG, or has what papers cannot show."""
    try:
        # As text, so that no other encoding hides a declaration of entities.
        text = svg.decode("utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            _refuse("<!DOCTYPE>")
        root = ET.fromstring(text)  # noqa: S314 - without entities, as is found above
    except (ET.ParseError, UnicodeDecodeError) as error:
        raise UserError("The SVG is damaged: it is no XML.") from error
    reader = _Reader(root)
    try:
        shapes = tuple(reader.shapes(root, _START, Identity, 0))
        return Drawing(reader.size, shapes)
    except UserError:
        raise
    except Exception as error:  # fontTools and reportlab raise whatever a bad number or colour makes them
        raise UserError("The SVG is damaged: a number or colour in it cannot be read.") from error


def _refuse(what: str) -> None:
    raise UserError(
        "The SVG has {what}, which papers cannot show. Convert all of it to paths in plain colours, "
        "or use a PNG.",
        what=what,
    )


class _Reader:
    """Parses the elements of one file."""

    def __init__(self, root: ET.Element) -> None:
        self._classes = dict(_classes(root))
        self._count = 0
        self._root = root

    @property
    def size(self) -> tuple[float, float]:
        """Across and down, in the units of the drawing."""
        width, height = self._box[2:]
        if min(width, height) <= 1 / _LARGEST:
            raise ValueError(width)
        return width, height

    @property
    def _box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of what is shown."""
        found = self._root.get("viewBox")
        if found:
            left, top, width, height = _numbers(found)
            return left, top, width, height
        return 0, 0, _numbers(self._root.get("width", ""))[0], _numbers(self._root.get("height", ""))[0]

    def shapes(
        self, element: ET.Element, style: Mapping[str, str], matrix: Transform, depth: int
    ) -> Iterator[Shape]:
        """The shapes of an element and of what is inside it."""
        name = element.tag.removeprefix(_SPACE)
        if name in _SILENT or name.startswith("{"):
            return
        own = {**style, **self._styles(element)}
        if any(own.get(key) == value for key, value in _HIDING.items()):
            return
        if name not in _SHAPES | _GROUPS or depth > _DEEPEST or self._count > _MOST_SHAPES:
            _refuse(f"<{name}>")
        matrix = matrix.transform(_transform(element.get("transform", "")))
        if name == "svg":
            matrix = matrix.translate(-self._box[0], -self._box[1])
        if name in _SHAPES:
            self._count += 1
            yield from _shape(element, own, matrix)
        for each in element:
            yield from self.shapes(each, own, matrix, depth + 1)

    def _styles(self, element: ET.Element) -> dict[str, str]:
        """The style of an element: attributes, then classes, then its own style attribute."""
        found = {key: element.get(key, "") for key in (*_STYLED, *_HIDING) if element.get(key)}
        for name in element.get("class", "").split():
            found |= self._classes.get(name, {})
        found |= _declarations(element.get("style", ""))
        for key in ("mask", "filter", "clip-path"):
            if element.get(key) or found.get(key):
                _refuse(key)
        if (opacity := element.get("opacity") or found.get("opacity")) and _share(opacity) < 1:
            _refuse("opacity")
        return found


def _classes(root: ET.Element) -> Iterator[tuple[str, dict[str, str]]]:
    """The declarations of each class in style sheets."""
    for sheet in root.iter(f"{_SPACE}style"):
        for rule in (sheet.text or "").split("}")[:-1]:
            selectors, _, body = rule.partition("{")
            for selector in selectors.split(","):
                match = _CLASS.fullmatch(selector.strip())
                if match is None:
                    _refuse(f"<style>: {selector.strip()}")
                else:
                    yield match[1], _declarations(body)


def _declarations(text: str) -> dict[str, str]:
    """Properties and their values."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {key.strip(): value.strip() for key, colon, value in pairs if colon}


def _shape(element: ET.Element, style: Mapping[str, str], matrix: Transform) -> Iterator[Shape]:
    """The outline of one shape; nothing where it has neither filling nor line."""
    fill = _colour(style["fill"], style.get("fill-opacity", "1"), style)
    stroke = _colour(style["stroke"], style.get("stroke-opacity", "1"), style)
    if fill is None and stroke is None:
        return
    bare = ET.Element(element.tag, {k: v for k, v in element.attrib.items() if k != "transform"})
    builder = PathBuilder()
    builder.add_path_from_element(bare)
    steps = tuple(step for path in builder.paths for step in _steps(path, matrix))
    line = _numbers(style["stroke-width"])[0] * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    for number in (line, *(number for _, numbers in steps for number in numbers)):
        _require_drawable(number)
    yield Shape(steps, fill, stroke, line, style.get("fill-rule") == "evenodd")


def _steps(path: str, matrix: Transform) -> Iterator[tuple[str, tuple[float, ...]]]:
    """An outline as canvas operations; quadratic curves become cubic ones."""
    noted = RecordingPen()
    parse_path(path, TransformPen(noted, matrix))
    at = (0.0, 0.0)
    for name, points in noted.value:
        match name:
            case "moveTo" | "lineTo":
                yield name, tuple(points[0])
            case "curveTo":
                yield name, tuple(number for point in points for number in point)
            case "qCurveTo":
                (x, y), end = points
                near = [(one + 2 * other) / 3 for one, other in zip(at, (x, y), strict=True)]
                far = [(one + 2 * other) / 3 for one, other in zip(end, (x, y), strict=True)]
                yield "curveTo", (*near, *far, *end)
            case "closePath":
                yield "close", ()
        at = points[-1] if points else at


def _colour(text: str, opacity: str, style: Mapping[str, str]) -> Color | None:
    """A plain colour on white; None for none."""
    text = style.get("color", "#000000") if text == "currentColor" else text
    if text in {"none", "transparent"}:
        return None
    if text.startswith("url("):
        _refuse(text)
    if _SHORT_HEX.fullmatch(text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    found, share = toColor(text), _share(opacity)
    return Color(*(1 - share * (1 - part) for part in (found.red, found.green, found.blue)))


def _transform(text: str) -> Transform:
    """The transforms of an element, the first applied last."""
    found = Identity
    for call in text.split(")")[:-1]:
        name, _, inside = call.partition("(")
        numbers = _numbers(inside)
        match name.strip(" \t\r\n,"), len(numbers):
            case "matrix", 6:
                found = found.transform(tuple(numbers))
            case "translate", 1 | 2:
                found = found.translate(*numbers)
            case "scale", 1 | 2:
                found = found.scale(numbers[0], numbers[-1])
            case "rotate", 1:
                found = found.rotate(radians(numbers[0]))
            case "rotate", 3:
                _, x, y = numbers
                found = found.translate(x, y).rotate(radians(numbers[0])).translate(-x, -y)
            case other, _:
                _refuse(other)
    return found


def _share(text: str) -> float:
    """An opacity, from 0 to 1. Raises ValueError for what is no number."""
    share = float(text)
    _require_drawable(share)
    return min(max(share, 0), 1)


def _require_drawable(number: float) -> None:
    """Raise ValueError for what is no number, or is too large for a page."""
    if not abs(number) <= _LARGEST:
        raise ValueError(number)


def _numbers(text: str) -> list[float]:
    """All numbers of a text. Raises ValueError where one is too large for a page."""
    found = [float(number) for number in _NUMBER.findall(text)]
    for number in found:
        _require_drawable(number)
    return found
