"""Many plans: what comes in, how it stands to what is here."""
