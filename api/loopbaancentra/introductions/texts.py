"""Dutch of introductions."""

from api.loopbaancentra.introductions.schemas import IntroductionStatus

PAST = "Wat je typte, kan je niet meer openen: dat kan hoogstens twee uur, en alleen in jouw browser. Begin opnieuw."

STATUS_WORDS: dict[str, tuple[str, str]] = {
    IntroductionStatus.KEPT: (
        "Je vraag is bewaard, maar nog niet verstuurd",
        "Het centrum ziet nog niets. Je kan ze versturen wanneer je wil.",
    ),
    IntroductionStatus.SENT: (
        "Je vraag is verstuurd",
        "Het centrum heeft nog niet geantwoord. Kijk hier later opnieuw.",
    ),
    IntroductionStatus.ACCEPTED: ("Het centrum zegt ja", "Het centrum neemt contact met je op."),
    IntroductionStatus.DECLINED: (
        "Het centrum zegt nee",
        "Dat zegt niets over jou. Kies een ander centrum en probeer het daar.",
    ),
    IntroductionStatus.WITHDRAWN: (
        "Je trok je vraag in",
        "Wat je schreef, is gewist. Het centrum ziet alleen dat je vraag ingetrokken is.",
    ),
}
"""Where an introduction stands, and what that means for the citizen."""
