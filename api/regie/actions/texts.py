"""Dutch words of quality actions; the desk of a centre uses them too."""

from models.regie.action_life import ActionKind, ActionResult, ActionStatus, ActionTheme

KINDS = {
    ActionKind.START: "startgesprek",
    ActionKind.RESTART: "doorstartgesprek",
    ActionKind.CONTENT: "gesprek over de inhoud",
}
THEMES = {
    ActionTheme.DIRECTIONS: "regels en praktische afspraken",
    ActionTheme.PLAN: "het persoonlijk ontwikkelplan",
    ActionTheme.BOUNDARY: "wat loopbaanbegeleiding is, en wat niet",
    ActionTheme.COMMUNICATION: "communicatie en websites",
    ActionTheme.SUBCONTRACTORS: "werken met onderaannemers",
    ActionTheme.EXPERTISE: "kennis behouden en opbouwen",
    ActionTheme.METHOD: "de werkwijze in de begeleiding",
    ActionTheme.INFLOW: "hoeveel klanten er komen, en welke",
    ActionTheme.OTHER: "iets anders",
}
RESULTS = {
    ActionResult.IN_ORDER: "alles is in orde",
    ActionResult.IMPROVED: "verbeterd zoals afgesproken",
    ActionResult.NOT_IMPROVED: "niet verbeterd",
    ActionResult.NOT_HELD: "het gesprek ging niet door",
}
STATUSES = {
    ActionStatus.PLANNED: "gepland",
    ActionStatus.REPORTED: "verslag gemaakt",
    ActionStatus.CLOSED: "afgesloten",
}
LOG = {
    "planned": "gesprek gepland",
    "reported": "verslag gemaakt",
    "replied": "het centrum antwoordde",
    "closed": "afgesloten",
}
