"""Counts survive anything: faults of the line, of disks, of headquarters and of clocks, in any order."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.survival import Survival


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 30), pytest.param(2_000, 50, marks=pytest.mark.long)], ids=["short", "long"]
)
def test_what_was_acknowledged_is_counted_once_whatever_happens(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Survival,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )
