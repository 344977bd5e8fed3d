"""A network as it was sent, together with the catalogue that answers."""

from collections.abc import Sequence

from api.netwerk.schemas import NetworkIn
from api.problems import Issue, ProblemError, pointer
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.netwerk.analysis import Analysis, analyse
from models.netwerk.schema import Network, NetworkError


class NoNetworkError(ProblemError):
    """A network that does not hold together: an id stands twice, or a tie goes to nobody."""

    def __init__(self, error: NetworkError) -> None:
        issue = Issue(location="body", pointer=pointer(error.place), code="no-network", detail=str(error))
        super().__init__(422, "invalid-request", f"this is no network: {error}", issue)


class UnknownOccupationError(ProblemError):
    """An occupation in a network that the active catalogue does not have."""

    def __init__(self, place: int, id_: str) -> None:
        detail = "the catalogue has no such occupation; the search gives ids"
        where = f"/occupationIds/{place}"
        issue = Issue(location="body", pointer=where, code="unknown-id", detail=detail, value=id_[:100])
        super().__init__(422, "unknown-id", f"{where}: {detail}", issue)


def sector_labels(engine: Jobbereik) -> dict[str, str]:
    """Return the Dutch label of each sector of the active catalogue."""
    return {row.code: row.label for row in engine.catalogue.vocabulary.sectors}


def network(body: NetworkIn, *, sharing: bool = False) -> Network:
    """Return a network that holds together.

    Parameters
    ----------
    sharing
        Only with the people who were ticked for sharing.

    Raises
    ------
    NoNetworkError
        Naming the place that is wrong.
    """
    try:
        found = body.to_network()
    except NetworkError as error:
        raise NoNetworkError(error) from error
    return found.for_sharing() if sharing else found


def sectors_of(engine: Jobbereik, ids: Sequence[str]) -> list[str]:
    """Return the sectors of occupations, each once, in their order.

    Raises
    ------
    UnknownOccupationError
        When the catalogue does not have one of them.
    """
    found = []
    for i, id_ in enumerate(ids):
        position = engine.catalogue.occupation_index(OccupationId(id_))
        if position is None:
            raise UnknownOccupationError(i, id_)
        sector = engine.catalogue.occupation(position).sector
        if sector:
            found.append(sector)
    return list(dict.fromkeys(found))


def find_analysis(engine: Jobbereik, body: NetworkIn) -> Analysis:
    """Return what a network says."""
    return analyse(network(body), sectors_of(engine, body.occupation_ids))
