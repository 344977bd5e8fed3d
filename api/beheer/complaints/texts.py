"""Dutch words of complaints at the desk of a centre."""

from api.klachten.schemas import WORDS_LONGEST
from models.klachten.events import Judgement, Party, Subject
from models.klachten.life import ComplaintStage

STAGES = {
    ComplaintStage.HEARING: "de regie hoort beide kanten",
    ComplaintStage.READY: "de regie beslist",
    ComplaintStage.DEFENCE: "je centrum kan zich verdedigen",
    ComplaintStage.DECIDED: "beslist",
    ComplaintStage.INADMISSIBLE: "te laat ingediend",
    ComplaintStage.WITHDRAWN: "ingetrokken",
}
SUBJECTS = {
    Subject.EXPECTATIONS: "de verwachtingen van de klant",
    Subject.AGREEMENTS: "afspraken",
    Subject.TECHNICAL: "uren, cheque of papieren",
}
OUTCOMES = {Judgement.UNFOUNDED: "niet gegrond", Judgement.PARTLY: "deels gegrond", Judgement.FOUNDED: "gegrond"}
LOG = {
    "filed": "de klacht kwam binnen",
    "noticed": "de regie meldde dat ze de vergoeding kan terugvorderen",
    "defended": "jullie verdedigden je",
    "decided": "de regie besliste",
    "withdrawn": "de klant trok de klacht in",
}
SIDES = {
    ("asked", Party.CITIZEN): "de regie vroeg de klant om meer te vertellen",
    ("asked", Party.CENTRE): "de regie vroeg jullie kant",
    ("heard", Party.CITIZEN): "de regie hoorde de klant",
    ("heard", Party.CENTRE): "de regie hoorde jullie",
}

EMPTY = f"Schrijf je antwoord, in hoogstens {WORDS_LONGEST} letters."
OVER = "Dat kan nu niet: de klacht is afgesloten, of de regie vroeg dit niet."
PROBLEMS = {
    "heard-before": "Je centrum vertelde zijn kant al. Wil je nog iets zeggen? Bel de regie.",
    "no-notice": "Je centrum verdedigde zich al, of de regie vroeg geen verdediging.",
    "defence-too-late": "De laatste dag om je te verdedigen is voorbij.",
    "complaint-busy": "Iemand anders veranderde hier tegelijk iets. Verstuur je antwoord nog eens.",
}
"""What is wrong, by the code of the rule; by any other, nobody can answer now."""
