"""Password screening (NIST SP 800-63B, ASVS 2.1): long enough, and not one that is guessed early."""

from collections.abc import Iterable

from kiosk.errors import Refusal

SHORTEST, LONGEST = 10, 200
"""Characters of a password."""

_STRONG = 3
"""zxcvbn's score from which a password takes 10⁸ guesses or more."""
_RATED = 72
"""Characters that zxcvbn rates; it refuses longer ones."""


def check_password(password: str, about: Iterable[str]) -> None:
    """Refusal unless the password is good enough; `about` are words that a guesser knows of its officer."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refusal(f"A password has {SHORTEST} to {LONGEST} characters; choose another one.")
    from zxcvbn import zxcvbn

    if zxcvbn(password[:_RATED], user_inputs=list(about))["score"] < _STRONG:
        raise Refusal("That password is guessed too easily; choose another one, such as four or five unrelated words.")
