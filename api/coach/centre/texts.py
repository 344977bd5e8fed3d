"""Dutch words of the pages on which a centre invites coaches."""

from api.coach.centre.schemas import CONTRACT_MAX, METHOD_MAX, NAME_LEAST, NAME_MAX, OPEN_MOST
from models.wording import say

NAME = say("Schrijf de naam zoals mensen hem zien: {least} tot {most} letters.", least=NAME_LEAST, most=NAME_MAX)
STATED = say(
    "Schrijf voor een onderaannemer hoe die werkt (hoogstens {method} letters) en welk contract er is (hoogstens "
    "{contract}). Mensen lezen dat.",
    method=METHOD_MAX,
    contract=CONTRACT_MAX,
)
NO_MANDATE = say("Je centrum heeft nu geen mandaat. Je kan daarom niemand uitnodigen. Iemand verwijderen kan wel.")
FULL = say("Er staan al {most} uitnodigingen open. Trek er eerst een in.", most=OPEN_MOST)
WRONG_CODE = say("Deze code kennen we niet, of ze is al gebruikt of te oud. Vraag je centrum een nieuwe.")
TOO_OFTEN = say("Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw.")
ENGAGEMENT = {"employee": say("in dienst"), "subcontractor": say("onderaannemer")}
