"""The key of a staff page, with a badge that says how much is due there."""

from textual.content import Content

from screens.widgets.pressable import Pressable


class DueKey(Pressable):
    """A key as any other; where it has no room for the badge beside its name, the name itself is marked."""

    due = 0

    def say_due(self, due: int) -> None:
        """So much is due on its page."""
        if due != self.due:
            self.due = due
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        badge = Content.styled(f" {self.due} ", "bold $on-accent on $warn")
        if not self.due:
            return super().lines(width)
        name, *below = self._beside_badge(width, width - badge.cell_length - 1)
        room = width - name.cell_length - badge.cell_length
        if room >= 0:
            return [name.pad_right(room) + badge, *below]
        at, count = self._badge().cell_length, str(self.due)
        marked = name[:at] + Content.styled(name[at:].plain, "bold $warn")
        bare = Content.styled(count, "bold $warn") if name.cell_length + len(count) <= width else Content("")
        return [marked + bare, *below]

    def _beside_badge(self, width: int, room: int) -> list[Content]:
        """The names in the room beside the badge; over the whole width where a line of their own is too short there."""
        whole, beside = super().lines(width), super().lines(max(room, 1))
        if not self.has_room(2):
            return beside if beside[0].cell_length <= room else whole
        names = tuple(first for first, _ in self.forms())
        return beside if self.has_room(3) or beside[0].plain.rstrip().endswith(names) else whole
