"""Files: TOML read strictly, private files written whole, SQLite files opened and copied."""
