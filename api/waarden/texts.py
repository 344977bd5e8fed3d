"""Dutch words of Jouw waarden. Plain Dutch (B1)."""

from api.web.rendering import said
from models.waarden.reordering import Fit, Reason
from models.wording import say

FITS: dict[Fit, str] = {
    Fit.WELL: say("Past goed bij wat jij belangrijk vindt."),
    Fit.PARTLY: say("Past deels bij wat jij belangrijk vindt."),
    Fit.LITTLE: say("Past minder bij wat jij belangrijk vindt."),
    Fit.UNKNOWN: say("Dat weten we niet: we hebben geen cijfers over dit beroep."),
}


def reason(found: Reason) -> str:
    """Return why a value moves an occupation, in words first.

    Examples
    --------
    >>> from item_bank.waarden.bank import deck
    >>> reason(Reason(card=deck()["zelf-kiezen"], rank=2, figure=6.3, share=0.82))
    'Zelf kiezen (jouw nummer 2): meer ruimte dan in 82 % van de beroepen.'
    """
    share, amount = (found.share, say("meer")) if found.share >= 0.5 else (1.0 - found.share, say("minder"))
    title = said(found.card.title)
    return say(
        "{title} (jouw nummer {rank}): {amount} ruimte dan in {share} % van de beroepen.",
        title=title,
        rank=found.rank,
        amount=amount,
        share=round(100 * share),
    )
