"""A table as an address asks for it: searched, chosen from, ordered and folded, with links that lead on from there."""

from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.listing import PAGE_ROWS, Listing
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.table import Facet, Fold, Table
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import ENGLISH, THAI, Language

STATES = {"bad": MarkCell(StatusMark("▼", "bad"), same("bad")), "good": MarkCell(StatusMark("●", "ok"), same("good"))}
PLACES = [
    ("ตรัง", "Trang", "south", "bad", 7),
    ("เลย", "Loei", "north", "good", None),
    ("กระบี่", "Krabi", "south", "good", 2),
    ("น่าน", "Nan", "north", "bad", 11),
]
FACETS = Facet("state", STATES), Facet("region", {"north": same("North"), "south": same("South")})


def table(times: int = 1) -> Table:
    rows = [
        {
            "place": LinkCell(Bilingual(thai, english), f"/offices/{english.lower()}"),
            "region": region,
            "state": state,
            "state_words": STATES[state],
            "count": count,
        }
        for thai, english, region, state, count in PLACES * times
    ]
    shown = ["place", "state_words", "count"]
    fold = Fold("place", "state_words", "count", "count", ("shortfall.first", ["bad"]), "region")
    return Table("places", same("Places"), shown, rows, shown, tiles=FACETS[0], chips=[FACETS[1]], fold=fold)


def listing(language: Language = ENGLISH, times: int = 1, **asked: str) -> Listing:
    return Listing(table(times), Selection("/places", asked), language)


def places(listing: Listing) -> list[str]:
    return [row["place"].words.en for row in listing.rows]


def test_a_search_finds_what_either_language_says() -> None:
    assert places(listing(q="kra")) == ["Krabi"]
    assert places(listing(q=" ตรัง ")) == ["Trang"]
    assert places(listing(q="nowhere")) == []


def test_tiles_and_chips_choose_rows_and_count_what_all_else_leaves() -> None:
    south = listing(region="south")
    assert places(south) == ["Trang", "Krabi"]
    assert [(choice.value, choice.count) for choice in south.choices(FACETS[0])] == [("bad", 1), ("good", 1)]
    assert [(choice.count, choice.is_chosen) for choice in south.choices(FACETS[1])] == [(2, False), (2, True)]
    assert places(listing(region="south", state="bad", q="a")) == ["Trang"]
    assert len(listing(region="atlantis").rows) == 4, "a value that is none chooses nothing"


def test_a_choice_leads_on_with_all_else_that_is_asked_and_back_again() -> None:
    north = listing(region="north", sort="-count", q="n")
    bad, _ = north.choices(FACETS[0])
    assert bad.address == "/places?region=north&sort=-count&q=n&state=bad"
    [chosen] = [choice for choice in north.choices(FACETS[1]) if choice.is_chosen]
    assert chosen.address == "/places?sort=-count&q=n"
    assert north.sorting("count") == "/places?region=north&sort=count&q=n"
    assert listing(sort="count").sorting("count") == "/places?sort=-count"


def test_rows_are_ordered_by_a_column_and_what_is_unknown_stands_last_either_way() -> None:
    assert places(listing(sort="count")) == ["Krabi", "Trang", "Nan", "Loei"]
    assert places(listing(sort="-count")) == ["Nan", "Trang", "Krabi", "Loei"]
    assert places(listing(sort="place")) == ["Krabi", "Loei", "Nan", "Trang"]
    assert places(listing(THAI, sort="place")) == ["Krabi", "Trang", "Nan", "Loei"], "เลย is looked up under ล"
    assert places(listing(sort="password")) == ["Trang", "Loei", "Krabi", "Nan"]


def test_a_phone_has_the_five_that_need_help_and_then_a_fold_for_each_region() -> None:
    many = listing(times=3)
    assert [row["place"].words.en for row in many.first()] == ["Trang", "Nan", "Trang", "Nan", "Trang"]
    assert [(words, len(rows)) for words, rows in many.folds()] == [(same("North"), 6), (same("South"), 6)]
    assert [count for _, count in many.states(many.folds()[0][1])] == [3, 3]
    assert [len(rows) for _, rows in listing().folds()] == [4], "few rows are not folded"
    assert listing().first() == []


def test_an_address_keeps_no_more_than_it_is_asked_and_names_a_year_by_digits() -> None:
    asked = Selection("/places", {"q": "x" * 5000, "lang": "th", "to": "/", "year": "2567"})
    assert (len(asked.text), asked.year, asked.kept("q", "year")) == (100, 2567, {})
    assert asked.elsewhere("/alarms") == "/alarms?year=2567"
    assert [Selection("/", {"year": year}).year for year in ("๒๕๖๗", "-1", "")] == [None, None, None]


def test_a_link_that_was_kept_from_an_earlier_edition_chooses_the_same_rows() -> None:
    assert Selection("/alarms", {"deed": "seen"}).kept() == {"response": "seen"}


def test_rows_of_many_offices_fill_pages_that_a_choice_leaves_for_the_first() -> None:
    times = PAGE_ROWS // len(PLACES) + 1
    first, last = listing(times=times), listing(times=times, page="2", sort="-count")
    assert (len(first.rows), first.pages, first.page) == (PAGE_ROWS, 2, 1)
    assert (len(last.rows), last.page, last.is_whole) == (4, 2, True)
    assert places(last) == ["Loei"] * 4, "ordered first, then cut into pages"
    assert len(last.table.rows) == 4 * times, "files have all"
    assert last.selection.address(page="1") == "/places?sort=-count&page=1"
    assert last.sorting("place") == "/places?sort=place"
    assert "page" not in last.selection.kept()
    for asked in ("0", "99", "-1", "x", "9" * 50):
        assert listing(times=times, page=asked).rows
