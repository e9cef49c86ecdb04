"""The versions of a portfolio file, as the migrations that lead from each to the next."""

from typing import Final

from fivegates.store.schema.v1_portfolio import PORTFOLIO
from fivegates.store.schema.v2_money import MONEY
from fivegates.store.schema.v3_reviews import REVIEWS
from fivegates.store.schema.v4_prices import PRICES
from fivegates.store.schema.v5_evidence_files import FILES
from fivegates.store.schema.v6_views import VIEWS
from fivegates.store.schema.v7_cache_writes import CACHE_WRITES
from fivegates.store.schema.v8_signatures import SIGNATURES
from fivegates.store.schema.v9_identity import IDENTITY

APPLICATION_ID: Final = 0x46764774  # "FvGt"

MIGRATIONS: Final[tuple[str, ...]] = (
    PORTFOLIO,
    MONEY,
    REVIEWS,
    PRICES,
    FILES,
    VIEWS,
    CACHE_WRITES,
    SIGNATURES,
    IDENTITY,
)
"""Step n leads from version n to version n + 1. A step that has shipped is never edited."""

DIGEST: Final = "b064c844f40747de7d8818dbe0c89a3ef99c4074042a29debceb8dc417acb744"
"""The digest of all that these steps make, by which a file of today's version is known at once."""
