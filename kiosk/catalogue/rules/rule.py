"""A rule: what must hold between the parts of the content, one sentence for each fault."""

from collections.abc import Callable, Iterator

from kiosk.catalogue.parts import Parts
from kiosk.storage.toml_file import Fault

Rule = Callable[[Parts], Iterator[Fault]]
"""It is skipped only where a part that it asks for could not be read."""
