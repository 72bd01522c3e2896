"""Keywords that assert what LEDs do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from vboard.builtin.peripherals.misc.led import LED
from vboard.builtin.terminals.led_tester import LedAssertionError, LedTester
from vboard.builtin.terminals.waiting import PausedWhileWaitingError
from vboard.robot.context import Context
from vboard.robot.keyword import KeywordFamily, keyword
from vboard.robot.keyword_errors import KeywordError, invalid_operation
from vboard.robot.testers import Testers

T = TypeVar("T")


class LedKeywords(KeywordFamily):
    """Times are virtual seconds."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.testers: Testers[LED, LedTester] = Testers(context, LED)
        self._timeout = 0.0

    @keyword("SetDefaultLedTimeout")
    def set_default_led_timeout(self, timeout: float) -> None:
        """Set the timeout of testers that are created from now on."""
        self._timeout = timeout

    @keyword("CreateLedTester")
    def create_led_tester(
        self, led: str, defaultTimeout: float | None = None, machine: str | None = None
    ) -> int:
        """Attach a tester to a LED, by its full name, and return its id."""
        timeout = self._timeout if defaultTimeout is None else defaultTimeout
        return self._guard(
            lambda: self.testers.create(
                led, machine, lambda found: LedTester(self.context.emulation, found, timeout)
            )
        )

    @keyword("AssertLedState")
    def assert_led_state(
        self,
        state: bool,
        timeout: float | None = None,
        testerId: int | None = None,
        pauseEmulation: bool = False,
    ) -> None:
        """The LED has the state, or gets it within the timeout."""
        tester = self.testers.get(testerId)
        self._guard(lambda: tester.assert_state(state, timeout, pauseEmulation))

    @keyword("AssertAndHoldLedState")
    def assert_and_hold_led_state(
        self,
        initialState: bool,
        timeoutAssert: float,
        timeoutHold: float,
        testerId: int | None = None,
        pauseEmulation: bool = False,
    ) -> None:
        """The LED gets the state within one time and keeps it for the other."""
        tester = self.testers.get(testerId)
        self._guard(lambda: tester.assert_and_hold(initialState, timeoutAssert, timeoutHold, pauseEmulation))

    @keyword("AssertLedDutyCycle")
    def assert_led_duty_cycle(
        self,
        testDuration: float,
        expectedDutyCycle: float,
        tolerance: float = 0.05,
        testerId: int | None = None,
        pauseEmulation: bool = False,
    ) -> None:
        """As in Renode 1.16.1 this practically never fails: prefer `Assert Led Is Blinking`."""
        tester = self.testers.get(testerId)
        self._guard(
            lambda: tester.assert_duty_cycle(testDuration, expectedDutyCycle, tolerance, pauseEmulation)
        )

    @keyword("AssertLedIsBlinking")
    def assert_led_is_blinking(
        self,
        testDuration: float,
        onDuration: float,
        offDuration: float,
        tolerance: float = 0.05,
        testerId: int | None = None,
        pauseEmulation: bool = False,
    ) -> None:
        """Every phase lasts as long as given, within a factor of 1 +/- tolerance."""
        tester = self.testers.get(testerId)
        self._guard(
            lambda: tester.assert_is_blinking(
                testDuration, onDuration, offDuration, tolerance, pauseEmulation
            )
        )

    def _guard(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except (LedAssertionError, PausedWhileWaitingError) as error:
            raise invalid_operation(f"{error}{self.context.stopped_cores()}") from error
        except ValueError as error:
            raise KeywordError(str(error), "ArgumentException") from error
