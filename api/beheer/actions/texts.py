"""Dutch words of the quality actions at the desk of a centre."""

EMPTY = "Schrijf je antwoord, in hoogstens 3000 letters."
OVER = "Antwoorden kan nu niet: er is nog geen verslag, of de actie is afgesloten."
