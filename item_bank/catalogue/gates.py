"""What gates say about each other and what work proves: pure questions to a catalogue.

A gate is *met* when the person holds it, holds one that implies it, or does work that only its holders may do. A gate
that is a formality is named and never in the way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from item_bank.schema import Gate, GateId, Occupation


def implied(gates: Mapping[GateId, Gate], held: Iterable[GateId]) -> frozenset[GateId]:
    """Return the gates held and all that follow from them, over any number of steps.

    Examples
    --------
    >>> from item_bank.catalogue.builtin import catalogue
    >>> sorted(implied(catalogue().gates, [GateId("rijbewijs-c")]))
    ['rijbewijs-b', 'rijbewijs-c']
    """
    found: set[GateId] = set()
    open_ = list(held)
    while open_:
        id_ = open_.pop()
        if id_ not in found:
            found.add(id_)
            open_ += [item.gate for item in gates[id_].implies] if id_ in gates else []
    return frozenset(found)


def proved_by(
    occupation: Occupation, gates: Mapping[GateId, Gate], denied: frozenset[GateId] = frozenset()
) -> frozenset[GateId]:
    """Return the gates that doing an occupation proves, with all that follow from them.

    Those that it asks, except where one may also work without, and those that any diploma of its level meets.

    Parameters
    ----------
    denied
        Gates that the person says not to hold (any more): neither they nor what would follow from them are proved.

    Examples
    --------
    >>> from item_bank.catalogue.builtin import catalogue
    >>> ours = catalogue()
    >>> nurse = ours.occupation(ours.occupation_index("verpleegkundige"))
    >>> sorted(proved_by(nurse, ours.gates) - set(nurse.gates))[-2:]
    ['studiebewijs-verzorgende', 'visum-zorgkundige']
    """
    own = {*(occupation.gates or ())} - {*occupation.gates_not_proved}
    level = occupation.eqf or 0
    by_level = {gate.id for gate in gates.values() if gate.level_meets is not None and gate.level_meets <= level}
    return implied(gates, (own | by_level) - denied) - denied


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """The gates of an occupation that a person does not meet.

    Attributes
    ----------
    barriers
        What keeps it out of reach until it is met.
    common
        What most adults hold: to be asked, and in the way only of who says not to hold it.
    formalities
        What has to be arranged, and is not in the way.
    study_years
        The most years of full-time study that a barrier asks; ``None`` when none does or it is not known.
    """

    barriers: tuple[Gate, ...]
    common: tuple[Gate, ...]
    formalities: tuple[Gate, ...]

    @property
    def study_years(self) -> int | None:
        """Return the most years of full-time study among the barriers."""
        return max((gate.study_years for gate in self.barriers if gate.study_years is not None), default=None)


def unmet(
    occupation: Occupation,
    met: frozenset[GateId],
    gates: Mapping[GateId, Gate],
    denied: frozenset[GateId] = frozenset(),
) -> Unmet:
    """Return what an occupation asks beyond the gates that are met.

    Parameters
    ----------
    met
        Gates that the person meets, with what they imply (see :func:`implied`).
    denied
        Gates that the person says not to hold: a common one among them is a barrier.
    """
    asked = [gates[id_] for id_ in occupation.gates or () if id_ in denied or id_ not in met]
    common = [gate for gate in asked if gate.common and gate.id not in denied]
    return Unmet(
        barriers=tuple(gate for gate in asked if not gate.formality and gate not in common),
        common=tuple(common),
        formalities=tuple(gate for gate in asked if gate.formality),
    )
