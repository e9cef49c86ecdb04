"""Collecting cycles is put off, and goes on only where it was on before."""

import gc
from typing import cast

import pytest

from fivegates.actions.briefs import render_brief
from fivegates.actions.garbage_collection import with_rare_collection, without_collection
from fivegates.domain.brief import InitiativeBrief, PaperSize
from fivegates.domain.language import ENGLISH


@pytest.mark.parametrize("enabled", [True, False])
def test_collecting_is_afterwards_as_it_was(*, enabled: bool) -> None:
    try:
        if not enabled:
            gc.disable()
        with without_collection():
            assert not gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        gc.enable()


@pytest.mark.parametrize("before", [(700, 10, 10), (0, 10, 10), (500_000, 5, 5)])
def test_rare_collecting_never_makes_it_more_frequent_and_ends(before: tuple[int, int, int]) -> None:
    found = gc.get_threshold()
    try:
        gc.set_threshold(*before)
        with with_rare_collection():
            first, *others = gc.get_threshold()
            with with_rare_collection():
                assert gc.get_threshold()[0] == first
        assert first == (before[0] if before[0] in {0, 500_000} else 100_000)
        assert (tuple(others), gc.get_threshold()) == (before[1:], before)
    finally:
        gc.set_threshold(*found)


def test_a_paper_is_set_with_rare_collecting(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(
        "fivegates.briefs.initiative.brief.render", lambda *_: seen.append(gc.get_threshold()[0])
    )
    before = gc.get_threshold()
    render_brief(cast("InitiativeBrief", None), ENGLISH, PaperSize.A4)
    assert seen == [100_000]
    assert gc.get_threshold() == before
