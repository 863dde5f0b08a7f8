"""The names of files in a data folder: the record, and those of the first edition that were there before it."""

RECORD = "record.db"
FACTS, ROSTER, PLAN, ANNOUNCEMENTS = "facts.toml", "roster.toml", "plan.db", "announcements.toml"
FIRST_EDITION = (FACTS, ROSTER, PLAN, ANNOUNCEMENTS)
