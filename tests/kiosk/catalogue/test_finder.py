"""Which service: every one is found by three answers at most, and content that would lose one is refused by name."""

from collections.abc import Iterator

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.finder import MOST_QUESTIONS, Finder, FinderAnswer, FinderQuestion
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.finder import everything_is_found, finder_leads_somewhere
from kiosk.storage.toml_file import Fault
from kiosk.text.bilingual import same


def answer(*, question: str | None = None, service: str | None = None) -> FinderAnswer:
    return FinderAnswer("ตอบ", "answer", detail=same("-"), question=question, service=service)


def asks(*answers: FinderAnswer) -> FinderQuestion:
    return FinderQuestion("ถาม", "question", answer=list(answers))


def faults(catalogue: Catalogue, **question: FinderQuestion) -> Iterator[Fault]:
    parts = Parts({"finder": Finder("first", question), "services": catalogue.services})
    yield from finder_leads_somewhere(parts)
    yield from everything_is_found(parts)


def test_every_service_is_found_by_three_answers_at_most(catalogue: Catalogue) -> None:
    finder = catalogue.finder
    first = finder.question[finder.first]
    assert finder.services_of(first) == {*catalogue.services}
    assert finder.depth(first) <= MOST_QUESTIONS


def test_a_worker_from_myanmar_is_found_by_three_answers(catalogue: Catalogue) -> None:
    """Only the name of the form led there."""
    finder = catalogue.finder
    stay, work = finder.question["need"].answer[0], finder.question["stay"].answer[3]
    assert "extension-workers" in finder.services(stay) & finder.services(work)
    worker = finder.question[work.question or ""].answer[0]
    assert worker.service == "extension-workers"
    assert "เมียนมา" in worker.th
    assert "Myanmar" in worker.en


def test_an_answer_that_leads_to_nothing_the_office_offers_is_not_given(catalogue: Catalogue) -> None:
    finder = catalogue.finder
    first = finder.question[finder.first]
    offered = {service.id for service in catalogue.of_family("permits")}
    assert [answer.question for answer in finder.answers(first, offered)] == ["leave", "paper"]
    assert finder.answers(first, catalogue.services) == first.answer


@pytest.mark.parametrize(
    ("questions", "what"),
    [
        ({"first": asks(answer(question="frist"))}, "there is no question frist"),
        ({"first": asks(answer(service="90-day-reprot"))}, "there is no service 90-day-reprot"),
        ({"first": asks(answer(question="first"))}, "is question 2 on the way first → first"),
        (
            {
                "first": asks(answer(question="b")),
                "b": asks(answer(question="c")),
                "c": asks(answer(question="d")),
                "d": asks(answer(service="90-day-report")),
            },
            "is question 4 on the way first → b → c → d",
        ),
        (
            {"first": asks(answer(service="90-day-report")), "b": asks(answer(service="lost-passport"))},
            "is never asked",
        ),
        ({"first": asks(answer(service="90-day-report"))}, "no answer leads to lost-passport"),
    ],
)
def test_what_leads_nowhere_is_named(catalogue: Catalogue, questions: dict[str, FinderQuestion], what: str) -> None:
    assert what in [fault.what for fault in faults(catalogue, **questions)]


def test_an_answer_leads_to_one_thing() -> None:
    with pytest.raises(ValueError, match="a question or to a service"):
        answer()
