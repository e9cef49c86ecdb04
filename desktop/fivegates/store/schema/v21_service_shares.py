"""The step that adds to a scenario the share of requests that each service answers, such as batch."""

from typing import Final

from fivegates.store.schema.money import from_nought

SERVICE_SHARES: Final = "".join(
    f"ALTER TABLE scenario ADD COLUMN {column} TEXT CHECK {from_nought(column)};\n"
    for column in ("batch_share", "flex_share", "priority_share", "off_peak_share")
)
