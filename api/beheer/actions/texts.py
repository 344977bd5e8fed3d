"""Dutch words of the quality actions at the desk of a centre."""

EMPTY = "Schrijf je antwoord, in hoogstens 3000 letters."
OVER = "Antwoorden kan nu niet: er is nog geen verslag, of de actie is afgesloten."
BUSY = "Iemand anders veranderde hier tegelijk iets. Verstuur je antwoord nog eens."

PROBLEMS = {"reason-missing": EMPTY, "action-busy": BUSY, "check-busy": BUSY}
"""What is wrong, by the code of the rule; by any other, nobody can reply now."""
