"""Dutch words of the pages on which a centre invites coaches."""

NAME = "Schrijf de naam zoals mensen hem zien: 2 tot 100 letters."
STATED = (
    "Schrijf voor een onderaannemer hoe die werkt (hoogstens 400 letters) en welk contract er is (hoogstens 200). "
    "Mensen lezen dat."
)
NO_MANDATE = "Je centrum heeft nu geen mandaat. Je kan daarom niemand uitnodigen. Iemand verwijderen kan wel."
FULL = "Er staan al 50 uitnodigingen open. Trek er eerst een in."
WRONG_CODE = "Deze code kennen we niet, of ze is al gebruikt of te oud. Vraag je centrum een nieuwe."
TOO_OFTEN = "Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw."
ENGAGEMENT = {"employee": "in dienst", "subcontractor": "onderaannemer"}
