"""Groups of billed rows to lines of a ledger, to rows that nobody owns, and to their part of the totals."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from fivegates.domain.economics.ledger import CostLine, UsageLine
from fivegates.domain.economics.months import Month
from fivegates.domain.errors import UserError
from fivegates.domain.quoting import shown
from fivegates.exchange.ledger.assignment_rules import Assignment, Counted
from fivegates.exchange.ledger.focus_columns import category_of
from fivegates.exchange.ledger.focus_groups import Group, Key, charge_of
from fivegates.exchange.ledger.focus_traces import Coverage, Trace, hashed, joined, usage_fingerprint
from fivegates.exchange.ledger.preview import Charge, Entry, RowGroup


def cost_line(key: Key, group: Group, assignment: Assignment, source: str) -> CostLine:
    """The cost of a group in its month."""
    charge = charge_of(key)
    return CostLine(
        dated=Month.parse(key[0]).first_day,
        category=assignment.category or category_of(charge.service_category),
        amount=group.amount,
        currency=key[2][0],
        phase=assignment.phase,
        behaviour=assignment.behaviour,
        billed=group.billed if group.billed != group.amount else None,
        attributed_to=assignment.attributed_to,
        source=source,
        note=", ".join(filter(None, (charge.service, charge.account, charge.charge_category))),
        fingerprint=_trace(key, group, assignment).text(),
    )


def usage_line(cost: CostLine, charge: Charge, assignment: Assignment, total: int) -> UsageLine:
    """What the quantities of a group count."""
    line = UsageLine(
        dated=cost.dated,
        source=cost.source,
        note=cost.note,
        fingerprint=usage_fingerprint(cost.fingerprint),
    )
    match assignment.counts:
        case Counted.UNITS:
            return replace(line, units=total, unit=charge.unit)
        case Counted.REQUESTS:
            return replace(line, requests=total)
        case Counted.TOKENS_IN:
            return replace(line, tokens_in=total)
        case Counted.TOKENS_OUT:
            return replace(line, tokens_out=total)
        case Counted.TOKENS_CACHED:
            return replace(line, tokens_cached=total)
        case Counted.NOTHING:
            return line


def coverage_of(groups: Iterable[tuple[Key, Group]]) -> dict[str, Coverage]:
    """What a file has of each source, whosever its rows are."""
    parts: dict[str, list[Group]] = defaultdict(list)
    for key, group in groups:
        parts[_source(key)].append(group)
    return {
        source: joined((group.days, group.rows, group.marks) for group in each)
        for source, each in parts.items()
    }


def _source(key: Key) -> str:
    """Tell a service of an account of a provider, in a month, from all others."""
    charge = charge_of(key)
    return hashed(key[0], charge.provider, charge.account, charge.service)


def _trace(key: Key, group: Group, assignment: Assignment) -> Trace:
    """What the line of a group remembers of its rows. The same rows and rules give the same line again."""
    figures = [each.normalize() for each in (group.amount, group.billed, group.quantity or Decimal(0))]
    content = hashed(key, group.digest, group.rows, figures, assignment)
    return Trace(_source(key), group.days, group.rows, content, tuple(group.marks.kept))


def row_group(key: Key, group: Group) -> RowGroup:
    """A group as a preview lists it."""
    month = Month.parse(key[0])
    owner = group.assignment.initiative if group.assignment else ""
    return RowGroup(charge_of(key), month, key[2][0], group.amount, group.first, group.rows, owner)


def entry_of(key: Key, group: Group) -> Entry:
    """A group's part of the totals."""
    return Month.parse(key[0]), key[2][0], group.amount, group.billed, group.rows


def quantity_fault(key: Key, total: Decimal) -> UserError:
    """Tell why quantities are left out although the costs are taken."""
    return UserError(
        "The quantities of {service} in {month} add up to {total}, which is no count. Their cost is taken.",
        service=shown(charge_of(key).service),
        month=key[0],
        total=f"{total.normalize():f}",
    )
