"""Converts groups of billed rows to ledger lines, unassigned rows and totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted
from fivegates.exchange.ledger.focus.columns import category_of
from fivegates.exchange.ledger.focus.groups import Group, Key, charge_of
from fivegates.exchange.ledger.focus.traces import Coverage, Trace, hashed, joined, usage_fingerprint
from fivegates.exchange.ledger.focus.units import Filled, counted_of
from fivegates.exchange.ledger.preview import Charge, Draft, Entry, RowGroup

_WRITTEN: Final = (Counted.TOKENS_WRITTEN, Counted.TOKENS_WRITTEN_HOUR)


@dataclass(frozen=True, slots=True)
class Source:
    """The import that lines come from: its name, and the hash function of its rows."""

    name: str
    hashed_by: str


@dataclass(frozen=True, slots=True)
class QuantityFault:
    """Quantities that are left out although their costs are taken."""

    group: Group
    reason: UserError


def cost_drafts(groups: Iterable[Filled], source: Source) -> Iterator[Draft]:
    """The costs of the groups that have an owner; SKU, meter and text alone make no line of their own.

    Models and, where one is named, its kinds of tokens do, so that a bill can be compared with its usage.
    """
    lines: dict[tuple[object, ...], list[Filled]] = defaultdict(list)
    for key, group in groups:
        what = _model_text(key, group)
        lines[key.month, key.tags, key.names[:7], what, group.assignment].append((key, group))
    for parts in lines.values():
        key, whole = parts[0][0], _together(parts)
        if whole.assignment is not None:
            line = _cost_line(key, whole, whole.assignment, source)
            yield Draft(whole.assignment.initiative, line, whole.first, whole.rows)


def usage_drafts(groups: Iterable[Filled], source: Source) -> Iterator[Draft | QuantityFault]:
    """The usage of the groups of an owner, one line per month, account, service and model.

    A bill has tokens in and out in rows of their own: in the ledger they are one use.
    """
    lines: dict[tuple[object, ...], list[Filled]] = defaultdict(list)
    for key, group in groups:
        if group.assignment is None or group.quantity is None:
            continue
        if counted_of(key, group.assignment) is not None:
            unit = charge_of(key).unit if group.assignment.counts is Counted.UNITS else ""
            owner = group.assignment.initiative, group.assignment.attributed_to
            names = (*key.names[1:4], key.names[5], key.model, unit)
            lines[key.month, key.tags, names, owner].append((key, group))
    for parts in lines.values():
        yield _usage(parts, source)


def coverage_of(groups: Iterable[Filled], hashed_by: str) -> dict[str, Coverage]:
    """The coverage of each source by a file, regardless of owners."""
    parts: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups:
        parts[_source(key)].append(group)
    return {
        source: joined(((group.days, group.rows, group.marks) for group in each), hashed_by)
        for source, each in parts.items()
    }


def row_group(key: Key, group: Group) -> RowGroup:
    """A group as a preview lists it."""
    owner = group.assignment.initiative if group.assignment else ""
    return RowGroup(
        charge_of(key), Month.parse(key.month), key.currency, group.amount, group.first, group.rows, owner
    )


def entry_of(key: Key, group: Group) -> Entry:
    """A group's part of the totals."""
    return Month.parse(key.month), key.currency, group.amount, group.billed, group.rows


def _together(parts: Sequence[Filled]) -> Group:
    """The rows of all parts, which have one owner."""
    whole = Group(parts[0][1].rule)
    for _, part in parts:
        whole.add(part)
    return whole


def _cost_line(key: Key, group: Group, assignment: Assignment, source: Source) -> CostLine:
    """The cost of a group in its month."""
    charge = charge_of(key)
    return CostLine(
        dated=Month.parse(key.month).first_day,
        category=assignment.category or category_of(charge.service_category),
        amount=group.amount,
        currency=key.currency,
        phase=assignment.phase,
        behaviour=assignment.behaviour,
        billed=group.billed if group.billed != group.amount else None,
        attributed_to=assignment.attributed_to,
        source=source.name,
        note=", ".join(filter(None, (_note(charge), _model_text(key, group)))),
        fingerprint=_trace([(key, group)], source).text(),
    )


def _usage(parts: Sequence[Filled], source: Source) -> Draft | QuantityFault:
    """The usage line of groups that belong together, or why there is none."""
    key, whole = parts[0][0], _together(parts)
    totals: dict[Counted, Decimal] = defaultdict(Decimal)
    for key_of_part, group in parts:
        found = group.assignment and counted_of(key_of_part, group.assignment)
        if found and group.quantity is not None:
            totals[found[0]] += group.quantity * found[1]
    for total in totals.values():
        if total % 1 or total < 0:
            return QuantityFault(whole, _quantity_fault(key, total))
    line = UsageLine(
        dated=Month.parse(key.month).first_day,
        source=source.name,
        note=_note(charge_of(key)),
        model=key.model,
        fingerprint=usage_fingerprint(_trace(parts, source).text()),
    )
    counted = {kind: int(total) for kind, total in totals.items()}
    initiative = whole.assignment.initiative if whole.assignment else ""
    return Draft(initiative, _counted(line, counted, charge_of(key)), whole.first, whole.rows)


def _counted(line: UsageLine, totals: dict[Counted, int], charge: Charge) -> UsageLine:
    """Put totals where they belong: tokens read from a cache, or written to it, are tokens in too."""
    kinds = [Counted.TOKENS_PROMPT, Counted.TOKENS_IN]
    if Counted.TOKENS_PROMPT not in totals:
        kinds += [Counted.TOKENS_CACHED, *_WRITTEN]
    incoming = [totals[kind] for kind in kinds if kind in totals]
    written = [totals[kind] for kind in _WRITTEN if kind in totals]
    return replace(
        line,
        units=totals.get(Counted.UNITS),
        unit=charge.unit if Counted.UNITS in totals else "",
        requests=totals.get(Counted.REQUESTS),
        tokens_in=sum(incoming) if incoming else None,
        tokens_cached=totals.get(Counted.TOKENS_CACHED),
        tokens_written=sum(written) if written else None,
        tokens_written_hour=totals.get(Counted.TOKENS_WRITTEN_HOUR),
        tokens_out=totals.get(Counted.TOKENS_OUT),
    )


def _note(charge: Charge) -> str:
    """The note of a line."""
    return ", ".join(filter(None, (charge.service, charge.account, charge.charge_category)))


def _model_text(key: Key, group: Group) -> str:
    """The model of a group and what its quantity counts; empty where the file names no model.

    Tokens in of which those of a cache are a part are of no single kind.
    """
    found = counted_of(key, group.assignment) if group.assignment and key.model else None
    kind = found[0] if found else Counted.NOTHING
    named = kind not in {Counted.NOTHING, Counted.UNITS, Counted.TOKENS_PROMPT}
    return ", ".join(filter(None, (key.model, kind.value if named else "")))


def _source(key: Key) -> str:
    """Distinguish a service of an account of a provider, in a month, from all others."""
    charge = charge_of(key)
    return hashed(key.month, charge.provider, charge.account, charge.service)


def _trace(parts: Sequence[Filled], source: Source) -> Trace:
    """The trace of the rows of groups in their line. The same rows and rules give the same line again."""
    whole = _together(parts)
    content = hashed(
        *(
            (key.month, key.tags, key.names[:7], key.model, group.digest, group.rows, _figures(group))
            for key, group in parts
        ),
        *(group.assignment for _, group in parts),
    )
    return Trace(
        _source(parts[0][0]), whole.days, whole.rows, content, tuple(whole.marks.kept), source.hashed_by
    )


def _figures(group: Group) -> tuple[str, ...]:
    """The sums of a group, as plain text without zeros at the end."""
    return tuple(
        f"{each.normalize():f}" for each in (group.amount, group.billed, group.quantity or Decimal(0))
    )


def _quantity_fault(key: Key, total: Decimal) -> UserError:
    """Report why quantities are left out although the costs are taken."""
    return UserError(
        "The quantities of {service} in {month} add up to {total}, which is no count. Their cost is taken.",
        service=shown(charge_of(key).service),
        month=key.month,
        total=f"{total.normalize():f}",
    )
