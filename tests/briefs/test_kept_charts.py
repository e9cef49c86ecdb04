"""Charts are drawn once: papers with the same charts draw no more, and are the same as if they had."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from unittest.mock import patch

import brief_cases as cases
import pytest
from brief_cases import PALETTE
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from money_ledgers import sample_ledger

from fivegates.briefs.initiative.brief import render
from fivegates.briefs.initiative.slides import render_slides
from fivegates.briefs.initiative.word import render_word
from fivegates.briefs.pack.chapters import ChapterOrder, _packed, _set_packed
from fivegates.briefs.typesetting.chart import MOST_KEPT, drawn, forget_charts
from fivegates.domain.brief import DocumentOrder, Edition, Extent, InitiativeBrief, Omission, PaperSize
from fivegates.domain.language import ENGLISH, Language
from fivegates.domain.portfolio.settings import Letterhead
from fivegates.languages import language


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    forget_charts()


@pytest.fixture
def drawings() -> Iterator[list[Figure]]:
    """Each figure as it is drawn, in any form."""
    found: list[Figure] = []
    draw = Figure.draw

    def counted(figure: Figure, renderer: RendererBase) -> None:
        found.append(figure)
        draw(figure, renderer)

    with patch.object(Figure, "draw", counted):
        yield found


def pilot() -> InitiativeBrief:
    """A brief with a ledger and an earlier review; each call makes values of its own."""
    made = cases.pilot()
    earlier = cases.unscored().assessment.case
    return replace(made, record=replace(made.record, ledger=sample_ledger("broker-mail")), earlier=(earlier,))


def pdf(brief: InitiativeBrief, spoken: Language = ENGLISH, paper: PaperSize = PaperSize.A4) -> bytes:
    return render(brief, spoken, paper, PALETTE).pdf


def word(brief: InitiativeBrief) -> bytes:
    return render_word(brief, DocumentOrder(ENGLISH, PaperSize.A4, PALETTE))


def slides(brief: InitiativeBrief) -> bytes:
    return render_slides(brief, DocumentOrder(ENGLISH, PaperSize.A4, PALETTE))


def test_another_edition_draws_no_chart_again(drawings: list[Figure]) -> None:
    pdf(pilot())
    first = len(drawings)
    assert first >= 5
    pdf(replace(pilot(), extent=Extent(Edition.BOARD)))
    pdf(pilot())
    assert len(drawings) == first


@pytest.mark.slow
def test_a_document_draws_its_pictures_once(drawings: list[Figure]) -> None:
    word(pilot())
    assert drawings
    count = len(drawings)
    word(pilot())
    assert len(drawings) == count


@pytest.mark.slow
@pytest.mark.parametrize("made", [pdf, word, slides])
def test_a_paper_with_kept_charts_is_the_same_to_the_byte(made: Callable[[InitiativeBrief], bytes]) -> None:
    alone = made(pilot())
    forget_charts()
    for other in (pdf, word, slides):
        other(replace(pilot(), extent=Extent(Edition.BOARD)))
    assert made(pilot()) == alone


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(lambda: pdf(pilot(), language("de")), id="language"),
        pytest.param(lambda: pdf(pilot(), paper=PaperSize.LETTER), id="width", marks=pytest.mark.slow),
        pytest.param(
            lambda: pdf(replace(pilot(), letterhead=Letterhead(accent="#7A1FA2"))),
            id="accent",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            lambda: pdf(replace(pilot(), omitted=frozenset({Omission.NAMES, Omission.MONEY}))),
            id="omitted",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_looks_different_is_drawn_again(drawings: list[Figure], other: Callable[[], bytes]) -> None:
    expected = other()
    forget_charts()
    pdf(pilot())
    count = len(drawings)
    assert other() == expected
    assert len(drawings) > count


def test_other_scores_are_drawn_again(drawings: list[Figure]) -> None:
    made = pilot()
    case = made.assessment.case
    pdf(made)
    count = len(drawings)
    fewer = dict(list(case.review.scores.items())[:-1])
    review = replace(case.review, scores=fewer)
    assert hash(review) == hash(case.review)  # equality alone tells them apart
    pdf(replace(made, assessment=replace(made.assessment, case=replace(case, review=review))))
    assert len(drawings) > count


def square(side: float) -> Figure:
    return Figure(figsize=(side, side))


def test_of_many_charts_the_latest_are_kept() -> None:
    first = drawn(square, 1)
    assert drawn(square, 1) is first
    for side in range(2, MOST_KEPT + 2):
        drawn(square, side)
    assert drawn(square, 1) is not first
    assert drawn(square, MOST_KEPT + 1) is drawn(square, MOST_KEPT + 1)


@pytest.mark.slow
def test_a_process_that_sets_chapters_keeps_no_charts_of_them(drawings: list[Figure]) -> None:
    packed = _packed(ChapterOrder(1, pilot(), ENGLISH, PaperSize.A4, PALETTE))
    _set_packed(packed)
    first = len(drawings)
    _set_packed(packed)
    assert len(drawings) == 2 * first > 0


def test_a_drawn_chart_keeps_no_figure(drawings: list[Figure]) -> None:
    chart = drawn(square, 1)
    assert chart.drawing is chart.drawing
    assert chart.picture is chart.picture
    first, second = drawings
    assert first is not second  # each form has a figure of its own: drawing changes it
    assert not [value for value in vars(chart).values() if value in ([first], [second])]


@pytest.mark.slow
def test_threads_draw_the_same_without_sharing_a_figure() -> None:
    alone = pdf(pilot())
    forget_charts()
    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(lambda _: pdf(pilot()), range(3))) == {alone}


def test_values_without_a_hash_are_drawn_each_time() -> None:
    made: list[Figure] = []

    def bars(heights: dict[str, int]) -> Figure:
        made.append(Figure(figsize=(len(heights), 1)))
        return made[-1]

    for _ in range(2):
        assert drawn(bars, {"a": 1, "b": 2}).size == (144, 72)
    assert len(made) == 2
