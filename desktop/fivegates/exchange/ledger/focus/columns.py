"""The columns of FOCUS (FinOps Open Cost and Usage Specification) that are read, from the preview to 1.5."""

from collections.abc import Mapping, Sequence
from typing import Final

from fivegates.domain.economics.ledger import CostCategory
from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.exchange.ledger.csv_tables import twice_named
from fivegates.exchange.ledger.tables.row_roles import Wanted

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "period": ("ChargePeriodStart", "BillingPeriodStart"),
    "amount": ("EffectiveCost", "BilledCost"),
    "billed": ("BilledCost", "EffectiveCost"),
    "currency": ("BillingCurrency",),
    "quantity": ("ConsumedQuantity", "UsageQuantity"),
    "tags": ("Tags",),
    "provider": ("ServiceProviderName", "ProviderName", "Provider"),
    "account": ("SubAccountName", "SubAccountId", "BillingAccountName", "BillingAccountId"),
    "service": ("ServiceName",),
    "service_category": ("ServiceCategory",),
    "charge_category": ("ChargeCategory",),
    "unit": ("ConsumedUnit", "UsageUnit"),
    "sku": ("SkuId", "SkuPriceId"),
    "meter": ("SkuMeter",),
    "description": ("ChargeDescription",),
    "details": ("SkuPriceDetails",),
}
"""The fields read, each with its columns in order of preference."""

IDENTITY: Final = (
    "ChargeDescription",
    "ChargeClass",
    "ChargeFrequency",
    "PricingCategory",
    "CommitmentDiscountId",
    "ResourceId",
    "RegionId",
    "AvailabilityZone",
    "SkuId",
    "SkuPriceId",
    "SkuMeter",
    "SubAccountId",
    "x_Operation",
    "x_UsageType",
)
"""The columns that, with the period, identify a row: no figures, nothing that is filled in later."""

TELLING: Final = (
    "SkuMeter",
    "ServiceSubcategory",
    "SkuId",
    "SkuPriceId",
    "x_SkuMeterName",
    "x_UsageType",
    "SkuPriceDetails",
    "ChargeDescription",
)
"""The columns that may reveal the kind of tokens of a row, the most reliable first."""

ASKED: Final = ("sku", "meter", "description", "details")
"""Columns that are read only where a rule uses them: they can differ from row to row."""

MODEL_DETAILS: Final = ("ModelId", "ModelFamily", "ModelVersion")
"""The members of `SkuPriceDetails` that name a model, from FOCUS 1.5: its id, else its family and version."""

MODEL_TAGS: Final = ("model", "custom_llm_provider")
"""The tag by which LiteLLM names a model, and the one without which it is another's."""

_NEEDED: Final = ("period", "amount", "currency", "service")
_KNOWN: Final = frozenset(name.casefold() for names in FIELDS.values() for name in names)
_FIRST_WITH: Final = (
    ("1.3", "ServiceProviderName"),
    ("1.2", "PricingCurrency"),
    ("1.1", "CapacityReservationId"),
)
_INFRASTRUCTURE: Final = (
    "Compute",
    "Databases",
    "Developer Tools",
    "Identity",
    "Integration",
    "Management and Governance",
    "Networking",
    "Security",
    "Storage",
    "Web",
)
_CATEGORIES: Final = {
    "ai and machine learning": CostCategory.MODEL,
    "analytics": CostCategory.DATA,
    "business applications": CostCategory.LICENCES,
    **{name.casefold(): CostCategory.INFRASTRUCTURE for name in _INFRASTRUCTURE},
}


class _WantedExport(Wanted):
    """The known column names of a billing export's header."""

    def count(self, names: Sequence[str]) -> int:
        """Number of FOCUS columns that a row names."""
        return len({name.casefold() for name in names} & _KNOWN)

    def complete(self, names: Sequence[str]) -> bool:
        """True if all required columns are present."""
        there = {name.casefold() for name in names}
        return all(any(name.casefold() in there for name in FIELDS[field]) for field in _NEEDED)


WANTED_EXPORT: Final = _WantedExport()


def find_columns(header: tuple[str, ...], source: str, asked: frozenset[str]) -> dict[str, str]:
    """Return the column of each field that the file has; of `ASKED` those that are `asked` for.

    Raises DataError naming every column that it lacks, and those that are read and have the same name.
    """
    names = {name.casefold(): name for name in reversed(header)}
    found = {
        field: names[next(column for column in columns if column.casefold() in names).casefold()]
        for field, columns in FIELDS.items()
        if any(column.casefold() in names for column in columns) and (field not in ASKED or field in asked)
    }
    missing = [_missing(field) for field in _NEEDED if field not in found]
    twice = twice_named([name.casefold() for name in header], map(str.casefold, found.values()))
    refuse(tuple(Problem("line 1", reason) for reason in (*missing, *twice)), source)
    return found


def version_of(header: tuple[str, ...]) -> str:
    """Name the versions of FOCUS that have these columns."""
    if "UsageQuantity" in header and "ConsumedQuantity" not in header:
        return "FOCUS 1.0 preview"
    if "ServiceProviderName" in header and "ProviderName" not in header:
        return "FOCUS 1.4"
    return f"FOCUS {next((version for version, column in _FIRST_WITH if column in header), '1.0')}"


def category_of(service_category: str) -> CostCategory:
    """The cost category of a service category."""
    return _CATEGORIES.get(service_category.casefold(), CostCategory.OTHER)


def _missing(field: str) -> UserError:
    """Name the columns of which one is needed."""
    return UserError("There is no column {columns}.", columns=" / ".join(FIELDS[field]))
