"""A logo in SVG: drawn as outlines, and refused by name where papers cannot show what is in it."""

from dataclasses import replace
from io import BytesIO
from time import process_time

import brief_cases as cases
import page
import pypdfium2
import pytest
from brief_cases import PALETTE
from PIL import Image

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.typesetting.logo import Drawing, logo_of, png_of
from fivegates.briefs.typesetting.svg import drawing_of
from fivegates.domain.brief import Edition, Extent, PaperSize
from fivegates.domain.errors import UserError
from fivegates.domain.language import ENGLISH
from fivegates.domain.portfolio.settings import Letterhead


def svg(inside: str, head: str = 'viewBox="10 20 200 100"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inside}</svg>'.encode()


LOGO = svg(
    "<title>Example</title><defs><linearGradient id='unused'/></defs>"
    "<style>.deep, .other { fill: #b00 }</style>"
    "<g transform='translate(10, 20) scale(2)' stroke='blue'>"
    "<rect class='deep' x='0' y='0' width='40' height='50'/>"
    "<path d='M40 0 Q 60 0 60 25 L 100 50 A 10 10 0 0 1 40 50 z' style='fill:none;stroke-width:2'/></g>"
    "<circle cx='180' cy='100' r='10' fill='#00ff00' fill-opacity='0.5' transform='rotate(0 1 1)'/>"
)


def test_shapes_have_their_outlines_colours_and_lines() -> None:
    found = drawing_of(LOGO)
    assert list(found.size) == [200, 100]
    box, curve, disc = found.shapes
    first, *_ = box.steps
    assert str(first) == "('moveTo', (0.0, 0.0))"
    assert {step for step, _ in curve.steps} == {"moveTo", "curveTo", "lineTo", "close"}
    assert (80, 0) in {numbers for _, numbers in box.steps}
    assert box.fill
    assert box.stroke
    assert box.fill.hexval() == "0xbb0000"
    assert (curve.fill, curve.line, disc.stroke) == (None, 4, None)
    assert disc.fill
    assert disc.fill.hexval() in {"0x7fff7f", "0x80ff80"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (svg("<text>Example</text>"), "The SVG has <text>, which papers cannot show."),
        (svg("<rect width='1' height='1' fill='url(#g)'/>"), "The SVG has url(#g), which"),
        (svg("<g opacity='0.5'/>"), "The SVG has opacity, which"),
        (svg("<style>rect { fill: red }</style>"), "The SVG has <style>: rect, which"),
        (svg("<g style='filter:url(#f)'/>"), "The SVG has filter, which"),
        (svg("<g transform='skewX(3)'/>"), "The SVG has skewX, which"),
        (b"<!DOCTYPE svg>" + svg(""), "The SVG has <!DOCTYPE>, which"),
        (b"<svg", "The SVG is damaged: it is no XML."),
        (svg("", ""), "The SVG is damaged: a number or colour in it cannot be read."),
        (svg("<rect width='1' height='1' fill='no colour'/>"), "The SVG is damaged: a number or colour"),
    ],
)
def test_what_papers_cannot_show_is_refused_by_name(data: bytes, told: str) -> None:
    with pytest.raises(UserError) as refused:
        drawing_of(data)
    assert refused.value.text(ENGLISH).startswith(told)
    assert logo_of(data) is None


@pytest.mark.parametrize(
    "data",
    [
        svg("", 'viewBox="0 0 1e999 10"'),
        svg("", 'viewBox="0 0 1e-300 1e-300"'),
        svg("<path d='M0 0L1e999 1'/>"),
        svg("<circle/>"),
        svg("<rect width='9' height='9' fill='1,2'/>"),
        svg("<path d='M0 0A1e999 1 0 0 0 9 9'/>"),
        svg("<rect width='9' height='9' fill-opacity='nan'/>"),
        svg("<rect width='9' height='9' stroke='red' stroke-width='1e999'/>"),
        svg("<g transform='scale(1e6) scale(1e6)'><rect width='9' height='9'/></g>"),
    ],
)
def test_numbers_that_no_page_can_have_are_refused_before_they_stop_a_paper(data: bytes) -> None:
    with pytest.raises(UserError, match="a number or colour in it cannot be read"):
        drawing_of(data)
    assert logo_of(data) is None


@pytest.mark.parametrize(
    "inside",
    [
        f"<style>{'a' * 190_000}</style>",
        f"<g transform='{'a(' * 90_000}'/>",
        f"<g transform='{'a' * 190_000}'/>",
    ],
)
def test_a_long_text_without_meaning_is_read_at_once(inside: str) -> None:
    began = process_time()
    drawing_of(svg(inside))
    assert process_time() - began < 1


def test_a_brief_draws_it_and_meets_the_standards() -> None:
    assert isinstance(logo_of(LOGO), Drawing)
    brief = replace(cases.pilot(), letterhead=Letterhead(logo=LOGO), extent=Extent(Edition.ONE_PAGE))
    rendered = render(brief, ENGLISH, PaperSize.A4, PALETTE)
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        assert page.validate_pdf_bytes(rendered.pdf, profile=profile).is_compliant
    with pypdfium2.PdfDocument(rendered.pdf) as document:
        seen = document[0].render().to_pil().convert("RGB")
    red = [(x, y) for x in range(seen.width) for y in range(200) if seen.getpixel((x, y)) == (187, 0, 0)]
    assert red
    assert min(x for x, _ in red) > seen.width * 0.7


def test_other_encodings_hide_no_entities() -> None:
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg><svg/>'.encode("utf-16")
    with pytest.raises(UserError, match="it is no XML"):
        drawing_of(hidden)


def test_a_word_document_has_the_drawing_as_a_picture() -> None:
    with Image.open(BytesIO(png_of(drawing_of(LOGO), 72))) as picture:
        assert picture.size == (300, 150)
        assert len(set(picture.convert("L").tobytes())) > 1
