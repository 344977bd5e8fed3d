"""Dutch words of Jouw waarden. Plain Dutch (B1)."""

from models.waarden.reordering import Fit, Reason

FITS: dict[Fit, str] = {
    Fit.WELL: "Past goed bij wat jij belangrijk vindt.",
    Fit.PARTLY: "Past deels bij wat jij belangrijk vindt.",
    Fit.LITTLE: "Past minder bij wat jij belangrijk vindt.",
    Fit.UNKNOWN: "Dat weten we niet: we hebben geen cijfers over dit beroep.",
}


def reason(found: Reason) -> str:
    """Return why a value moves an occupation, in words first.

    Examples
    --------
    >>> from item_bank.waarden.bank import deck
    >>> reason(Reason(card=deck()["zelf-kiezen"], rank=2, figure=6.3, share=0.82))
    'Zelf kiezen (jouw nummer 2): meer ruimte dan in 82 % van de beroepen.'
    """
    share, amount = (found.share, "meer") if found.share >= 0.5 else (1.0 - found.share, "minder")
    title = found.card.title.nl
    return f"{title} (jouw nummer {found.rank}): {amount} ruimte dan in {round(100 * share)} % van de beroepen."
