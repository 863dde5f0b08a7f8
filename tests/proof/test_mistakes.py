"""The proof bites: every one of these mistakes, planted in the code, is found; and without it the same play is true.

In the short form each mistake has a play that it does not survive; in the long form the state machine finds all but the
rarest alone, among the events of that play.
"""

from collections.abc import Callable, Sequence
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test

from tests.proof import mistakes
from tests.proof.oracle import Untrue
from tests.proof.survival import Survival

Mistake = Callable[[pytest.MonkeyPatch], None]


def forked(play: Survival) -> None:
    """HQ holds two entries; the disk is put back to the first and has counted another."""
    play.count()
    play.back_up()
    play.count()
    play.sync()
    play.restore()
    play.count(group="investigation")


def late_from_another_past(play: Survival) -> None:
    """Two entries are under way when a clone sends another; they arrive after it, under a later number of a report."""
    play.count()
    play.sync()
    play.clone()
    play.count()
    play.count()
    play.sync(faults=["", "lost", "cut"])
    play.sync(faults=["", "late", "cut"])
    play.count(2, group="investigation")
    play.sync(2)
    play.late_request_arrives()


def late_and_beyond(play: Survival) -> None:
    """The third entry arrives when HQ was put back to the first."""
    play.count()
    play.sync()
    play.back_up_headquarters()
    play.count()
    play.sync()
    play.count()
    play.sync(faults=["", "late", "cut"])
    play.restore_headquarters()
    play.late_request_arrives()


def forked_and_synced(play: Survival) -> None:
    forked(play)
    play.sync()


def forked_again_after_a_restored_backup(play: Survival) -> None:
    """The tail goes into a new epoch, the disk is put back to before that, and it goes into a new epoch again."""
    play.count()
    play.clone()
    play.count()
    play.count(2)
    play.sync(2)
    play.back_up()
    play.sync()
    play.restore()


def headquarters_forgets(play: Survival) -> None:
    play.back_up_headquarters()
    play.count()
    play.sync()
    play.restore_headquarters()


def headquarters_forgets_old_epochs(play: Survival) -> None:
    play.back_up_headquarters()
    forked_and_synced(play)
    play.restore_headquarters()


def clones_take_back_the_same(play: Survival) -> None:
    play.count()
    play.clone()
    play.take_back()
    play.take_back(2)
    play.sync()
    play.sync(2)


def dies_after_commit(play: Survival) -> None:
    play.count()
    play.sync(faults=["", "later crash"])


def another_answers(play: Survival) -> None:
    play.count()
    play.sync(faults=["", "forged"])


def somebody_counts_while_a_fork_is_looked_into(play: Survival) -> None:
    forked(play)
    play.sync(faults=["", "somebody counts"])


CASES: list[tuple[Mistake, Callable[[Survival], None]]] = [
    (mistakes.no_fork_check, late_from_another_past),
    (mistakes.no_gap_check, late_and_beyond),
    (mistakes.no_dedupe, forked_again_after_a_restored_backup),
    (mistakes.trust_the_local_cursor, headquarters_forgets),
    (mistakes.drop_the_tail, forked_and_synced),
    (mistakes.double_correction, clones_take_back_the_same),
    (mistakes.unsigned_receipt_accepted, another_answers),
    (mistakes.newest_epoch_only, headquarters_forgets_old_epochs),
    (mistakes.tally_outside_the_transaction, dies_after_commit),
    (mistakes.rotation_forgets_what_is_counted_meanwhile, somebody_counts_while_a_fork_is_looked_into),
]


def played(play: Callable[[Survival], None]) -> None:
    """The play, and the quiet night after it."""
    world = Survival()
    try:
        play(world)
    except BaseException:
        world.close()
        raise
    world.teardown()


@pytest.mark.parametrize(("mistake", "play"), CASES, ids=[mistake.__name__ for mistake, _ in CASES])
def test_a_planted_mistake_is_found_by_a_play_that_the_code_survives(
    mistake: Mistake, play: Callable[[Survival], None]
) -> None:
    played(play)
    with pytest.MonkeyPatch.context() as plant, pytest.raises(Untrue):
        mistake(plant)
        played(play)


RARE = (mistakes.no_fork_check, mistakes.no_gap_check, mistakes.newest_epoch_only)
"""Those that show only after so many events in one order that no search of minutes comes upon it."""

SOUGHT = [(mistake, play) for mistake, play in CASES if mistake not in RARE]


class Noted:
    """What befalls a world in a play, noted instead of done."""

    def __init__(self) -> None:
        self.events: set[str] = set()
        self.faults: set[str] = set()
        self.whom: set[int] = set()

    def __getattr__(self, event: str) -> Callable[..., None]:
        def note(number: int = 0, *, faults: Sequence[str] = (), **_: object) -> None:
            self.events.add(event)
            self.faults.update(faults)
            self.whom.add(number)

        return note


def machine_of(play: Callable[[Survival], None]) -> type[Survival]:
    """The state machine with the events, faults and machines of a play alone, in any order.

    Among all of them a mistake can take thousands of plays, and most of an hour.
    """
    noted = Noted()
    play(cast(Survival, noted))
    rules = {name: getattr(event, RULE_MARKER, None) for name, event in vars(Survival).items()}
    left_out = {name: rule.function for name, rule in rules.items() if rule and name not in noted.events}
    narrowed = {"faults": sorted(noted.faults - {""}) or [""], "whom": sorted(noted.whom)}
    return type(play.__name__, (Survival,), left_out | narrowed)


@pytest.mark.long
@pytest.mark.parametrize(("mistake", "play"), SOUGHT, ids=[mistake.__name__ for mistake, _ in SOUGHT])
def test_a_planted_mistake_is_found_by_the_state_machine_alone(
    mistake: Mistake, play: Callable[[Survival], None]
) -> None:
    with pytest.MonkeyPatch.context() as plant, pytest.raises(Untrue):
        mistake(plant)
        run_state_machine_as_test(
            machine_of(play),
            settings=settings(
                max_examples=1_000,
                stateful_step_count=20,
                database=None,
                deadline=None,
                derandomize=True,  # what was found once is found as quickly the next time
                phases=[Phase.generate],
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
