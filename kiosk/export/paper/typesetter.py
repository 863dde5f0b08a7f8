"""Typesetting: a placard becomes PDF or PNG, by typst and fonts that no machine's own fonts can change."""

import json
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from kiosk.export.paper.placard import Placard
from kiosk.text.refusal import Refusal

Size = Literal["A3", "A4", "A5"]

_SCALE: dict[Size, float] = {"A3": 2**0.5, "A4": 1.0, "A5": 0.5**0.5}
"""Of each size of paper, against that for which the templates are drawn: all of the A series have one shape."""

PICTURE_WIDTH = 1080
"""Pixels of a picture's shorter side, as LINE and Facebook take them."""

_A4_INCHES = 210 / 25.4

_RUNS_KEPT = 10
"""Runs for which typst keeps what it has worked out: 10 MiB of a sheet, none of which another sheet asks for."""

_LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")
"""Debian's font of the letters of TH Sarabun: its Thai is copied right from a PDF. In Sarabun, which comes as a wheel
and stands in for it, clusters with a raised mark are doubled when they are copied; the eye sees no difference."""

_LETTERS = {"Laksaman": 1.05, "Sarabun": 1.0}
"""How much larger the letters of a font are set, so that they take the room for which the templates are drawn."""

_BOLDER = {"Laksaman": 1.0, "Sarabun": 0.0}
"""How much of an outline thickens the strokes of a font: Laksaman has no weight between thin and bold."""


def is_installed() -> bool:
    """Whether typst and its font are there."""
    return find_spec("typst") is not None and find_spec("fontpkg_sarabun") is not None


class Typesetter:
    """Sets placards on paper of a size. Refusal where typst or its font is not installed."""

    def __init__(self, size: Size = "A4") -> None:
        if not is_installed():
            raise Refusal("print.not_installed")
        self.size = size

    def pdf(self, placard: Placard) -> bytes:
        """The placard as tagged PDF: PDF/A-2a to be kept, PDF/UA-1 to be read aloud."""
        return self._set(placard, "pdf")[0]

    def png(self, placard: Placard) -> list[bytes]:
        """The placard's pages as pictures."""
        return self._set(placard, "png")

    def _set(self, placard: Placard, form: Literal["pdf", "png"]) -> list[bytes]:
        import fontpkg_sarabun
        import typst

        font = "Laksaman" if _LAKSAMAN.exists() else "Sarabun"
        fonts = {"Laksaman": _LAKSAMAN.parent, "Sarabun": Path(fontpkg_sarabun.__file__).parent / "files"}
        inputs = {
            "placard": json.dumps(placard.data, ensure_ascii=False),
            "scale": str(_SCALE[self.size]),
            "font": font,
            "letters": str(_LETTERS[font]),
            "bolder": str(_BOLDER[font]),
        }
        with as_file(files("kiosk.export.paper") / "templates") as folder:
            compiler = typst.Compiler(
                folder / f"{placard.template}.typ",
                root=folder,
                font_paths=[fonts[font]],
                ignore_system_fonts=True,
                sys_inputs=inputs,
            )
            if form == "pdf":
                made = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
            else:
                made = compiler.compile(format="png", ppi=PICTURE_WIDTH / (_A4_INCHES * _SCALE[self.size]))
            nothing = typst.Compiler(folder / "nothing.typ", root=folder, ignore_system_fonts=True)
            for _ in range(_RUNS_KEPT):  # and typst has forgotten the sheet
                nothing.compile(format="svg")
        return made if isinstance(made, list) else [made or b""]
