"""What is reckoned for a visitor is what the words beside it say."""

from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault


def filing_rules_are_said(parts: Parts) -> Iterator[Fault]:
    """The figures of a filing rule stand in the service's words, and no others stand in its window and its fine."""
    for service in parts.services.values():
        if service.filing is not None and not service.says_its_filing_rule:
            what, do = "differs from the figures in who, window and late", "say the same in both"
            yield Fault(*parts.where(service.id, "filing"), what, do)


FILING: list[Rule] = [filing_rules_are_said]
