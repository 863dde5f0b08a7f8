"""How well text stands out from its ground, as it is drawn."""

from functools import cache

from rich.style import Style
from textual.color import Color
from textual.pilot import Pilot

from screens.theme import CONTRAST, PAPER

SECONDARY = ("soft", "band-soft")
DRAWING = set("▛▜▙▟▀▁▂▃▄▅▆▇█▉▊▋▌▍▎▏▐░▒▓▔▕━┃┅│─╭╮╰╯╱╲/")
"""What draws bars, cards, codes and hatching: no text."""


@cache
def ratio(ink: str, ground: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in Color.parse(colour).normalized
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(ink), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)


@cache
def colours(style: Style) -> tuple[str, str] | None:
    """The colour of text and the one behind it, as #RRGGBB; none where it has not both."""
    if style.color is None or style.bgcolor is None:
        return None
    ink, ground = (color.get_truecolor().hex.upper() for color in (style.color, style.bgcolor))
    return (ground, ink) if style.reverse else (ink, ground)


def weak(pilot: Pilot[None]) -> list[str]:
    """Text that is hard to tell from its ground: under 7:1, or 4.5:1 for what is secondary."""
    palette = CONTRAST if pilot.app.current_theme.dark else PAPER
    secondary = {palette[name] for name in SECONDARY}
    drawn = [part for _, _, strips in pilot.app.screen._compositor._get_renders() for strip in strips for part in strip]
    styles = [(style, colours(style)) for style in {part.style for part in drawn if part.style}]
    hard = {
        style: f"{ink} on {ground} is {contrast:.1f}"
        for style, (ink, ground) in ((style, pair) for style, pair in styles if pair)
        if (contrast := ratio(ink, ground)) < (4.5 if ink in secondary else 7)
    }
    return [
        f"{part.text.strip()!r}: {hard[part.style]}"
        for part in drawn
        if part.style in hard and set(part.text.strip()) - DRAWING
    ]
