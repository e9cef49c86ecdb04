"""Collecting cycles is put off, and goes on only where it was on before."""

import gc

import pytest

from fivegates.actions.garbage_collection import without_collection


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
