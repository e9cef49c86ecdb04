"""Sentences on what tokens cost by a price book against what was billed."""

from collections.abc import Iterator

from fivegates.domain.economics.reconciliation import Explanation, Reconciliation, TokenKind
from fivegates.domain.language import Language


def reconciliation_sentences(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """Bill and price, whether they agree, what each model's tokens cost, and what could explain the rest."""
    if found.months:
        yield from _certain(found, currency, language)
    if found.ranged is not None:
        yield language.ngettext(
            "Tokens of {count} month, where the size of requests is not known: {low} to {high} by the price "
            "book, {billed} billed.",
            "Tokens of {count} months, where the size of requests is not known: {low} to {high} by the price "
            "book, {billed} billed.",
            len(found.ranged.months),
            low=language.money(found.ranged.low, currency),
            high=language.money(found.ranged.high, currency),
            billed=language.money(found.ranged.billed, currency),
        )


def _certain(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """The months of which the price of the tokens is known."""
    money = language.money
    values = {
        "priced": money(found.priced, currency),
        "billed": money(found.billed, currency),
        "difference": money(abs(found.difference), currency),
    }
    count = len(found.months)
    if found.is_reconciled:
        yield language.ngettext(
            "Reconciled: tokens of {count} month, {priced} by the price book, {billed} billed.",
            "Reconciled: tokens of {count} months, {priced} by the price book, {billed} billed.",
            count,
            **values,
        )
    elif found.difference > 0:
        yield language.ngettext(
            "Tokens of {count} month: {priced} by the price book, {billed} billed, {difference} more.",
            "Tokens of {count} months: {priced} by the price book, {billed} billed, {difference} more.",
            count,
            **values,
        )
    else:
        yield language.ngettext(
            "Tokens of {count} month: {priced} by the price book, {billed} billed, {difference} less.",
            "Tokens of {count} months: {priced} by the price book, {billed} billed, {difference} less.",
            count,
            **values,
        )
    yield from _models(found, currency, language)
    if found.explanations and not found.is_reconciled:
        reasons = [_explanation(each, language) for each in found.explanations]
        yield language.gettext("What could explain it: {reasons}.", reasons=language.listed(reasons))


def _models(found: Reconciliation, currency: str, language: Language) -> Iterator[str]:
    """What the tokens of each model cost, by kind."""
    for model in dict.fromkeys(model for model, _ in found.parts):
        parts = [
            f"{_kind(kind, language)} {language.money(amount, currency)}"
            for (each, kind), amount in found.parts.items()
            if each == model
        ]
        yield language.gettext("{model}: {parts}.", model=model, parts=", ".join(parts))


def _kind(kind: TokenKind, language: Language) -> str:
    words = {
        TokenKind.FRESH: language.gettext("input"),
        TokenKind.CACHED: language.gettext("input from a cache"),
        TokenKind.WRITTEN: language.gettext("input written to a cache"),
        TokenKind.OUTPUT: language.gettext("output"),
        TokenKind.REQUESTS: language.gettext("requests"),
    }
    return words[kind]


def _explanation(explanation: Explanation, language: Language) -> str:
    words = {
        Explanation.SIZES: language.gettext("requests of another size than the mean, priced otherwise"),
        Explanation.CACHE_READS: language.gettext("tokens read from a cache, which are not counted"),
        Explanation.CACHE_WRITES: language.gettext("tokens written to a cache, which are not counted"),
        Explanation.SERVICES: language.gettext("batch, flex or priority requests, priced otherwise"),
        Explanation.RETRIES: language.gettext("retries that the usage does not count"),
    }
    return words[explanation]
