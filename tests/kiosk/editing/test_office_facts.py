"""Facts as staff read them: each has a name and says something, in both languages."""

from datetime import date

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Fee
from kiosk.editing.office_facts import value_words
from kiosk.editing.unconfirmed import unconfirmed


def test_every_fact_has_a_name_and_a_value_in_words(catalogue: Catalogue) -> None:
    waiting = unconfirmed(catalogue, date(2024, 3, 1))
    assert len(waiting) == sum(named.fact.awaits_office for named in catalogue.facts())
    for fact in waiting:
        for words in (fact.owner, fact.title, *value_words(fact.fact, catalogue)):
            assert words.th.strip(), fact.name
            assert words.en.strip(), fact.name
    assert [words.en for words in value_words(Fee(value="none"), catalogue)] == ["No fee"]
