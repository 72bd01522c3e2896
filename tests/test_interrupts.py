"""`Interruption` notes a signal and tells those who want to end soon."""

from __future__ import annotations

import signal

import pytest

from vboard.interrupts import Interruption


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_noted_and_told_once(number: signal.Signals) -> None:
    told = []
    before = signal.signal(number, signal.SIG_DFL)
    try:
        with Interruption() as interruption:
            interruption.actions.append(lambda: told.append(bool(interruption)))
            assert not interruption
            signal.raise_signal(number)
            assert interruption
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(number)
        assert told == [True]
        assert signal.getsignal(number) == signal.SIG_DFL
    finally:
        signal.signal(number, before)
    with pytest.raises((KeyboardInterrupt, SystemExit)):
        interruption.exit()
