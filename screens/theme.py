"""The two palettes. Every colour of the stylesheets is one of these tokens; pairs used for text keep their contrast."""

from textual.theme import Theme

PAPER = {
    "page": "#E8EDF3",
    "surface": "#FFFFFF",
    "ink": "#14233A",
    "soft": "#4A5A70",
    "accent": "#0B4A8B",
    "on-accent": "#FFFFFF",
    "tint": "#DDE8F4",
    "sel": "#C6D9EE",
    "band": "#0E2A4F",
    "on-band": "#FFFFFF",
    "band-soft": "#BFD0E6",
    "ok": "#14532D",
    "warn": "#6A4300",
    "warn-bg": "#FFF3D6",
    "bad": "#8A1C17",
    "dim": "#7D8B9E",
    "line": "#A9B6C6",
}
CONTRAST = {
    "page": "#000000",
    "surface": "#000000",
    "ink": "#FFFFFF",
    "soft": "#E0E0E0",
    "accent": "#FFD84A",
    "on-accent": "#000000",
    "tint": "#332B00",
    "sel": "#4A3E00",
    "band": "#000000",
    "on-band": "#FFFFFF",
    "band-soft": "#E0E0E0",
    "ok": "#8CF0A8",
    "warn": "#FFD84A",
    "warn-bg": "#000000",
    "bad": "#FFB3AB",
    "dim": "#8A8A8A",
    "line": "#FFFFFF",
}


def _theme(name: str, palette: dict[str, str], dark: bool) -> Theme:
    return Theme(
        name,
        primary=palette["accent"],
        accent=palette["accent"],
        foreground=palette["ink"],
        background=palette["page"],
        surface=palette["surface"],
        dark=dark,
        variables={**palette, "input-selection-background": palette["sel"]},
    )


PAPER_THEME = _theme("paper", PAPER, dark=False)
CONTRAST_THEME = _theme("contrast", CONTRAST, dark=True)
