"""The register on SQLite or PostgreSQL."""
