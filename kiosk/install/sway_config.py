"""sway's configuration: one window, full screen, and no binding; it starts no program at all."""

_SWAY = """\
xwayland disable
swaybg_command -
swaynag_command -
default_border none
default_floating_border none
floating_modifier none
focus_follows_mouse no
seat * hide_cursor 1000
input type:keyboard xkb_options srvrkeys:none
"""
"""Without the server's keys there is no Ctrl+Alt+F2: sway itself would switch to another virtual terminal."""

_PORTRAIT = """\
output {output} transform 90
"""

_TOUCH = """\
input type:touch map_to_output {output}
"""


def sway_config(*, portrait: bool = False, output: str = "*") -> str:
    """The file for a screen that lies or stands upright; touch is turned with the output that it belongs to."""
    turned = _PORTRAIT if portrait else ""
    return _SWAY + (turned + _TOUCH).format(output=output)
