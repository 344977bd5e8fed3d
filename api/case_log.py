"""Facts about cases of any kind as lines of their log, and back."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any, Generic, Protocol, TypeVar

from pydantic import Field, TypeAdapter

from api.storage.cases import CaseFact


class Told(Protocol):
    """A fact: what it is, and of which day."""

    @property
    def kind(self) -> str:
        """Return what tells it apart from others."""
        ...

    @property
    def on(self) -> date:
        """Return its day."""
        ...


E = TypeVar("E", bound=Told)


class CaseLog(Generic[E]):
    """How the facts of one kind of case are kept.

    Parameters
    ----------
    facts
        The union of what can happen.

    Examples
    --------
    >>> from models.klachten.events import Event, Noticed
    >>> log: CaseLog[Event] = CaseLog(Event)
    >>> (line,) = log.lines([Noticed(on=date(2026, 1, 2))], 3, "operator", datetime(2026, 1, 3))
    >>> line.position, line.kind, line.payload
    (3, 'noticed', {})
    >>> list(log.facts([line]))
    [Noticed(on=datetime.date(2026, 1, 2), kind='noticed')]
    """

    def __init__(self, facts: Any) -> None:  # noqa: ANN401 - a union is no type of its own
        self._adapter: TypeAdapter[E] = TypeAdapter(Annotated[facts, Field(discriminator="kind")])

    def payload(self, fact: E) -> dict[str, Any]:
        """Return a fact as JSON, without what has a column of its own."""
        members: dict[str, Any] = self._adapter.dump_python(fact, mode="json")
        return {name: value for name, value in members.items() if name not in ("on", "kind")}

    def lines(self, facts: Iterable[E], start: int, actor: str, now: datetime) -> tuple[CaseFact, ...]:
        """Return facts as lines, from a position on."""
        return tuple(
            CaseFact(
                position=position,
                kind=fact.kind,
                happened_on=fact.on,
                payload=self.payload(fact),
                actor=actor,
                recorded_at=now,
            )
            for position, fact in enumerate(facts, start)
        )

    def facts(self, lines: Iterable[CaseFact]) -> Iterator[E]:
        """Return the facts of lines."""
        for line in lines:
            yield self._adapter.validate_python({**line.payload, "kind": line.kind, "on": line.happened_on})
