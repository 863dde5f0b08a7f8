"""A state machine of everything that may befall kiosks and headquarters, played on their real code."""

import random
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kiosk.streams.ledger.verify import problems
from kiosk.sync.client import Unreachable
from tests.proof.oracle import Book, Disk, must, read_ledger
from tests.proof.world import DAY, FAULTS, Machine, World
from tests.support.sample import GROUPS

MACHINES = 4
"""At most so many, clones among them."""

which = st.runner().flatmap(lambda world: st.sampled_from(world.whom))
"""A machine."""

newest = st.sampled_from([0, 0, 1, 2])
"""A copy, counted from the newest."""


def faults_among(faults: Sequence[str]) -> st.SearchStrategy[list[str]]:
    """What befalls the requests of a run, one by one."""
    return st.one_of(
        st.just([]),
        st.builds(lambda good, fault: [""] * good + [fault], st.integers(0, 4), st.sampled_from(faults)),
        st.lists(st.sampled_from(["", *faults]), max_size=8),
    )


faults_of_a_run = st.runner().flatmap(lambda world: faults_among(world.faults))


@dataclass
class Copy:
    """A backup of a disk, and what was on it."""

    name: str
    path: Path
    disk: Disk


class Survival(RuleBasedStateMachine):
    """Whatever happens, what was acknowledged is counted once, here and at headquarters."""

    faults: Sequence[str] = FAULTS
    """What may befall a request."""

    whom: Sequence[int] = [0, 0, 0, 1, 2, 3]
    """Which machines something befalls: mostly the first, so that much befalls the same one."""

    def __init__(self) -> None:
        super().__init__()
        ids = random.Random(1)  # new ids, but in a failure's repetition the same
        self.ids = patch.object(uuid, "uuid4", lambda: uuid.UUID(int=ids.getrandbits(128), version=4))
        self.ids.start()
        self.world = World("phatthalung-1", "phatthalung-2")
        self.book = Book()
        self.disks = {id(machine): Disk() for machine in self.world.machines}
        self.copies: list[Copy] = []
        self.registers: list[tuple[Path, set[str]]] = []
        self.restored = 0
        self.syncing: Machine | None = None
        for machine in self.world.machines:
            self._meanwhile(machine)

    def _machine(self, number: int) -> Machine:
        return self.world.machines[number % len(self.world.machines)]

    def _disk(self, machine: Machine) -> Disk:
        return self.disks[id(machine)]

    def _meanwhile(self, machine: Machine) -> None:
        """What may happen while this machine syncs."""
        machine.line.meanwhile = {
            "somebody counts": lambda: self.count(self.world.machines.index(machine)),
            "headquarters restored": lambda: self.registers and self.restore_headquarters(),
        }

    def _check(self, machine: Machine) -> None:
        """The disk holds what was acknowledged; in the midst of a sync, what that has brought so far too."""
        self.book.check_disk(self._disk(machine), machine.ledger.path, synced=machine is self.syncing)

    # At the counter

    @rule(number=which, group=st.sampled_from(GROUPS), channel=st.sampled_from(["staff", "visitor"]))
    def count(self, number: int = 0, group: str = "inspection", channel: str = "staff") -> None:
        machine = self._machine(number)
        day = self.world.today(machine)
        entry = machine.ledger.count(group, day, channel)
        must((entry.day, entry.work_group, entry.channel) == (day, group, channel), "something else was counted")
        self.book.acknowledged(self._disk(machine), entry)
        self._check(machine)

    @rule(number=which)
    def take_back(self, number: int = 0) -> None:
        machine = self._machine(number)
        entry = machine.ledger.take_back(self.world.today(machine))
        if entry is not None:
            self.book.acknowledged(self._disk(machine), entry)
        self._check(machine)

    @rule(number=which, figure=st.integers(0, 600))
    def note_itap(self, number: int, figure: int) -> None:
        machine = self._machine(number)
        entry = machine.ledger.note_itap("inspection", figure, self.world.today(machine))
        self.book.acknowledged(self._disk(machine), entry)
        self._check(machine)

    # On the line

    @rule(number=which, faults=faults_of_a_run)
    def sync(self, number: int = 0, faults: Sequence[str] = ()) -> None:
        machine, restored = self._machine(number), self.restored
        self.syncing = machine
        try:
            self.world.sync(machine, list(faults))
        except Unreachable:
            must(bool(faults), "a clean line was called unreachable")
            done = False
        else:
            done = self.restored == restored  # what HQ lost since it signed, it will be sent next time
        self._check(machine)
        self.syncing = None
        if done:
            self.book.check_confirmed(
                machine.name, self._disk(machine), machine.ledger.path, self.world.headquarters.path
            )
        else:
            self.book.check_register(self.world.headquarters.path)

    @precondition(lambda self: self.world.late)
    @rule(age=newest)
    def late_request_arrives(self, age: int = 0) -> None:
        late = self.world.late
        self.world.headquarters.answer(late.pop(-1 - age % len(late)))
        self.book.check_register(self.world.headquarters.path)

    # To the machines

    @rule(number=which)
    def back_up(self, number: int = 0) -> None:
        machine = self._machine(number)
        copy = self.world.new_file()
        shutil.copy(machine.ledger.path, copy)
        self.copies.append(Copy(machine.name, copy, Disk(dict(self._disk(machine).facts))))

    @precondition(lambda self: self.copies)
    @rule(number=which, age=newest)
    def restore(self, number: int = 0, age: int = 0) -> None:
        machine, copy = self._machine(number), self.copies[-1 - age % len(self.copies)]
        if machine.name == copy.name:
            machine.ledger.close()
            shutil.copy(copy.path, machine.ledger.path)
            machine.ledger = type(machine.ledger)(machine.ledger.path, practice=True)
            self.disks[id(machine)] = Disk(dict(copy.disk.facts))
            self._check(machine)

    @precondition(lambda self: len(self.world.machines) < MACHINES)
    @rule(number=which)
    def clone(self, number: int = 0) -> None:
        original = self._machine(number)
        file = self.world.new_file()
        shutil.copy(original.ledger.path, file)
        machine = self.world.boot(original.name, file)
        self.disks[id(machine)] = Disk(dict(self._disk(original).facts))
        self._meanwhile(machine)

    @rule(number=which, days=st.sampled_from([-1, 1]))
    def clock_goes_wrong(self, number: int, days: int) -> None:
        self._machine(number).clock_off = days * DAY

    # To headquarters

    @rule()
    def back_up_headquarters(self) -> None:
        copy = self.world.new_file()
        self.world.headquarters.back_up(copy)
        self.registers.append((copy, set(self.book.confirmed)))

    @precondition(lambda self: self.registers)
    @rule(age=newest)
    def restore_headquarters(self, age: int = 0) -> None:
        for machine in self.world.machines:  # what HQ had signed for until now
            self.book.promises |= read_ledger(machine.ledger.path)[1]
        copy, confirmed = self.registers[-1 - age % len(self.registers)]
        self.restored += 1
        self.world.headquarters.put_back(copy)
        self.book.register_restored(self.world.headquarters.path, confirmed)

    # In the end

    @rule()
    def quiet_night(self) -> None:
        """Every machine syncs over a line that works: then HQ holds everything that is on a disk."""
        for number in range(len(self.world.machines)):
            self.sync(number)

    def teardown(self) -> None:
        """The last night is a quiet one."""
        try:
            self.quiet_night()
            for machine in self.world.machines:
                named = list(problems(machine.ledger))
                must(not named, f"the kiosk's own audit says {named}")
        finally:
            self.close()

    def close(self) -> None:
        """Put the world away."""
        self.ids.stop()
        self.world.close()
