"""What `fivegates economics` prints, as text and as JSON alike."""

from dataclasses import dataclass
from fractions import Fraction

from fivegates.domain.economics.projections import Projection
from fivegates.domain.economics.reconciliation import Reconciliation
from fivegates.domain.economics.scenarios import Scenario
from fivegates.domain.economics.unit_economics import Economics
from fivegates.domain.initiative.initiative import Initiative


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of an initiative; `scenario` is today at the volume, `other` with another `model`."""

    initiative: Initiative
    economics: Economics
    scenario: Scenario | None
    rows: tuple[Projection, ...]
    model: str = ""
    other: Scenario | None = None
    other_by_size: tuple[Fraction, Fraction] | None = None
    reconciled: Reconciliation | None = None
