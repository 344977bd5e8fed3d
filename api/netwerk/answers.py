"""From a network as it is sent to what it says; sectors come from the catalogue that answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.netwerk import schemas
from api.problems import Issue, ProblemError, pointer
from item_bank.netwerk.bank import NetwerkBank, bank
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.netwerk.analysis import Analysis, NoteCode, analyse
from models.netwerk.schema import Network, NetworkError

NOTES: Mapping[NoteCode, str] = {
    NoteCode.EMPTY: "Er staat nog niemand in je netwerk. Begin met één persoon.",
    NoteCode.SMALL: "Je noemt nog maar enkele mensen. Denk ook aan vroegere collega's, buren en mensen uit een club.",
    NoteCode.ONE_CATEGORY: "Bijna iedereen komt uit dezelfde hoek. Wie breder kijkt, hoort meer nieuws.",
    NoteCode.FEW_LOOSE_TIES: "Je noemt vooral mensen die dichtbij staan. Mensen die je minder goed kent, weten vaak "
    "dingen die jij nog niet weet.",
    NoteCode.ASKED_OF_ONE: "Je vraagt alles aan één persoon. Verdeel je vragen: dat is lichter voor die persoon, en je "
    "hoort meer.",
    NoteCode.NOTHING_ASKED: "Je vroeg nog niemand iets. Kies één persoon en één kleine vraag.",
    NoteCode.MOSTLY_RECEIVING: "Je krijgt vooral hulp. Wat kan jij teruggeven? Een tip of een bericht telt ook.",
    NoteCode.MOSTLY_GIVING: "Je helpt vooral anderen. Je mag zelf ook iets vragen.",
    NoteCode.NO_BRIDGE: "Je kent nog niemand in de sectoren van de beroepen die je bekijkt. Wie in je netwerk kent "
    "daar wel iemand?",
}
"""What the page says beside the figures."""


def sector_labels(engine: Jobbereik) -> dict[str, str]:
    """Return the Dutch label of each sector of the active catalogue."""
    return {row.code: row.label for row in engine.catalogue.vocabulary.sectors}


def network(body: schemas.NetworkIn) -> Network:
    """Return a network that holds together.

    Raises
    ------
    ProblemError
        422 naming the place that is wrong.
    """
    try:
        return body.to_network()
    except NetworkError as error:
        issue = Issue(location="body", pointer=pointer(error.place), code="no-network", detail=str(error))
        raise ProblemError(422, "invalid-request", f"this is no network: {error}", issue) from error


def sectors_of(engine: Jobbereik, ids: Sequence[str]) -> list[str]:
    """Return the sectors of occupations, each once, in their order.

    Raises
    ------
    ProblemError
        422 when the catalogue does not have one of them.
    """
    found = []
    for i, id_ in enumerate(ids):
        position = engine.catalogue.occupation_index(OccupationId(id_))
        if position is None:
            detail = "the catalogue has no such occupation; the search gives ids"
            issue = Issue(
                location="body", pointer=f"/occupationIds/{i}", code="unknown-id", detail=detail, value=id_[:100]
            )
            raise ProblemError(422, "unknown-id", f"/occupationIds/{i}: {detail}", issue)
        sector = engine.catalogue.occupation(position).sector
        if sector:
            found.append(sector)
    return list(dict.fromkeys(found))


def find_analysis(engine: Jobbereik, body: schemas.NetworkIn) -> Analysis:
    """Return what a network says."""
    return analyse(network(body), sectors_of(engine, body.occupation_ids))


def analysis(engine: Jobbereik, body: schemas.NetworkIn) -> schemas.AnalysisOut:
    """Return what a network says, in words."""
    found, words, labels = find_analysis(engine, body), bank(), sector_labels(engine)

    def sector(code: str) -> schemas.SectorOut:
        return schemas.SectorOut(code=code, label=labels.get(code, code))

    return schemas.AnalysisOut(
        size=found.size,
        shares=[
            schemas.ShareOut(category=c, label=words.categories[c], count=row.count, share=row.share)
            for row in found.shares
            for c in [row.category]
        ],
        density=found.density,
        bridges=[schemas.BridgeOut(sector=sector(row.sector), people=list(row.people)) for row in found.bridges],
        empty_sectors=[sector(code) for code in found.empty_sectors],
        asked_of_one=found.asked_of_one,
        balance=schemas.BalanceOut(giving=found.giving, receiving=found.receiving, mutual=found.mutual),
        notes=[schemas.TextOut(code=code, text=NOTES[code]) for code in found.notes],
        conversation=[schemas.AdviceOut(title=row.title, text=row.text) for row in words.conversation],
        tools=[schemas.AdviceOut(title=row.title, text=row.text) for row in words.tools],
        bank_version=words.version,
    )


def _words(labels: Mapping[Any, str]) -> list[schemas.WordOut]:
    return [schemas.WordOut(code=str(code), label=label) for code, label in labels.items()]


def vocabulary(engine: Jobbereik) -> schemas.VocabularyOut:
    """Return what can be chosen for a person."""
    words: NetwerkBank = bank()
    names = ("categories", "rings", "strengths", "directions", "supports", "helps", "asked")
    lists = {name: _words(getattr(words, name)) for name in names}
    return schemas.VocabularyOut(**lists, fields=_words(sector_labels(engine)), bank_version=words.version)
