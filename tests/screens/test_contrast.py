"""Every colour on every ground it may stand on: text at 7:1, what is secondary at 4.5:1, in both palettes.

That no page makes another pair is seen where every page is walked through, in test_fit.
"""

import pytest

from screens.theme import CONTRAST, PAPER
from tests.support.contrast import ratio


@pytest.mark.parametrize("palette", [PAPER, CONTRAST], ids=["paper", "contrast"])
def test_every_pair_of_text_and_ground_stands_out(palette: dict[str, str]) -> None:
    """The pairs that stylesheets and pages may make: a ground, and what is written on it."""
    text = {
        "surface": ["ink", "accent", "ok", "warn", "bad"],
        "page": ["ink", "accent", "ok", "warn", "bad"],
        "sel": ["ink"],
        "tint": ["ink", "accent"],
        "accent": ["on-accent"],
        "on-accent": ["accent"],
        "band": ["on-band"],
        "warn-bg": ["ink", "warn"],
    }
    secondary = {"surface": ["soft"], "page": ["soft"], "sel": ["soft"], "tint": ["soft"], "band": ["band-soft"]}
    for least, grounds in ((7, text), (4.5, secondary)):
        for ground, inks in grounds.items():
            for ink in inks:
                contrast = ratio(palette[ink], palette[ground])
                assert contrast >= least, (ink, ground)
