"""`emulation CreateLEDTester`: assertions on a LED by monitor commands."""

from __future__ import annotations

from collections.abc import Callable

from vboard.builtin.escaped_error import EscapedError
from vboard.builtin.externals.base import External
from vboard.builtin.machine.emulation import Emulation
from vboard.builtin.monitor.facets.external_objects import add_external
from vboard.builtin.monitor.members import Facet, members_of
from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.terminals.led_tester import LedAssertionError, LedTester


class LEDTester(External):
    """Asserts what one LED does; durations are virtual seconds. Each method returns the tester.

    Raises:
        EscapedError: the assertion fails, or an argument is out of range.
    """

    def __init__(self, emulation: Emulation, name: str, led: LED, default_timeout: float) -> None:
        super().__init__(emulation, name)
        self._tester = LedTester(emulation, led, default_timeout)

    def __str__(self) -> str:
        return "Antmicro.Renode.Testing.LEDTester"

    def AssertState(
        self, state: bool, timeout: float | None = None, pauseEmulation: bool = False
    ) -> LEDTester:
        """The LED has the state, or gets it within the timeout."""
        return self._checked(lambda: self._tester.assert_state(state, timeout, pauseEmulation))

    def AssertAndHoldState(
        self, initialState: bool, timeoutAssert: float, timeoutHold: float, pauseEmulation: bool = False
    ) -> LEDTester:
        """The LED gets the state within one time and keeps it for the other."""
        return self._checked(
            lambda: self._tester.assert_and_hold(initialState, timeoutAssert, timeoutHold, pauseEmulation)
        )

    def AssertDutyCycle(
        self,
        testDuration: float,
        expectedDutyCycle: float,
        tolerance: float = 0.05,
        pauseEmulation: bool = False,
    ) -> LEDTester:
        """The LED is lit for this part of the time."""
        return self._checked(
            lambda: self._tester.assert_duty_cycle(testDuration, expectedDutyCycle, tolerance, pauseEmulation)
        )

    def AssertIsBlinking(
        self,
        testDuration: float,
        onDuration: float,
        offDuration: float,
        tolerance: float = 0.05,
        pauseEmulation: bool = False,
    ) -> LEDTester:
        """Every phase lasts as long as given."""
        return self._checked(
            lambda: self._tester.assert_is_blinking(
                testDuration, onDuration, offDuration, tolerance, pauseEmulation
            )
        )

    def _checked(self, assertion: Callable[[], None]) -> LEDTester:
        try:
            assertion()
        except LedAssertionError as error:
            raise EscapedError("InvalidOperationException", str(error)) from None
        except ValueError as error:
            raise EscapedError("ArgumentException", str(error)) from None
        return self


@members_of(Emulation)
class LEDTesters(Facet[Emulation]):
    """Testers of LEDs."""

    def CreateLEDTester(self, name: str, led: LED, defaultTimeout: float = 0) -> None:
        """Make a tester of a LED."""
        add_external(self.monitor.objects, LEDTester(self.target, name, led, defaultTimeout))
