"""Roles in the office: who does a step of a service, who counts respondents, who confirms a fact."""

from kiosk.text.bilingual import Bilingual


class Role(Bilingual, frozen=True, forbid_unknown_fields=True):
    """What a role is called, in short too where that is long, and what who holds it may do at the counter's screen.

    `signs`: sign off facts, and whatever else is written. `counts`: write several respondents, of any work group.
    """

    short: Bilingual | None = None
    signs: bool = False
    counts: bool = False
