"""What headquarters asks of an office: a year that it states otherwise, facts that have changed, another version.

Its notices for staff stand beside that.
"""

from collections.abc import Iterator

from kiosk import __version__
from kiosk.editing.year import year_to_sign
from kiosk.editing.year_differences import is_asked_again
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.version import is_older
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import fiscal_year


def from_headquarters(kiosk: Kiosk) -> Iterator[Bilingual]:
    """Everything that staff are to read today: notices, then what is asked."""
    yield from kiosk.staff_notices
    yield from headquarters_asks(kiosk)


def headquarters_asks(kiosk: Kiosk) -> Iterator[Bilingual]:
    """A sentence each."""
    say, year = kiosk.catalogue.phrases, year_to_sign(kiosk)
    if is_asked_again(kiosk, year):
        yield say("bulletins.year_differs", year=fiscal_year(year.year))
    if again := sum(named.fact.is_asked_again for named in kiosk.catalogue.current_facts(kiosk.today)):
        yield say("bulletins.facts_changed", count=again)
    wanted = kiosk.catalogue.headquarters.wanted
    if wanted is not None and is_older(__version__, wanted):
        yield say("bulletins.version_wanted", wanted=wanted, here=__version__)
