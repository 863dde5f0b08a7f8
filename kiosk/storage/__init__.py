"""Files: TOML read strictly, private files written whole, SQLite files of one kind opened, and copied while in use."""
