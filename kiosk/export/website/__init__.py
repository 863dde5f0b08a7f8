"""The office's pages as plain files for any web server, from the facts that the counter shows."""
