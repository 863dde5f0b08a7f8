"""Officers' accounts: who may log in to the pages, with what, and where they are logged in."""
