"""Roles in the office: who does a step of a service, who confirms a fact."""

from kiosk.text.bilingual import Bilingual


class Role(Bilingual, frozen=True, forbid_unknown_fields=True):
    """What a role is called, and whether who holds it may sign off facts at the counter's screen."""

    signs: bool = False
