"""Dutch of the mail with which somebody is asked how the guidance was."""

SUBJECT = "Hoe was je loopbaanbegeleiding?"

MAIL = """Dag,

Je loopbaanbegeleiding is afgerond. Wil je vertellen hoe het was? Het duurt ongeveer vijf minuten.

Ga naar {address}
Je code: {code}

De code werkt een keer, tot 180 dagen na je slotgesprek. Niemand kan zien wat jij antwoordde, ook je centrum niet.
Je hoeft niet te antwoorden. We bewaren je e-mailadres niet.
"""
"""Says what is needed and nothing of the centre or the cheque, in case somebody else reads it."""
