"""Which rules run when. A new rule stands in the list of its file, a new file of rules stands here."""

from kiosk.catalogue.rules.content import CONTENT
from kiosk.catalogue.rules.figures import FIGURES
from kiosk.catalogue.rules.filing import FILING
from kiosk.catalogue.rules.finder import FINDABLE, FINDER
from kiosk.catalogue.rules.fit import FIT
from kiosk.catalogue.rules.lettering import LETTERING
from kiosk.catalogue.rules.names import NAMES
from kiosk.catalogue.rules.phrases import PHRASES
from kiosk.catalogue.rules.ranges import PLAUSIBLE, RANGES
from kiosk.catalogue.rules.references import REFERENCES, confirmed_facts_are_known, plans_are_whole
from kiosk.catalogue.rules.room import ROOM
from kiosk.catalogue.rules.rule import Rule
from kiosk.catalogue.rules.sites import SITES, sites_fit
from kiosk.catalogue.rules.translations import TRANSLATIONS, translations_belong_to_words
from kiosk.catalogue.rules.unique import ALIKE, UNIQUE

AT_LOAD: list[Rule] = [*REFERENCES, *NAMES, *UNIQUE, *RANGES, *ROOM, *SITES, *TRANSLATIONS, *FINDER]
"""What a page would stumble over, or could not show: the counter does not open, and `kiosk check` says the same."""

AT_CHECK: list[Rule] = [
    *PLAUSIBLE,
    plans_are_whole,
    *CONTENT,
    *FIT,
    sites_fit,
    *PHRASES,
    *FILING,
    *FIGURES,
    *ALIKE,
    *FINDABLE,
    *LETTERING,
]
"""What can hardly be meant, or a page would not show well.

`kiosk check` alone says it, with what `spelling` finds in the files.
"""

OF_THE_WHOLE: list[Rule] = [confirmed_facts_are_known, translations_belong_to_words]
"""What is left over from an earlier edition. `kiosk check` says it of content that could be read as a whole."""
