"""Commands that control the emulation as a whole, and how the monitor talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vboard.builtin.machine.log import LogLevel
from vboard.builtin.monitor.commands.table import boolean, command, integer, literal, text
from vboard.builtin.monitor.format import NumbersMode, format_time
from vboard.builtin.monitor.interaction import Interaction
from vboard.builtin.monitor.tokenizer import Token

if TYPE_CHECKING:
    from vboard.builtin.monitor.monitor import Monitor

START = command("start", "starts virtual time.", "emulation", aliases=("s",), arguments=("", "@path"))
PAUSE = command("pause", "stops virtual time.", "emulation", aliases=("p",))
QUIT = command("quit", "ends the session.", "emulation", aliases=("q",), arguments=("", "status"))
TIME = command("currentTime", "shows and logs virtual and real time.", "emulation")


@START.form()
def start(monitor: Monitor, out: Interaction) -> None:
    """Start."""
    out.line("Starting emulation...")
    monitor.emulation.StartAll()


@START.form(text())
def start_script(monitor: Monitor, out: Interaction, path: Token) -> bool:
    """Run a script, then start."""
    succeeded = monitor.scripts.include(str(path.value), out)
    if succeeded:
        monitor.emulation.StartAll()
    return succeeded


@PAUSE.form()
def pause(monitor: Monitor, out: Interaction) -> None:
    """Pause all machines."""
    out.line("Pausing emulation...")
    monitor.emulation.PauseAll()


@QUIT.form()
def quit_(monitor: Monitor, out: Interaction) -> None:
    """Ask the front end to end."""
    monitor.emulation.PauseAll()
    monitor.machine = None
    monitor.quit_status = 0


@QUIT.form(integer())
def quit_with(monitor: Monitor, out: Interaction, status: Token) -> None:
    """Ask the front end to end with an exit status (Renode takes none)."""
    quit_(monitor, out)
    monitor.quit_status = status.value


@TIME.form()
def current_time(monitor: Monitor, out: Interaction) -> None:
    """Print the virtual clock. The engine has no host clock: the real time reads zero."""
    virtual, real = format_time(monitor.emulation.clock.now), format_time(0)
    shown = f"Current virtual time: {virtual}\nCurrent real time: {real}"
    out.line(shown)
    monitor.emulation.log.write(LogLevel.INFO, "", shown)


def _number_modes(monitor: Monitor, out: Interaction) -> None:
    out.line(f"Current mode: {monitor.invoker.numbers_mode.name}")


NUMBERS = command(
    "numbersMode",
    "chooses hexadecimal or decimal results.",
    "monitor",
    arguments=tuple(NumbersMode.__members__),
    details=_number_modes,
)


@NUMBERS.form(literal(*NumbersMode.__members__))
def numbers_mode(monitor: Monitor, out: Interaction, mode: Token) -> None:
    """Set how integers are shown."""
    monitor.invoker.numbers_mode = NumbersMode[mode.value]


def _verbosity(monitor: Monitor, out: Interaction) -> None:
    out.line(f"Current value: {monitor.lines.verbose}")


VERBOSE = command(
    "verboseMode",
    "echoes every command that runs.",
    "monitor",
    arguments=("true", "false"),
    details=_verbosity,
)


@VERBOSE.form(boolean())
def verbose_mode(monitor: Monitor, out: Interaction, switch: Token) -> None:
    """Echo each command before it runs."""
    monitor.lines.verbose = bool(switch.value)


def _privates(monitor: Monitor, out: Interaction) -> None:
    out.line("Private fields are not available: the models here have none of C#'s.")


PRIVATES = command(
    "allowPrivates",
    "accepted for compatibility, has no effect.",
    "monitor",
    aliases=("privs",),
    arguments=("true", "false"),
    details=_privates,
)


@PRIVATES.form(boolean())
def allow_privates(monitor: Monitor, out: Interaction, switch: Token) -> None:
    """Accepted for compatibility: the models here have no C# privates."""
