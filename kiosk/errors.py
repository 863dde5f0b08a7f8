"""What the kiosk cannot do, said in one sentence to the person who asked."""


class Refusal(Exception):
    """The answer is no: what is wrong, where, and what to do about it, in one plain sentence."""

    exit_code = 1


class Misuse(Refusal):
    """The question itself is wrong: an unknown group, an option that does not go with the command."""

    exit_code = 2
