"""Which keys lead where, from the first page."""

PIN = "246810"
LET_IN = "let in"
"""What `press` takes for the right PIN on the pad: typing it is what test_lock.py is about."""

ENTER_PIN = ["f12", LET_IN]
"""From the first page of a locked counter to the counts."""

VISITOR_PAGES = {
    "home": [""],
    "families": ["1", "2", "3", "4"],
    "visa": [f"1 {n}" for n in range(1, 4)],
    "notification": [f"2 {n}" for n in range(1, 6)],
    "extension": [*(f"3 {n}" for n in range(1, 7)), *(f"3 right {n}" for n in range(1, 6))],
    "permit": [f"4 {n}" for n in range(1, 5)],
    "finder": [f"right {answers}" for answers in ("", "1", "1 3", "1 4", "1 5", "2", "3", "4", "5", "6")],
    "survey": ["8", "8 enter"],
    "thanks": ["8 enter 4"],
    "online": ["5", *(f"5 {n}" for n in range(1, 7)), *(f"5 right {n}" for n in range(1, 4))],
    "transparency": ["6", *(f"6 {n}" for n in range(1, 5)), "6 1 1"],
    "officer": ["0", "0 right", "0 right 1", "0 right right 6"],
}
"""Every page of a visitor, by its kind: the keys that lead to each."""
