"""Wrong log-ins wait longer and longer, are forgiven with time, and never keep an officer from their own machine."""

from kiosk.hq.accounts.login_throttle import FORGIVEN, FREE, LoginThrottle, keys_of

KEYS = [("name", "malee")]


def test_the_wait_doubles_to_a_quarter_of_an_hour_and_is_forgotten_after_a_right_try() -> None:
    throttle, now, waits = LoginThrottle(), 0.0, []
    for _ in range(FREE["name"] + 6):
        assert throttle.take(KEYS, now) == 0
        waits.append(throttle.wait(KEYS, now))
        now += waits[-1]
    assert waits[:9] == [0, 0, 0, 0, 30, 60, 120, 240, 480]
    assert all(480 <= wait <= 900 for wait in waits[9:])
    assert throttle.take(KEYS, now - 1) == 1
    throttle.take(KEYS, now)
    throttle.right(KEYS, now)
    assert throttle.take(KEYS, now) == 0
    assert throttle.wait(KEYS, now) == 0


def test_wrong_tries_are_forgiven_with_time() -> None:
    throttle = LoginThrottle()
    for _ in range(FREE["name"]):
        throttle.take(KEYS, 0)
    later = FORGIVEN * 3.0
    assert throttle.take(KEYS, later) == 0
    assert throttle.wait(KEYS, later) == 0, "three of the five are forgotten"


def test_tries_that_come_at_once_are_counted_before_any_is_known_to_be_wrong() -> None:
    throttle = LoginThrottle()
    taken = [throttle.take(keys_of(f"name-{n}", "192.0.2.1", None), 0) == 0 for n in range(400)]
    assert sum(taken) == FREE["address"]


def test_an_address_that_tries_many_names_waits_and_so_does_a_network_of_ipv6() -> None:
    for first, same, other in (
        ("192.0.2.1", "192.0.2.1", "192.0.2.2"),
        ("2001:db8::1", "2001:db8::ffff", "2001:db8:1::1"),
    ):
        throttle = LoginThrottle()
        for number in range(FREE["address"]):
            throttle.take(keys_of(f"name-{number}", first, None), 0)
        assert throttle.take(keys_of("new", same, None), 0) == 30
        assert throttle.take(keys_of("new", other, None), 0) == 0


def test_a_device_that_is_known_for_a_name_is_not_slowed_by_strangers() -> None:
    throttle = LoginThrottle()
    for _ in range(FREE["name"]):
        throttle.take(keys_of("malee", "192.0.2.1", None), 0)
    assert throttle.take(keys_of("malee", "192.0.2.1", None), 0) > 0
    assert throttle.take(keys_of("malee", "192.0.2.1", "a number"), 0) == 0
