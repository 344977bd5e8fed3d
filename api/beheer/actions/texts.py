"""Dutch words of the quality actions at the desk of a centre."""

from api.regie.actions.schemas import TEXT_LONGEST
from models.wording import whole

EMPTY = f"Schrijf je antwoord, in hoogstens {whole(TEXT_LONGEST)} letters."
OVER = "Antwoorden kan nu niet: er is nog geen verslag, of de actie is afgesloten."
BUSY = "Iemand anders veranderde hier tegelijk iets. Verstuur je antwoord nog eens."

PROBLEMS = {"reason-missing": EMPTY, "action-busy": BUSY, "check-busy": BUSY}
"""What is wrong, by the code of the rule; by any other, nobody can reply now."""
