"""A small billing export in FOCUS, and the rules that assign its rows."""

from pathlib import Path

HEADER = "ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ServiceName,ConsumedQuantity,Tags"
ROWS = (
    '2026-11-01T00:00:00Z,12.00,10.25,EUR,Models,2,"{""project"": ""claims""}"',
    '2026-11-02T00:00:00Z,-1.00,-1.00,EUR,Models,1,"{""project"": ""claims""}"',
    '2026-11-02T00:00:00Z,5.00,5.00,EUR,Models,3,"{""project"": ""letters""}"',
    "2026-11-03T00:00:00Z,7.00,7.00,EUR,Storage,,",
    '2026-11-03T00:00:00Z,x,7.00,EUR,Models,1,"{""project"": ""claims""}"',
)


def billing(folder: Path, *rows: str) -> Path:
    """Write an export: of these rows, else of ROWS."""
    path = folder / "november.csv"
    path.write_text("\n".join([HEADER, *(rows or ROWS), ""]))
    return path


def rules(folder: Path, claims: str, letters: str) -> Path:
    """Write rules that give the rows of two projects to two initiatives, and count the first one's tokens."""
    path = folder / "rules.toml"
    path.write_text(
        f'[[rule]]\ninitiative = "{claims}"\ntags = ["project=claims"]\nbehaviour = "variable"\n'
        'counts = "tokens in"\nper = 1000\n'
        f'[[rule]]\ninitiative = "{letters}"\ntags = ["project=letters"]\nbehaviour = "fixed"\n'
    )
    return path
