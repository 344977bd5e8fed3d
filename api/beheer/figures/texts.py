"""Dutch words of figures."""

from models.regie.stimulation import Standing

STANDING: dict[Standing, str] = {
    Standing.QUALIFIES: "Je centrum voldoet.",
    Standing.NOT_CANDIDATE: "Je centrum is geen kandidaat.",
    Standing.EXPERIENCE_NOT_PROVEN: "Je centrum bewees nog geen twee jaar ervaring met de doelgroepen.",
    Standing.TOO_FEW_STARTS: "Er startten nog te weinig begeleidingen.",
    Standing.BELOW_SHARE: "Het aandeel van de doelgroepen is nog te laag.",
    Standing.UNKNOWN: "Dat weten we niet: van te veel klanten is niet bekend of ze tot een doelgroep horen.",
}

NO_FACTS = "Voor dit jaar zijn er nog geen gegevens over doelgroepen ingelezen."
FEW_PEERS = "Er zijn nog geen tien andere centra met een start in dit jaar. Daarom tonen we geen vergelijking."
FEW_SCORES = "Nog geen tien andere centra met een score. Daarom tonen we geen vergelijking."
FEW_SHARES = "Nog geen tien andere centra met tien starts. Daarom tonen we geen vergelijking."
FEW_VOICES = "Nog geen tien antwoorden. Vanaf tien tonen we een score, zodat niemand herkend wordt."
FEW_CLIENTS = (
    "Nog geen tien starts met gegevens over doelgroepen. Vanaf tien tonen we aantallen, zodat niemand herkend wordt."
)
NO_PAYOUT = "Niets: alles is afgerekend."
"""What is said where there is no figure."""
