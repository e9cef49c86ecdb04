"""Exports in a provider's own columns, which are no FOCUS: what they are, and how to get FOCUS instead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fivegates.domain.errors import UserError, refuse_whole
from fivegates.domain.language import Message


@dataclass(frozen=True, slots=True)
class Native:
    """An export of a provider: `columns` in small letters, all of which it has, and what to do."""

    columns: frozenset[str]
    reason: UserError


_AWS: Final = UserError(
    "This is a Cost and Usage Report of AWS, not FOCUS. Under Billing and Cost Management, Data Exports, "
    "create an export of the table “FOCUS with AWS columns”, and import what it delivers."
)
_AZURE: Final = UserError(
    "This is a cost export of Azure in its own columns, not FOCUS. Under Cost Management, Exports, create an "
    "export of the type “Cost and usage details (FOCUS)”, and import what it delivers."
)
_GCP: Final = UserError(
    "This is a billing export of Google Cloud in its own columns, not FOCUS. Google offers a FOCUS view of "
    "the detailed export in BigQuery: query that view, and import its result."
)

_NATIVE: Final = tuple(
    Native(frozenset(columns.split()), reason)
    for columns, reason in (
        ("line_item_unblended_cost line_item_usage_start_date", _AWS),
        ("lineitem/unblendedcost lineitem/usagestartdate", _AWS),
        ("costinbillingcurrency meterid", _AZURE),
        ("costinbillingcurrency metercategory", _AZURE),
        ("pretaxcost metercategory", _AZURE),
        ("cost usage_start_time billing_account_id", _GCP),
        ("cost usage_start_time service.description", _GCP),
        ("cost usage_start_time service_description", _GCP),
    )
)


def refuse_native(header: Sequence[str], source: str) -> None:
    """Raise DataError for a provider's own export."""
    reason = native_reason(header)
    if reason is not None:
        refuse_whole(source, reason)


def native_reason(header: Sequence[str]) -> UserError | None:
    """What a provider's own export is, and what to do; None for any other file."""
    names = {name.casefold() for name in header}
    return next((native.reason for native in _NATIVE if native.columns <= names), None)


def way_to_focus(header: Sequence[str]) -> tuple[Message, ...]:
    """What a provider's own export is, and the way to FOCUS, which says more; nothing for other files."""
    reason = native_reason(header)
    return () if reason is None else (Message(reason.template, **reason.values),)
