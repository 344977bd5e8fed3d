"""Dutch of introductions."""

from api.loopbaancentra.introductions.schemas import IntroductionStatus
from api.sessions.drafts import LIFE_HOURS
from models.wording import say

PAST = say(
    "Wat je typte, kan je niet meer openen: dat kan hoogstens {hours} uur, en alleen in jouw browser. Begin opnieuw.",
    hours=LIFE_HOURS,
)

STATUS_WORDS: dict[str, tuple[str, str]] = {
    IntroductionStatus.KEPT: (
        say("Je vraag is bewaard, maar nog niet verstuurd"),
        say("Het centrum ziet nog niets. Je kan ze versturen wanneer je wil."),
    ),
    IntroductionStatus.SENT: (
        say("Je vraag is verstuurd"),
        say("Het centrum heeft nog niet geantwoord. Kijk hier later opnieuw."),
    ),
    IntroductionStatus.ACCEPTED: (say("Het centrum zegt ja"), say("Het centrum neemt contact met je op.")),
    IntroductionStatus.DECLINED: (
        say("Het centrum zegt nee"),
        say("Dat zegt niets over jou. Kies een ander centrum en probeer het daar."),
    ),
    IntroductionStatus.WITHDRAWN: (
        say("Je trok je vraag in"),
        say("Wat je schreef, is gewist. Het centrum ziet alleen dat je vraag ingetrokken is."),
    ),
}
"""Where an introduction stands, and what that means for the citizen."""
