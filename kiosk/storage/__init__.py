"""Files: TOML read strictly, private files written whole, SQLite copied while in use."""
