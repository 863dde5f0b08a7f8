"""A key of a pad of digits, for those who touch the screen."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual, same
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import big, centred


class PadKey(Pressable):
    """A digit as large as there is room for, or a word and the key of a keyboard that does it, in the middle."""

    DEBOUNCE = 0.0  # the same digit may come twice

    def __init__(self, key: str, words: Bilingual | None = None, classes: str = "") -> None:
        super().__init__(key, words or same(key), classes=classes)

    def lines(self, width: int) -> list[Content]:
        if self.key.isdigit():
            if not self.has_room(3):
                return [centred(self._badge(), width)]
            return [centred(Content.styled(row, self._strong), width) for row in big(self.key)]
        first, second = self.names(width)
        named = Content.styled(first, "bold")
        marked = self._badge() + " " + named
        if self.has_room(2):
            named = marked if marked.cell_length <= width else named
            return [centred(named, width), centred(Content.styled(second, self._soft), width)]
        both = self._badge() + "  " + self._beside_each_other(first, second)
        fitting = [line for line, room in ((both, width - 2), (marked, width)) if line.cell_length <= room]
        return [centred(next(iter(fitting), named), width)]
