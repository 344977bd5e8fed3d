"""Dutch of the pages and answers about career centres."""

SAMPLE_NOTE = "Dit zijn voorbeelden: deze loopbaancentra bestaan niet. Het echte register is hier nog niet geladen."
PAY_NOTE = "Zonder loopbaancheque betaal je de begeleiding zelf. Vraag vooraf wat het kost."
UNKNOWN_NOTE = "VDAB beslist of je een loopbaancheque krijgt. Betaal niets voor je dat weet."

UNSAID = "zegt het centrum niet"
ONLY_ONLINE = "Alleen online"
NO_ADDRESS = "Geen adres: alleen online"
