"""A fleet over many days, clocks wrong and lines failing: in the end HQ's numbers are the truth."""

import random
from collections import Counter
from contextlib import suppress

import pytest

from kiosk.sync.client import Unreachable
from tests.proof.oracle import plainly, read_register
from tests.proof.world import BEGIN, DAY, FAULTS, Machine, World
from tests.support.sample import GROUPS

Truth = Counter[tuple[str, str, str, str]]
"""Respondents by kiosk, day, work group and channel, as they came to the counters."""

OFFICE = 5
"""Kiosks of one office."""


def a_day(world: World, machine: Machine, truth: Truth, chance: random.Random) -> None:
    """Who comes to one counter on one day, and the sync of its night, if the line is up."""
    day = world.today(machine)
    for _ in range(chance.randint(0, 8)):
        group, channel = chance.choice(GROUPS), chance.choice(["staff", "staff", "staff", "visitor"])
        machine.ledger.count(group, day, channel)
        truth[machine.name, day.isoformat(), group, channel] += 1
    if chance.random() < 0.2 and (back := machine.ledger.take_back(day)) is not None:
        truth[machine.name, day.isoformat(), str(back.work_group), "staff"] -= 1
    if chance.random() < 0.1:
        machine.clock_off = chance.choice([-1, 0, 1]) * DAY
    if chance.random() < 0.85:
        faults = [fault for fault in FAULTS if fault not in ("somebody counts", "headquarters restored")]
        befall = [chance.choice(faults)] if chance.random() < 0.3 else []
        with suppress(Unreachable):
            world.sync(machine, [""] * chance.randint(0, 3) + befall)


@pytest.mark.parametrize(
    ("kiosks", "days"), [(20, 5), pytest.param(400, 30, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_headquarters_equals_the_truth(kiosks: int, days: int) -> None:
    chance, truth = random.Random(kiosks), Truth()
    world = World(*(f"office-{number // OFFICE}-{number % OFFICE}" for number in range(kiosks)))
    try:
        for _ in range(days):
            for machine in chance.sample(world.machines, kiosks):
                a_day(world, machine, truth, chance)
            world.time += DAY
            while world.late and chance.random() < 0.7:
                world.headquarters.answer(world.late.pop(chance.randrange(len(world.late))))
        for machine in world.machines:
            world.sync(machine, [])
        read_register(world.headquarters.path)
        with plainly(world.headquarters.path) as plain:
            rows = plain.execute("SELECT kiosk, day, work_group, channel, count FROM tallies WHERE count <> 0")
            held = {row[:4]: row[4] for row in rows}
            # who says "taken" of a cosignature that never arrived leaves its kiosk's witnesses asking for it
            explained = "kind = 'lost-here' OR detail = 'root-unwitnessed'"
            alarms = plain.execute(f"SELECT * FROM alarms WHERE NOT ({explained})").fetchall()
        assert held == {place: n for place, n in truth.items() if n}
        assert alarms == [], "a bad line and a wrong clock are no reason for an alarm"
        world.sync(world.machines[0], [])
        first = world.machines[0].ledger
        here_and_elsewhere = [*first.tally.counts(BEGIN.date() - DAY, BEGIN.date() + (days + 1) * DAY)]
        here_and_elsewhere += first.elsewhere.between(BEGIN.date() - DAY, BEGIN.date() + (days + 1) * DAY)
        office = sum(n for (kiosk, *_), n in truth.items() if kiosk.startswith("office-0-"))
        assert sum(count.count for count in here_and_elsewhere) == office
    finally:
        world.close()
