"""Files: TOML read strictly, private files written whole, SQLite files opened with their identity and copied while in use."""
