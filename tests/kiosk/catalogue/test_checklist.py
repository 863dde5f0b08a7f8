"""A checklist tells papers of everybody from those of some, and counts each as the counter asks for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import Checklist, number_words
from kiosk.catalogue.facts import RequiredDocument


def papers(catalogue: Catalogue, service: str) -> list[RequiredDocument]:
    return catalogue.services[service].documents.figure or []


def names(required: list[RequiredDocument]) -> list[str]:
    return [paper.document for paper in required]


def test_what_is_asked_for_on_a_condition_is_never_missing(catalogue: Catalogue) -> None:
    checklist = Checklist.of(papers(catalogue, "extension-retirement"))
    assert {"bank-letter", "bank-book", "pension-certificate", "health-insurance"}.isdisjoint(names(checklist.to_get))
    by_condition = {condition.words.en: names(condition.papers) for condition in checklist.conditional}
    assert by_condition["if you use a bank deposit"] == ["bank-letter", "bank-book"]
    assert by_condition["if you use a pension"] == ["pension-certificate"]


def test_a_paper_of_a_condition_that_is_there_is_ready(catalogue: Catalogue) -> None:
    required = papers(catalogue, "extension-retirement")
    there = names(required).index("bank-book")
    checklist = Checklist.of(required, {there})
    assert names(checklist.ready) == ["bank-book"]
    assert names(checklist.conditional[0].papers) == ["bank-letter"]


@given(st.data())
def test_every_paper_stands_in_one_place(catalogue: Catalogue, data: st.DataObject) -> None:
    required = papers(catalogue, data.draw(st.sampled_from(sorted(catalogue.services))))
    ticked = data.draw(st.sets(st.integers(0, max(len(required) - 1, 0)), max_size=len(required)))
    checklist = Checklist.of(required, ticked)
    conditional = [paper for condition in checklist.conditional for paper in condition.papers]
    placed = [*checklist.to_get, *checklist.ready, *conditional]
    assert sorted(map(id, placed)) == sorted(map(id, required))


@pytest.mark.parametrize(
    ("document", "counts", "th", "en"),
    [
        ("passport", {"original": 1}, "ฉบับจริง", "original"),
        ("birth-certificates", {"original": 2}, "ฉบับจริง 2 ฉบับ", "2 originals"),
        ("tm30-proof", {"copies": 1}, "สำเนา 1 ฉบับ", "1 copy"),
        ("bank-book", {"original": 1, "copies": 1}, "ฉบับจริง + สำเนา", "original + copy"),
        ("bank-book", {"original": 1, "copies": 2}, "ฉบับจริง 1 ฉบับ + สำเนา 2 ฉบับ", "1 original + 2 copies"),
        ("passport-copies", {"copies": 1}, "1 ชุด", "1 set"),
    ],
)
def test_the_number_of_a_paper_says_originals_copies_and_sets(
    catalogue: Catalogue, document: str, counts: dict[str, int], th: str, en: str
) -> None:
    words = number_words(RequiredDocument(document, **counts), catalogue.documents[document], catalogue.phrases)
    assert words.pair() == (th, en)
