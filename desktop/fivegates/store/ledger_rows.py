"""The lines of a ledger and the rates to rows and back, column by column."""

import sqlite3
from datetime import date
from decimal import Decimal
from functools import lru_cache

from fivegates.domain.economics.ledger import (
    Basis,
    Behaviour,
    BenefitLine,
    CostCategory,
    CostLine,
    Phase,
    UsageLine,
)
from fivegates.domain.economics.money import Rate
from fivegates.domain.economics.months import Month
from fivegates.store.edits import Row

# A key of scoring reads the same lines again: an unchanged row gives the same frozen value.
_once_a_row = lru_cache(maxsize=4_096)


def cost_row(line: CostLine) -> Row:
    """The columns of a cost line, without id and initiative."""
    return {
        "dated": line.dated.isoformat(),
        "category": line.category.value,
        "amount": decimal_text(line.amount),
        "currency": line.currency,
        "phase": line.phase.value,
        "behaviour": line.behaviour.value,
        "basis": line.basis.value,
        "billed": None if line.billed is None else decimal_text(line.billed),
        "attributed": int(line.attributed),
        "attributed_to": line.attributed_to,
        "source": line.source,
        "note": line.note,
        "fingerprint": line.fingerprint,
    }


@_once_a_row
def cost_value(row: sqlite3.Row) -> CostLine:
    """A cost line from its row."""
    return CostLine(
        dated=date.fromisoformat(row["dated"]),
        category=CostCategory(row["category"]),
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        phase=Phase(row["phase"]),
        behaviour=Behaviour(row["behaviour"]),
        basis=Basis(row["basis"]),
        billed=None if row["billed"] is None else Decimal(row["billed"]),
        attributed=bool(row["attributed"]),
        attributed_to=row["attributed_to"],
        source=row["source"],
        note=row["note"],
        fingerprint=row["fingerprint"],
        id=row["id"],
    )


def usage_row(line: UsageLine) -> Row:
    """The columns of a usage line, without id and initiative."""
    return {
        "dated": line.dated.isoformat(),
        "units": line.units,
        "unit": line.unit,
        "successes": line.successes,
        "requests": line.requests,
        "tokens_in": line.tokens_in,
        "tokens_out": line.tokens_out,
        "tokens_cached": line.tokens_cached,
        "model": line.model,
        "basis": line.basis.value,
        "source": line.source,
        "note": line.note,
        "fingerprint": line.fingerprint,
    }


@_once_a_row
def usage_value(row: sqlite3.Row) -> UsageLine:
    """A usage line from its row."""
    return UsageLine(
        dated=date.fromisoformat(row["dated"]),
        units=row["units"],
        unit=row["unit"],
        successes=row["successes"],
        requests=row["requests"],
        tokens_in=row["tokens_in"],
        tokens_out=row["tokens_out"],
        tokens_cached=row["tokens_cached"],
        model=row["model"],
        basis=Basis(row["basis"]),
        source=row["source"],
        note=row["note"],
        fingerprint=row["fingerprint"],
        id=row["id"],
    )


def benefit_row(line: BenefitLine) -> Row:
    """The columns of a benefit line, without id and initiative."""
    return {
        "dated": line.dated.isoformat(),
        "amount": decimal_text(line.amount),
        "currency": line.currency,
        "what": line.what,
        "basis": line.basis.value,
        "source": line.source,
        "note": line.note,
        "fingerprint": line.fingerprint,
    }


@_once_a_row
def benefit_value(row: sqlite3.Row) -> BenefitLine:
    """A benefit line from its row."""
    return BenefitLine(
        dated=date.fromisoformat(row["dated"]),
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        what=row["what"],
        basis=Basis(row["basis"]),
        source=row["source"],
        note=row["note"],
        fingerprint=row["fingerprint"],
        id=row["id"],
    )


def rate_row(rate: Rate) -> Row:
    """The columns of a rate, without its id."""
    return {
        "month": str(rate.month),
        "base": rate.base,
        "quote": rate.quote,
        "value": decimal_text(rate.value),
        "source": rate.source,
    }


def rate_value(row: sqlite3.Row) -> Rate:
    """A rate from its row."""
    return Rate(
        month=Month.parse(row["month"]),
        base=row["base"],
        quote=row["quote"],
        value=Decimal(row["value"]),
        source=row["source"],
        id=row["id"],
    )


def decimal_text(amount: Decimal) -> str:
    """All digits of an amount, without an exponent."""
    return f"{amount:f}"
