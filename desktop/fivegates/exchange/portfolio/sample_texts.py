"""The texts of the sample portfolio, which are replaced by translated ones while its source is read."""

from collections.abc import Callable
from typing import Final

SAMPLE_TEXTS: Final = frozenset(
    {
        "approver",
        "business_unit",
        "by",
        "condition",
        "data",
        "decision_asked",
        "expand",
        "instead",
        "marking",
        "measure",
        "name",
        "note",
        "owner",
        "penalties",
        "problem",
        "rationale",
        "reason",
        "reference",
        "requester",
        "result",
        "risk",
        "source",
        "sponsor",
        "statement",
        "stop",
        "summary",
        "tags",
        "text",
        "title",
        "unit",
        "what",
        "whose_time",
        "without_ai",
    }
)
"""The keys that hold a text to read; the others hold ids, days, figures and words of the format."""


def with_texts(value: object, say: Callable[[str], str], key: str = "") -> object:
    """The plain data with each text as `say` has it; keys, days and figures stay as they are.

    The name of a risk class stays too: it is that of shipped data, which is translated where it is shown.
    """
    match value:
        case dict():
            keys = {name: "" if (key, name) == ("risk_classes", "name") else name for name in value}
            return {name: with_texts(held, say, keys[name]) for name, held in value.items()}
        case list():
            return [with_texts(each, say, key) for each in value]
        case str() if value and key in SAMPLE_TEXTS:
            return say(value)
    return value
