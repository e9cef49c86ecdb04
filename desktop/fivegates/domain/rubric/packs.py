"""Packs: criteria that a portfolio adds to a base, and the rubric that the two give.

A pack adds criteria to gates of the base, or gates of its own, and changes nothing that the base asks. The
composition is one `Rubric`, which a review is read against and sealed with; it can be taken apart again.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fivegates.domain.errors import Problem, UserError, refuse
from fivegates.domain.quoting import shown
from fivegates.domain.rubric.checks import (
    base_problems,
    criteria_problems,
    gate_faults,
    gates_problems,
    head_problems,
    place_of,
    rubric_problems,
    version_suffix,
)
from fivegates.domain.rubric.rubric import Criterion, Gate, PackHead, Rubric, Thresholds


@dataclass(frozen=True, slots=True)
class Pack:
    """Criteria for gates of a base, and gates of its own."""

    head: PackHead
    criteria: tuple[Criterion, ...]
    gates: tuple[Gate, ...] = ()


def pack_problems(pack: Pack) -> tuple[Problem, ...]:
    """Return every fault that a pack has by itself; `clashes` finds those beside a base."""
    return (
        *head_problems("", pack.head),
        *gates_problems(pack.gates, pack.criteria),
        *_no_criterion_problems(pack),
        *criteria_problems(pack.criteria, None, Thresholds()),
    )


def _no_criterion_problems(pack: Pack) -> Iterator[Problem]:
    """Check that a pack has criteria: without any it would only change the version of a rubric."""
    if not pack.criteria:
        yield Problem(place_of(key="criterion"), UserError("There is none; a pack needs one at least."))


def parts_of(rubric: Rubric) -> tuple[Rubric, tuple[Pack, ...]]:
    """Return the base of a rubric and the packs with which `compose` gives the rubric again.

    The criteria of a pack are in the order of the rubric's gates.
    """
    base = replace(
        rubric,
        version=rubric.version.removesuffix(version_suffix(rubric.packs)),
        gates=tuple(gate for gate in rubric.gates if not gate.pack),
        criteria=tuple(criterion for criterion in rubric.criteria if not criterion.pack),
        packs=(),
    )
    return base, tuple(_taken_out(rubric, head) for head in rubric.packs)


def _taken_out(rubric: Rubric, head: PackHead) -> Pack:
    """One pack of a rubric, as it was before it was added."""
    criteria = (replace(each, pack="") for each in rubric.criteria if each.pack == head.id)
    gates = (replace(each, pack="") for each in rubric.gates if each.pack == head.id)
    return Pack(head, tuple(criteria), tuple(gates))


def compose(rubric: Rubric, packs: Iterable[Pack], source: str = "") -> Rubric:
    """Add packs to a rubric, which may have some already; in whichever order, the result is the same.

    `source` names the file in messages. Raises DataError with every clash, and nothing is composed.
    """
    base, held = parts_of(rubric)
    added: list[Pack] = list(held)
    for pack in packs:
        refuse(tuple(clashes(pack, base, added)), source)
        added.append(pack)
    composed = _joined(base, sorted(added, key=lambda each: each.head.id))
    refuse(rubric_problems(composed), source)
    return composed


def without_pack(rubric: Rubric, pack_id: str) -> Rubric:
    """Take a pack out of a rubric. Raises UserError where the rubric has none of that id."""
    base, packs = parts_of(rubric)
    if all(pack.head.id != pack_id for pack in packs):
        raise UserError(
            "The rubric “{name}”, version {version}, has no pack “{pack}”.",
            name=rubric.name,
            version=rubric.version,
            pack=shown(pack_id),
        )
    return compose(base, (pack for pack in packs if pack.head.id != pack_id))


def _joined(base: Rubric, packs: Sequence[Pack]) -> Rubric:
    """One rubric: in each gate the criteria of the base, then those of the packs."""
    heads = tuple(pack.head for pack in packs)
    return replace(
        base,
        version=base.version + version_suffix(heads),
        gates=(*base.gates, *(replace(each, pack=pack.head.id) for pack in packs for each in pack.gates)),
        criteria=(
            *base.criteria,
            *(replace(each, pack=pack.head.id) for pack in packs for each in pack.criteria),
        ),
        packs=heads,
    ).grouped()


def clashes(pack: Pack, base: Rubric, others: Sequence[Pack]) -> Iterator[Problem]:
    """Return why a pack cannot be added to a base beside `others`, each reason with its key."""
    head = pack.head
    yield from base_problems("", head, base.id, base.version)
    if held := next((each.head for each in others if each.head.id == head.id), None):
        fault = UserError("“{id}” is there already, in version {version}.", id=head.id, version=held.version)
        yield Problem(place_of(key="id"), fault)
        return
    parts: list[tuple[str, Rubric | Pack]] = [(base.name, base), *((each.head.name, each) for each in others)]
    gates = {gate.id: name for name, part in parts for gate in part.gates}
    for gate in pack.gates:
        yield from _taken(f'gate "{gate.id}"', gate.id, gates)
    criteria = {each.id: name for name, part in parts for each in part.criteria}
    for criterion in pack.criteria:
        name = f'criterion "{criterion.id}"'
        yield from _taken(name, criterion.id, criteria)
        yield from gate_faults(name, criterion, (*base.gates, *pack.gates))


def _taken(name: str, id_: str, owners: Mapping[str, str]) -> Iterator[Problem]:
    """Refuse the id of a gate or criterion that the base or another pack has."""
    if id_ in owners:
        fault = UserError("“{id}” is in “{owner}” already.", id=id_, owner=owners[id_])
        yield Problem(place_of(name, key="id"), fault)
