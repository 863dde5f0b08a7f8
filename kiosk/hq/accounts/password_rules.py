"""Password screening (NIST SP 800-63B, ASVS 2.1): long enough, and not one that is guessed early."""

from collections.abc import Iterable

from kiosk.machine.kiosk import Kiosk
from kiosk.text.refusal import Refusal

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

_STRONG = 3
"""zxcvbn's score from which a password takes 10⁸ guesses or more."""
_RATED = 72
"""Characters that zxcvbn rates; it refuses longer ones."""


def guessed_words(machine: Kiosk) -> list[str]:
    """What a guesser would try first: headquarters' own office, by its id and names."""
    office = machine.office
    return [office.id, *office.name.pair(), *office.short_name.pair(), "kiosk", "immigration"]


def check_password(password: str, about: Iterable[str]) -> None:
    """Refusal unless the password is good enough; `about` are words that a guesser knows of its officer."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal("password.length", shortest=SHORTEST, longest=LONGEST)
    from zxcvbn import zxcvbn

    if zxcvbn(password[:_RATED], user_inputs=list(about))["score"] < _STRONG:
        raise Refusal("password.guessed")
