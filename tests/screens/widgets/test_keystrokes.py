"""Hands, held keys and keyboard wedges are told apart by when keys are pressed."""

from hypothesis import given
from hypothesis import strategies as st

from screens.widgets.keystrokes import Keystroke, Keystrokes


def verdicts(*presses: tuple[str, float]) -> list[str]:
    """What each press is held for once all have been made."""
    keystrokes = Keystrokes()
    made: list[Keystroke] = [keystrokes.pressed(key, at) for key, at in presses]
    return [stroke.verdict for stroke in made]


def test_a_key_held_for_five_seconds_at_30_hz_is_one_press() -> None:
    """Finding L (16): it counted thirteen respondents."""
    assert verdicts(*(("1", number / 30) for number in range(150))) == ["hand", *["held"] * 149]


@given(st.floats(0.2, 0.66), st.floats(10, 50))
def test_a_held_key_is_one_press_whatever_the_terminals_delay_and_rate(delay: float, rate: float) -> None:
    repeats = [("1", delay + number / rate) for number in range(100)]
    assert verdicts(("1", 0.0), *repeats) == ["hand", *["held"] * 100]


@given(st.lists(st.floats(0.41, 5), min_size=1, max_size=20))
def test_presses_of_one_key_by_hand_all_count(gaps: list[float]) -> None:
    moments = [sum(gaps[:number]) for number in range(len(gaps))]
    assert set(verdicts(*(("1", at) for at in moments))) == {"hand"}


@given(st.lists(st.tuples(st.sampled_from("1234"), st.floats(0.06, 0.4)), max_size=20))
def test_different_keys_one_after_the_other_by_hand_count(presses: list[tuple[str, float]]) -> None:
    at, made, before = 0.0, [], ""
    for key, gap in presses:
        if key != before:
            at += gap + 0.4 * any(key == pressed for pressed, _ in made)
            made.append((key, at))
            before = key
    assert set(verdicts(*made)) <= {"hand"}


@given(st.text("0123456789<ABCDEFG", min_size=2, max_size=44).filter(lambda line: len(set(line[:3])) > 1))
def test_a_line_of_a_passport_reader_is_no_press_at_all(line: str) -> None:
    """Finding L (17): a line with 1234431221 in it counted four respondents, a barcode opened a page."""
    assert set(verdicts(*((key, number * 0.005) for number, key in enumerate(line)))) == {"typed"}


def test_a_line_that_stumbles_is_a_line_still_and_a_hand_after_it_counts() -> None:
    line = [("P", 0.0), ("<", 0.005), ("1", 0.06), ("2", 0.12), ("enter", 0.125)]
    assert verdicts(*line, ("1", 1.0)) == [*["typed"] * 5, "hand"]
