"""Dutch words of the pages on which a centre invites coaches."""

from models.wording import say

NAME = say("Schrijf de naam zoals mensen hem zien: 2 tot 100 letters.")
STATED = say(
    "Schrijf voor een onderaannemer hoe die werkt (hoogstens 400 letters) en welk contract er is (hoogstens 200). "
    "Mensen lezen dat."
)
NO_MANDATE = say("Je centrum heeft nu geen mandaat. Je kan daarom niemand uitnodigen. Iemand verwijderen kan wel.")
FULL = say("Er staan al 50 uitnodigingen open. Trek er eerst een in.")
WRONG_CODE = say("Deze code kennen we niet, of ze is al gebruikt of te oud. Vraag je centrum een nieuwe.")
TOO_OFTEN = say("Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw.")
ENGAGEMENT = {"employee": say("in dienst"), "subcontractor": say("onderaannemer")}
