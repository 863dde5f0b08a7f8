"""What the kiosk cannot do, said in one sentence to the person who asked, in that person's language.

`raise Refusal("export.ending", file=file)` refuses; the sentence stands in content/refusals.toml, in both languages:

    [export]
    ending = { th = "…", en = "{file} would be neither a workbook nor a table; name it .xlsx or .csv." }

A value may be words in both languages, a figure (`{count:entry|entries}` takes the form that goes with it) or an
error, whose reason is said. Who shows a refusal takes its `words` in the language of the page, or of the machine;
`str()` of it is English, for logs.
"""

from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import LOGS
from kiosk.text.sentences import REFUSALS, by_english, sentence, system_words


class Refusal(Exception):
    """The answer is no: what is wrong, where, and what to do about it, in one plain sentence, by its key."""

    exit_code = 1

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    @property
    def words(self) -> Bilingual:
        """The sentence, in both official languages."""
        return sentence(REFUSALS, self.key, **self.values)

    def __str__(self) -> str:
        return self.words.of(LOGS)


def reason(error: BaseException) -> Bilingual:
    """Why something failed, in a few words that a sentence can hold: without a full stop at their end."""
    if isinstance(error, Refusal):
        return error.words.map(lambda text: text.strip().rstrip("."))
    if isinstance(error, OSError) and error.strerror:
        return system_words(error) + (f": {error.filename}" if error.filename else "")
    return by_english(REFUSALS, str(error).strip().rstrip(".") or type(error).__name__)


class Misuse(Refusal):
    """The question itself is wrong: an unknown group, an option that does not go with the command."""

    exit_code = 2
