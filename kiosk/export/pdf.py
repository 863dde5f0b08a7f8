"""A document as PDF, by LibreOffice: what a word processor makes of it is what is printed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from kiosk.text.refusal import Refusal

_PATIENCE = 120
"""Seconds within which it has started and written."""

_FONTS = """<?xml version="1.0"?>
<fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern">
<test name="family"><string>TH SarabunPSK</string></test>
<edit name="family" mode="append" binding="same"><string>TH Sarabun New</string><string>Laksaman</string></edit>
</match>
</fontconfig>
"""
"""Where the official letters are not installed, those of the same shape: what comes else has letters of no memo."""


def as_pdf(docx: bytes) -> bytes:
    """The document as PDF. Refusal without LibreOffice, or where it makes none."""
    program = shutil.which("soffice")
    if program is None:
        raise Refusal("memo.no_office")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "memo.docx"
        source.write_bytes(docx)
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(_FONTS)
        own = f"-env:UserInstallation=file://{folder}/profile"  # one that runs for somebody is not asked
        argv = [program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
            ended = subprocess.run(argv, capture_output=True, text=True, timeout=_PATIENCE, env=environment)
            return source.with_suffix(".pdf").read_bytes()
        except subprocess.TimeoutExpired as slow:
            raise Refusal("memo.no_pdf", why=slow) from None
        except OSError:
            raise Refusal("memo.no_pdf", why=ended.stderr.strip() or ended.stdout.strip()) from None
