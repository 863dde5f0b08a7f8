"""Addressees of a bulletin, which names offices as they were called when it was signed."""

from collections.abc import Mapping

from kiosk.protocol.bulletin import Bulletin


def addressees(bulletin: Bulletin, names: Mapping[str, str]) -> list[str] | None:
    """The offices that it is for, by their present `names`; None for all."""
    return bulletin.offices and [names.get(office, office) for office in bulletin.offices]


def is_for(bulletin: Bulletin, office: str, names: Mapping[str, str]) -> bool:
    """Whether it is for an office, by whichever of its names."""
    to = addressees(bulletin, names)
    return to is None or office in to
