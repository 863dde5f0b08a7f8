"""Words and facts of the office, as TOML with Thai and English side by side. No code lives here."""
