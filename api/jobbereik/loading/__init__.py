"""A file that somebody has already: the profile that was kept here, or a CV of Europass."""
