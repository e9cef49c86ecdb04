"""The source of a field in a table: one column, or several that are summed.

Written as the name of a column, or as names joined by ` + `. Names joined by ` | ` are alternatives, of which
the first that the table has is read: exporters rename columns.
"""

from collections.abc import Sequence

_SUM = " + "
_ALTERNATIVE = " | "


def resolved(source: str, header: Sequence[str]) -> str | None:
    """The source with its alternatives decided, its columns named as in `header`; None where one lacks."""
    names = {name.casefold(): name for name in reversed(header) if name}
    for each in (source, *source.split(_ALTERNATIVE)):
        whole = names.get(each.strip().casefold())
        if whole is not None:
            return whole
        parts = [names.get(part.strip().casefold()) for part in each.split(_SUM)]
        found = [part for part in parts if part is not None]
        if len(found) == len(parts):
            return _SUM.join(found)
    return None


def columns_of(source: str, header: Sequence[str]) -> tuple[str, ...]:
    """The columns that a resolved source reads."""
    return (source,) if source in header else tuple(source.split(_SUM))
