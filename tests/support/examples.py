"""How many examples a property is tried with where it is not as many as the others."""

from hypothesis import settings


def times(factor: float) -> settings:
    """That many times the usual number, which is smaller in a run without the slow tests."""
    return settings(max_examples=max(1, round(settings().max_examples * factor)))
