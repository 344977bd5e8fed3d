"""Dutch words of first talks that people ask."""

from api.loopbaancentra.introductions.schemas import ANSWER_MAX, IntroductionStatus
from api.loopbaancentra.introductions.service import LIFETIME
from models.wording import whole

REASON = "Schrijf waarom het nu niet kan. De persoon leest dat en kan dan verder zoeken."
NO_MANDATE = (
    "Je centrum heeft vandaag geen mandaat. Daarom zie je niet wie kennis wil maken, en kan je niet antwoorden. "
    f"Na {LIFETIME.days} dagen wordt elke vraag gewist."
)
LONG = f"Schrijf hoogstens {whole(ANSWER_MAX)} letters."
MOVED_ON = (
    "Deze vraag is intussen veranderd: iemand antwoordde al, of de persoon trok ze in. Er is niets van jou verstuurd."
)

DONE: dict[str, str] = {
    IntroductionStatus.ACCEPTED: "Je centrum zei ja.",
    IntroductionStatus.DECLINED: "Je centrum zei nee.",
    IntroductionStatus.WITHDRAWN: "De persoon trok de vraag in. Wat die schreef, is gewist.",
}
"""What became of one; the others wait for an answer."""
