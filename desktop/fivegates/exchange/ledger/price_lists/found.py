"""The outcome of each entry of a price list: priced, an alias, unpriced, or refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from fivegates.domain.economics.amounts import rounded
from fivegates.domain.economics.ledger import ModelPrice, TokenPrices
from fivegates.domain.errors import Problem, UserError
from fivegates.domain.limits import MOST_DECIMALS
from fivegates.domain.quoting import shown

_MOST_STEPS = 5
_TICKED = 500

Tick = Callable[[int], None]


@dataclass(slots=True)
class FoundPrices:
    """Collects the entries of a list by their outcome.

    `tiered` names the models whose price depends on the size of a request, `aliases` has the other name of a
    model for each name, `unpriced` the names of those that are billed otherwise than by tokens, requests and
    images, or have no price.
    """

    prices: dict[str, ModelPrice] = field(default_factory=dict)
    tiered: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    unpriced: list[str] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    tick: Tick = lambda _: None

    def add(self, price: ModelPrice, *, tiered: bool = False) -> None:
        """Add a price, if it applies to usage; one of a single tier can be `tiered`."""
        self._count()
        known = price.by_tokens or price.cached is not None or price.per_request is not None
        if not known and price.image is None:
            self.unpriced.append(price.model)
        else:
            self.prices[price.model] = price
            if tiered or any(terms.above for terms in price.terms):
                self.tiered.add(price.model)

    def refuse(self, model: str, reason: UserError) -> None:
        """Note an entry that cannot be read."""
        self._count()
        self.refused.append(Problem(shown(model), reason))

    def _count(self) -> None:
        """Report the number of entries read, at intervals."""
        done = len(self.prices) + len(self.unpriced) + len(self.refused)
        if not done % _TICKED:
            self.tick(done)

    def with_aliases(self) -> dict[str, ModelPrice]:
        """All prices by name; an alias of what has no price counts as one without."""
        found = dict(self.prices)
        for alias in list(self.aliases):
            target = self._target(alias)
            if target is None:
                del self.aliases[alias]
                self.unpriced.append(alias)
            else:
                found[alias] = replace(target, model=alias)
                if target.model in self.tiered:
                    self.tiered.add(alias)
        return found

    def _target(self, alias: str) -> ModelPrice | None:
        """The final target of an alias."""
        name = alias
        for _ in range(_MOST_STEPS):
            name = self.aliases.get(name, name)
        return self.prices.get(name)


def priced(model: str, provider: str, prices: TokenPrices) -> ModelPrice:
    """A model with these prices of tokens."""
    return ModelPrice(
        model,
        prices.input,
        prices.output,
        prices.cached,
        provider,
        written=prices.written,
        written_hour=prices.written_hour,
    )


def known_price(entry: Mapping[str, object], key: str, per: int = 1) -> Decimal | None:
    """The price of one token, of an entry that gives it for `per`; None where it is unknown."""
    value = entry.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    # Lists are full of floats such as 2.8000000000000003e-07: what is behind twenty decimals is noise.
    return Decimal(f"{rounded(Decimal(value) / per, MOST_DECIMALS).normalize():f}")


def price_fault(entry: Mapping[str, object], key: str, per: int = 1) -> UserError | None:
    """The fault of a price; None if it is valid or missing."""
    value = entry.get(key)
    is_number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if value is None or (is_number and _fits(Decimal(str(value)), per)):
        return None
    return UserError("“{value}” is no price for {key}.", value=shown(value), key=key)


def _fits(number: Decimal, per: int) -> bool:
    """True if a number is between zero and a thousand a token."""
    return number.is_finite() and 0 <= number < 1_000 * per
