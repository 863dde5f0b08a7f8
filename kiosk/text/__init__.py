"""How things are written: languages and translations, dates, Thai lines, QR codes, refusals."""
