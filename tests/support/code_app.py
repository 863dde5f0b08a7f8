"""`python code_app.py THEME ADDRESS…`: the code of each address as the kiosk draws it; a key shows the next."""

import sys
from pathlib import Path
from tempfile import mkdtemp

from kiosk.catalogue.address import Address
from kiosk.catalogue.load import load
from kiosk.cli.environment import get_ready
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import same
from screens.apps.base import KioskApp
from screens.page import Page
from screens.visitor.widgets.qr_code import AddressCode

theme, addresses = sys.argv[1], sys.argv[2:]


class Codes(Page):
    AUTO_FOCUS = ""

    def compose(self):  # type: ignore[no-untyped-def]
        yield AddressCode(Address(value=addresses[0]), same("?"))

    def on_key(self) -> None:
        addresses.append(addresses.pop(0))
        self.query_one(AddressCode).show(Address(value=addresses[0]))


class CodesApp(KioskApp):
    def get_default_screen(self) -> Codes:
        return Codes(self.kiosk)


get_ready()
app = CodesApp(Kiosk(catalogue=load(), folder=Path(mkdtemp()), practice=True))
app.theme = theme
app.run()
