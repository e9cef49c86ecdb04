"""The bridge between two reviews as JSON: the part `bridge` of `fivegates history --json`."""

from fivegates.cli.plain import Plain, exact_number
from fivegates.domain.bridge import Bridge, Part


def bridge_as_plain(bridge: Bridge | None) -> Plain:
    """What moved readiness and verdict, part by part, from the last final review to the latest one.

    The points of all parts add up to the difference, exactly where they are whole; a figure that is
    not known is null. None where no review before the latest is final. Nothing in it is translated.
    """
    if bridge is None:
        return None
    return {
        "from": bridge.earlier.review.dated.isoformat(),
        "to": bridge.later.review.dated.isoformat(),
        "readiness_before": exact_number(bridge.start.readiness),
        "readiness_now": exact_number(bridge.end.readiness),
        "verdict_before": bridge.start.state.value,
        "verdict_now": bridge.end.state.value,
        "parts": [_part(part) for part in bridge.parts],
    }


def _part(part: Part) -> Plain:
    """One cause with its points, the verdict after it, and its criteria with the levels that counted."""
    return {
        "cause": part.cause.value,
        "points": exact_number(part.effect),
        "verdict": part.verdict_after.value,
        "criteria": [
            {"criterion": move.criterion, "before": move.before, "now": move.after} for move in part.criteria
        ],
    }
