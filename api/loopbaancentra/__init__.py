"""Career centres over HTTP: search, referral, and introductions with the citizen's consent."""
