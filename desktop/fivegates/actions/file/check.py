"""Check the integrity of a portfolio file, read-only."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from fivegates.actions.file.opened import OpenPortfolio
from fivegates.actions.file.transaction import case_of
from fivegates.actions.finalising import require_receipt
from fivegates.actions.garbage_collection import without_collection
from fivegates.actions.risk_class import class_problems
from fivegates.domain.errors import Problem, UserError, refuse, refuse_whole
from fivegates.domain.language import Message
from fivegates.domain.panel.ballots import altered_ballot
from fivegates.domain.panel.overview import overview_of
from fivegates.domain.panel.settling import agreement_follows, altered_error
from fivegates.domain.portfolio.checks import portfolio_problems
from fivegates.domain.portfolio.consolidation import Source, as_in_source
from fivegates.domain.portfolio.overview import summarise_verdict
from fivegates.domain.quoting import shown
from fivegates.domain.review.chain import NOTHING_BEFORE, first_fault
from fivegates.domain.review.review import ChainHead, InitiativeRecord, Portfolio
from fivegates.domain.review.signatures import SignedBy, signer_problem, signers, unexpected_signatures
from fivegates.domain.review.since_sealed import SinceSealed, since_sealed
from fivegates.domain.verdict.verdict import judge
from fivegates.exchange.evidence.contents import evidence_file
from fivegates.store.file import opening
from fivegates.store.file.inspection import UnguardedError
from fivegates.store.file.portfolio_file import PortfolioFile
from fivegates.store.file.sqlite_errors import damaged
from fivegates.store.records.consolidation import read_origins, read_sources
from fivegates.store.records.edit_history import read_history
from fivegates.store.records.evidence_files import read_content
from fivegates.store.records.overview import read_all_verdict_summaries, read_verdict_summary
from fivegates.store.records.portfolio import read_portfolio
from fivegates.store.records.reviews import read_chain_head, read_seals


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check without faults: the last link of the chain, if any, and changes since the seals.

    `since` lists records changed or removed since they were sealed, by any program. `later` is
    how many reviews became final after the receipt that was compared, None without a receipt.
    `signers` are the keys that signed final reviews, and `strange` names the reviews with an unexpected
    signature. A consolidated view has `sources`, each with its own chain, and no `head`.
    """

    head: ChainHead | None
    since: tuple[SinceSealed, ...]
    later: int | None = None
    signers: tuple[SignedBy, ...] = ()
    strange: tuple[Message, ...] = ()
    sources: tuple[Source, ...] = ()


def check_portfolio(path: Path, receipt: str | None = None, keys: Iterable[str] = ()) -> Checked:
    """Check the file, every value in it, the chain of final reviews, and each stored verdict.

    A line of `receipt` is compared with the chain; where `keys` are given, as fingerprints or in full, one
    of them must have signed each final review. Raises UserError with the faults of the file; of final reviews
    it names the first that differs.
    """
    with without_collection(), closing(checked_file(path)) as file:
        if file.consolidated:
            return _checked_view(file, receipt, keys)
        portfolio = verified_portfolio(file)
        read_history(file)
        for record in portfolio.records:
            _require_own_files(file, record)
            _require_own_ballots(file, record)
            _require_own_verdicts(OpenPortfolio(file), record)
        later = None if receipt is None else require_receipt(OpenPortfolio(file), receipt)
        seals = read_seals(file)
        wanted = tuple(keys)
        if wanted and (problem := signer_problem(seals, wanted)):
            raise problem
        return Checked(
            read_chain_head(file),
            since_sealed(portfolio),
            later,
            signers(seals),
            tuple(unexpected_signatures(seals)),
        )


def verified_portfolio(file: PortfolioFile) -> Portfolio:
    """Read all of a file, and verify its chain and every value.

    Raises UserError that names the first final review that differs, or the values.
    """
    portfolio = read_portfolio(file)
    _require_own_chain(file, portfolio)
    refuse(tuple(_problems(portfolio)), file.path.name)
    return portfolio


def _problems(portfolio: Portfolio) -> Iterator[Problem]:
    """The faults in the values of a portfolio, and in the data derived from them."""
    yield from portfolio_problems(portfolio)
    yield from class_problems((shown(each.initiative.code), each) for each in portfolio.records)


def _checked_view(file: PortfolioFile, receipt: str | None, keys: Iterable[str]) -> Checked:
    """Check a consolidated view: each source's chain, and that it ends as it did in the file.

    Receipts and keys apply to the files only. Raises UserError with the fault.
    """
    if receipt is not None or tuple(keys):
        raise UserError(
            "{file} is a consolidated view; compare receipts and keys with the files that it is made of.",
            file=file.path.name,
        )
    portfolio, origins, sources = read_portfolio(file), read_origins(file), read_sources(file)
    refuse(tuple(_problems(portfolio)), file.path.name)
    stored = read_all_verdict_summaries(file)
    by_source: dict[int, list[InitiativeRecord]] = {source.number: [] for source in sources}
    for record in portfolio.records:
        origin = origins.get(record.initiative.id)
        if origin is None:
            raise damaged(file.path)
        by_source[origin.source].append(as_in_source(record, origin))
    for source in sources:
        records = tuple(by_source[source.number])
        fault = first_fault(replace(portfolio, records=records), stored)
        if fault is not None:
            refuse_whole(f"{file.path.name}, {source.title}", fault.reason)
        seals = sorted(
            (review.seal for record in records for review in record.reviews if review.seal is not None),
            key=lambda seal: seal.number,
        )
        if (len(seals), seals[-1].hash if seals else NOTHING_BEFORE) != (source.seals, source.head):
            raise damaged(file.path)
    for record in portfolio.records:
        _require_own_verdicts(OpenPortfolio(file), record)
    return Checked(None, (), sources=sources)


def checked_file(path: Path) -> PortfolioFile:
    """The checked file; where its triggers are missing, an altered final review is reported first."""
    try:
        return opening.check_file(path)
    except UnguardedError:
        with closing(opening.check_file(path, guarded=False)) as file:
            _require_own_chain(file, read_portfolio(file))
        raise


def _require_own_chain(file: PortfolioFile, portfolio: Portfolio) -> None:
    """Refuse a final review whose content or chain position differs from its seal."""
    fault = first_fault(portfolio, read_all_verdict_summaries(file))
    if fault is not None:
        refuse_whole(file.path.name, fault.reason)


def _require_own_files(file: PortfolioFile, record: InitiativeRecord) -> None:
    """Refuse an evidence file that is altered, or that would not be accepted as an attachment."""
    for item in record.evidence:
        if item.file is not None:
            found = evidence_file(item.file.name, read_content(file, item.file.digest))
            if found != item.file:
                raise damaged(file.path)


def _require_own_ballots(file: PortfolioFile, record: InitiativeRecord) -> None:
    """Refuse a ballot altered since it was handed in, and an agreement that does not follow from the ballots.

    Those of final reviews are sealed with them.
    """
    for review in record.reviews:
        if altered := altered_ballot(review.panel):
            refuse_whole(file.path.name, altered_error(altered))
        if review.seal is None and review.panel is not None:
            found = overview_of(review.panel, case_of(OpenPortfolio(file), record, review))
            if not agreement_follows(found, review):
                raise UserError(
                    "{file}: that the panel on {code} of {day} agreed does not follow from its ballots.",
                    file=file.path.name,
                    code=record.initiative.code,
                    day=review.dated.isoformat(),
                )


def _require_own_verdicts(opened: OpenPortfolio, record: InitiativeRecord) -> None:
    """Refuse a stored verdict on a draft that does not follow from the scores beside it."""
    for review in record.reviews:
        if review.seal is not None:
            continue
        verdict = judge(case_of(opened, record, review))
        if read_verdict_summary(opened.file, review.id) != summarise_verdict(verdict):
            raise UserError(
                "{file}: the stored verdict on {code} of {day} does not follow from its scores.",
                file=opened.path.name,
                code=record.initiative.code,
                day=review.dated.isoformat(),
            )
