"""Sequences that once lost or doubled a count, each played by hand."""

from collections.abc import Iterator

import pytest

from tests.proof.survival import Survival


@pytest.fixture
def world() -> Iterator[Survival]:
    """Played through the state machine, whose checks run after every step."""
    played = Survival()
    yield played
    played.teardown()


def test_a_count_made_while_a_fork_is_looked_into_goes_into_the_new_epoch_with_the_rest(world: Survival) -> None:
    world.count()
    world.back_up()
    world.count()
    world.sync()
    world.restore()
    world.count()
    world.sync(faults=["", "somebody counts"])


def test_headquarters_restored_while_a_fork_is_looked_into_is_started_again_and_no_traceback(world: Survival) -> None:
    world.back_up_headquarters()
    world.count()
    world.back_up()
    world.count()
    world.sync()
    world.restore()
    world.count()
    world.sync(faults=["", "headquarters restored"])


def test_headquarters_restored_while_the_lost_tail_is_fetched_is_started_again(world: Survival) -> None:
    world.count()
    world.back_up()
    world.back_up_headquarters()
    world.clone()
    world.count()
    world.count(2)
    world.sync()
    world.sync(2)
    world.sync(faults=["", "", "", "headquarters restored"])


def test_a_kiosk_is_not_halted_when_a_restored_headquarters_goes_on_with_a_clones_past(world: Survival) -> None:
    """It had taken over an epoch up to an entry; of the epoch as it is now it knows only what came before that."""
    world.count()
    world.sync()
    world.back_up_headquarters()
    world.clone()
    world.clone()
    world.count()
    world.sync()
    world.count(2)
    world.sync(2)
    world.restore_headquarters()
    world.count(3)
    world.count(3)
    world.sync(3)
    world.sync(2)


def test_a_count_in_the_midst_of_a_sync_that_has_taken_entries_over_is_no_alarm(world: Survival) -> None:
    """The oracle once called it untrue: the machine held an entry that this very sync had brought, which is known."""
    faults = ["portal", "later crash", "headquarters restored", "forged", "headquarters restored", "somebody counts"]
    faults.append("headquarters restored")
    world.count(group="general-staff")
    world.sync()
    world.sync()
    world.count(group="general-staff")
    world.clone()
    world.clone()
    world.sync()
    world.sync(faults=["late", "", "", "", ""])
    world.count(group="general-staff")
    world.count(group="general-staff")
    world.sync(faults=["somebody counts"])
    world.count(group="general-staff")
    world.count(group="general-staff")
    world.count(3, group="general-staff")
    world.sync(1)
    world.sync(faults=faults)
    world.sync(2, faults=["crash", "busy", "busy"])
    world.count(1)
    world.count(group="investigation")
    world.count(group="investigation", channel="visitor")
    world.count(group="general-staff")
    world.sync(3)
    world.count(group="foreigner-services", channel="visitor")
    world.count(2, channel="visitor")
    world.count(1, group="foreigner-services")
    world.sync(faults=faults)
