"""What the kiosk cannot do, said in one sentence to the person who asked."""


class Refusal(Exception):
    """The answer is no: what is wrong, where, and what to do about it, in one plain sentence."""

    exit_code = 1


def reason(error: BaseException) -> str:
    """Why something failed, in a few words that a sentence can hold: without a full stop at their end."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error).strip().rstrip(".") or type(error).__name__


class Misuse(Refusal):
    """The question itself is wrong: an unknown group, an option that does not go with the command."""

    exit_code = 2
