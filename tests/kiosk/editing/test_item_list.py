"""Papers and steps are edited as lists: order, numbers, condition, own papers; and confirmed as any other fact."""

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import RequiredDocument
from kiosk.editing.confirm import confirm
from kiosk.editing.item_list import ItemList
from kiosk.editing.own_words import Unfit
from kiosk.editing.values import typed
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual

LEASE = Bilingual("สัญญาเช่าบ้าน", "House lease")
CHILDREN = Bilingual("เฉพาะเด็ก", "Children only")
NOTHING = Bilingual("", "")


def test_papers_are_moved_counted_given_a_condition_taken_out_and_added(catalogue: Catalogue) -> None:
    edited = ItemList(catalogue.services["extension-tourism"].documents, catalogue)
    first, second, *rest = edited.items
    assert edited.do("down", 0) == 1
    assert edited.do("down", len(rest) + 1) == len(rest) + 1, "the last stays the last"
    assert edited.items[:2] == [second, first]
    at = edited.add_paper("photo")
    for _ in range(9):
        edited.do("originals", at)
    assert edited.items[at] == RequiredDocument("photo", original=1), "a paper without any copy is none"
    edited.do("copies", at)
    edited.reword(at, CHILDREN)
    assert "Children only" in edited.words(at).en
    edited.reword(at, NOTHING)
    assert edited.items[at] == RequiredDocument("photo", original=1, copies=1)
    assert edited.do("out", at) is None
    assert len(edited.items) == len(rest) + 2
    with pytest.raises(Unfit):
        edited.add_own(Bilingual("สัญญาเช่าบ้าน", ""))


def test_an_own_paper_is_confirmed_and_keeps_its_name_when_the_list_is_typed_again(kiosk: Kiosk) -> None:
    edited = ItemList(kiosk.catalogue.services["extension-tourism"].documents, kiosk.catalogue)
    edited.add_own(LEASE)
    edited.add_own(Bilingual("หนังสือรับรองงาน", "Letter about work"))
    confirm(kiosk, "extension-tourism.documents", "approver", edited.value)
    catalogue = kiosk.reread().catalogue
    documents = catalogue.services["extension-tourism"].documents
    assert documents.figure is not None
    assert [catalogue.paper(paper).en for paper in documents.figure[-2:]] == ["House lease", "Letter about work"]
    (again,) = typed("own-1 1+1", documents)
    assert (again["own"], again["copies"]) == ({"th": LEASE.th, "en": LEASE.en}, 1)


def test_steps_are_reworded_and_given_to_another_role(kiosk: Kiosk) -> None:
    edited = ItemList(kiosk.catalogue.steps["application"], kiosk.catalogue)
    before = list(kiosk.catalogue.steps["application"].figure or [])
    edited.reword(0, Bilingual("รับบัตรคิวที่ประตู", "Take a number at the door"))
    edited.do("role", 0)
    confirm(kiosk, "steps.application", "approver", edited.value)
    first = (kiosk.reread().catalogue.steps["application"].figure or [])[0]
    assert (first.en, first.place) == ("Take a number at the door", before[0].place)
    assert first.role != before[0].role


def test_whom_a_service_is_for_is_edited_sentence_by_sentence_and_a_note_stays_the_last(kiosk: Kiosk) -> None:
    """It could be changed in a file alone."""
    name = "extension-retirement"
    service = kiosk.catalogue.services[name]
    assert service.who.figure is not None
    edited = ItemList(service.who, kiosk.catalogue)
    assert "role" not in edited.acts
    edited.reword(0, Bilingual("คนต่างด้าวที่อยู่ครบ 90 วัน", "Foreigners who have stayed 90 days"))
    edited.add_own(CHILDREN)
    with pytest.raises(Unfit):
        edited.reword(0, Bilingual("ก" * 221, "A"))
    confirm(kiosk, f"{name}.who", "approver", edited.value)
    now = kiosk.reread().catalogue.services[name].who.figure
    assert now is not None
    assert now.lead.en == "Foreigners who have stayed 90 days"
    assert now.any_of == [*service.who.figure.any_of, CHILDREN]
    assert now.note == service.who.figure.note
