"""What a network says, as members of JSON."""

from collections.abc import Mapping
from typing import Any

from api.netwerk import schemas
from api.netwerk.service import find_analysis, sector_labels
from api.netwerk.texts import NOTES, words
from models.jobbereik.engine import Jobbereik


def analysis(engine: Jobbereik, body: schemas.NetworkIn) -> schemas.AnalysisOut:
    """Return what a network says, in words."""
    found, bank, labels = find_analysis(engine, body), words(), sector_labels(engine)

    def sector(code: str) -> schemas.SectorOut:
        return schemas.SectorOut(code=code, label=labels.get(code, code))

    return schemas.AnalysisOut(
        size=found.size,
        shares=[
            schemas.ShareOut(category=c, label=bank.categories[c], count=row.count, share=row.share)
            for row in found.shares
            for c in [row.category]
        ],
        density=found.density,
        bridges=[schemas.BridgeOut(sector=sector(row.sector), people=list(row.people)) for row in found.bridges],
        empty_sectors=[sector(code) for code in found.empty_sectors],
        asked_of_one=found.asked_of_one,
        balance=schemas.BalanceOut(giving=found.giving, receiving=found.receiving, mutual=found.mutual),
        notes=[schemas.TextOut(code=code, text=NOTES[code]) for code in found.notes],
        conversation=[schemas.AdviceOut(title=row.title, text=row.text) for row in bank.conversation],
        tools=[schemas.AdviceOut(title=row.title, text=row.text) for row in bank.tools],
        bank_version=bank.version,
    )


def _words(labels: Mapping[Any, str]) -> list[schemas.WordOut]:
    return [schemas.WordOut(code=str(code), label=label) for code, label in labels.items()]


def vocabulary(engine: Jobbereik) -> schemas.VocabularyOut:
    """Return what can be chosen for a person."""
    bank = words()
    names = ("categories", "rings", "strengths", "directions", "supports", "helps", "asked")
    lists = {name: _words(getattr(bank, name)) for name in names}
    return schemas.VocabularyOut(**lists, fields=_words(sector_labels(engine)), bank_version=bank.version)
