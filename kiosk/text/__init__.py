"""How things are written: two languages, dates, Thai lines, QR codes."""
