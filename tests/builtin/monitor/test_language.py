"""Variables, macros, aliases, command separation, paths, scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vboard.builtin.monitor.monitor import Monitor, MonitorError

Failing = Callable[[str], MonitorError]


def lines(text: str) -> list[str]:
    return text.removesuffix("\n\n").split("\n\n")


def test_every_line_ends_with_two_line_feeds(monitor: Monitor) -> None:
    assert monitor.execute('echo "a"; echo "b"') == "a\n\nb\n\n"


def test_variables_belong_to_the_machine_or_to_nobody(monitor: Monitor) -> None:
    monitor.execute("$x=1; $global.y=2")
    assert monitor.execute("echo $x; echo $y; echo $m.x; echo $global.y") == "1\n\n2\n\n1\n\n2\n\n"
    monitor.execute('mach create "other-1"')
    monitor.execute("$x=3")
    assert monitor.execute("echo $x; echo $m.x; echo $other_1.x") == "3\n\n1\n\n3\n\n"


def test_conditional_assignment_and_copies(monitor: Monitor) -> None:
    monitor.execute("$a=1; $a?=2; $b?=$a; $a=5")
    assert monitor.execute("echo $a; echo $b") == "5\n\na\n\n"  # a copy is the name, as in Renode


def test_the_first_failure_ends_the_line(monitor: Monitor, failing: Failing) -> None:
    assert failing("$a=1; nonsense; $a=2").parse_failed
    assert monitor.execute("echo $a") == "1\n\n"


def test_backticks_are_replaced_by_output(monitor: Monitor) -> None:
    assert monitor.execute('echo `echo "dev"`') == "Antmicro.Renode.Peripherals.Test.Device\n\n"
    assert monitor.execute('`echo "dev"` Speed') == "0x00000000\n\n"


def test_macros_aliases_and_execute(monitor: Monitor) -> None:
    monitor.execute('macro two """\necho "1"\necho "2"\n"""')
    monitor.execute('alias hello "echo \\"hello\\""; set line "echo \\"x\\""')
    assert monitor.execute("runMacro $two; hello; execute $line") == "1\n\n2\n\nhello\n\nx\n\n"
    assert monitor.execute('execute echo "y"') == "y\n\n"


def test_a_macro_that_calls_itself_ends_with_an_error(monitor: Monitor, failing: Failing) -> None:
    monitor.execute('macro loop "runMacro $loop"')
    assert "nested" in failing("runMacro $loop").text


def test_string_and_echo(monitor: Monitor) -> None:
    assert monitor.execute("string a $b 0x10") == '"a b 16"\n\n'
    assert monitor.execute('echo -n "a"; echo "b"') == "ab\n\n"


def test_require_accepts_and_warns(monitor: Monitor) -> None:
    monitor.execute("$there=1; require $there; require $missing")
    assert "[WARNING] require: no such variable: $missing" in monitor.execute("lastLog 1")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("nonsense", "No such command or device: nonsense"),
        ("$a", "No such command or device: $a"),
        ("42", "No such command or device: 42"),
        ("echo $none", "There was an error executing command 'echo $none'No such variable: $none"),
        ("set", "Bad parameters for command set "),
        ("start 0x5", "Bad parameters for command start 5"),
        ("mach create m2 x", "Bad parameters for command mach create m2 x"),
        ('echo "a', 'Could not tokenize here:echo "a     ^'),
        ("logLevel 9", "Bad parameters for command logLevel 9"),
    ],
)
def test_errors_are_renodes(failing: Failing, line: str, text: str) -> None:
    error = failing(line)
    assert error.text == text
    assert error.parse_failed


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("path add @nowhere", "Entry nowhere does not exist or is not a directory."),
        ('mach create "m"', "Given machine is already added or name is already taken."),
        ("showAnalyzer nobody", "Peripheral not found: nobody"),
        ("Save", "Parameters did not match the signature"),
    ],
)
def test_errors_inside_commands_repeat_the_command(failing: Failing, line: str, text: str) -> None:
    assert failing(line).text == f"There was an error executing command '{line}'{text}"


def test_printed_errors_leave_the_command_parsed(failing: Failing) -> None:
    error = failing('mach set "none"')
    assert (error.text, error.parse_failed) == ("Machine none not found.", False)
    error = failing("logLevel 1 nobody")
    assert error.text == "Could not find emulation element or backend named: nobody"
    assert not error.parse_failed


def test_what_the_engine_lacks_says_so(failing: Failing) -> None:
    assert "takes no snapshots" in failing('Save "x"').text
    assert "No backend found for" in failing("showAnalyzer dev").text


def test_suggestions_stand_beside_the_text(failing: Failing) -> None:
    assert failing("peripherls").suggestion == "Did you mean 'peripherals'?"
    assert failing("sysbus.dve").suggestion == "Did you mean 'sysbus.dev'?"
    assert failing("dev Sped").suggestion == "Did you mean 'Speed'?"


# -- machines -------------------------------------------------------------------------------------


def test_machines(monitor: Monitor, failing: Failing) -> None:
    monitor.execute('mach create; mach add "third"; mach set 0')
    assert monitor.machine_name == "m"
    monitor.execute('mach set "machine-0"; mach rem "m"; mach clear')
    assert list(monitor.emulation.machines) == ["machine-0", "third"]
    assert failing("machine").text == "No such command or device: machine"


def test_using_prefixes(monitor: Monitor, failing: Failing) -> None:
    assert failing("led State").text == "No such command or device: led"
    monitor.execute("using sysbus.dev")
    assert monitor.execute("led State") == monitor.execute("dev.led State") == "True\n\n"
    monitor.execute("using -")
    failing("led State")


def test_peripherals_tree(monitor: Monitor) -> None:
    assert [line.rstrip() for line in lines(monitor.execute("peripherals"))] == [
        "Available peripherals:",
        "",
        "  sysbus (SystemBus)",
        "  │",
        "  ├── dev (Device)",
        "  │   │   <0x40000000, 0x400000FF>",
        "  │   │",
        "  │   └── led (LED)",
        "  │           Address: 13",
        "  │",
        "  └── ram (MappedMemory)",
        "          <0x20000000, 0x20000FFF>",
        "",
    ]


def test_clear_begins_anew(monitor: Monitor) -> None:
    seen: list[object] = []
    monitor.on_new_emulation.append(seen.append)
    before = monitor.emulation
    monitor.execute("$x=1; Clear")
    assert seen == [monitor.emulation]
    assert monitor.emulation is not before
    assert monitor.machine is None


# -- files ----------------------------------------------------------------------------------------


def test_paths_are_searched(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "s.resc").write_text('echo "here"\n')
    assert monitor.execute("include @sub/s.resc") == "here\n\n"
    assert monitor.execute("path add @sub") == f"Current 'PATH' value is: {tmp_path}/sub;{tmp_path}\n\n"
    assert monitor.execute("i @s.resc; include $CWD/sub/s.resc") == "here\n\nhere\n\n"
    assert monitor.execute("path reset") == f"Current 'PATH' value is: {tmp_path}\n\n"


def test_origin_is_the_scripts_directory(monitor: Monitor, tmp_path: Path) -> None:
    inner = tmp_path / "deep er"
    inner.mkdir()
    (inner / "inner.resc").write_text("echo $ORIGIN\n")
    (tmp_path / "outer.resc").write_text(
        "include @deep\\ er/inner.resc\necho $ORIGIN\ninclude $ORIGIN/board.repl\n"
    )
    monitor.execute("mach create")
    assert lines(monitor.execute("include @outer.resc")) == [str(inner), str(tmp_path)]
    assert monitor.objects.find("sysbus.dev") is not None


def test_scripts_have_comments_and_blocks(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "s.resc").write_text(
        ':name: a script\n# comment\n\nmacro m\n"""\necho "in m"\n"""\nrunMacro $m\n'
        'python\n"""\nfor i in range(2):\n    print(i)\n"""\n'
    )
    assert monitor.execute_script("s.resc") == "in m\n\n0\n\n1\n\n"


def test_a_script_stops_at_the_first_failing_line(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "s.resc").write_text("$a=1\n\nnonsense\n$a=2\n")
    with pytest.raises(MonitorError) as caught:
        monitor.execute("include @s.resc")
    assert caught.value.text == "No such command or device: nonsense"
    assert caught.value.location == f"{tmp_path}/s.resc:3"
    assert monitor.execute("echo $a") == "1\n\n"


def test_a_script_that_includes_itself_ends_with_an_error(monitor: Monitor, tmp_path: Path) -> None:
    (tmp_path / "s.resc").write_text("include @s.resc\n")
    with pytest.raises(MonitorError, match="nested"):
        monitor.execute("include @s.resc")


def test_missing_files(monitor: Monitor, failing: Failing) -> None:
    assert failing("i @no.resc").text.endswith("File does not exist: no.resc")
    assert failing("i @no.repl").text.endswith("File does not exist: no.repl")
    with pytest.raises(MonitorError, match=r"^Could not find file 'no\.resc'$"):
        monitor.execute_script("no.resc")


def test_including_a_platform_creates_a_machine(tmp_path: Path) -> None:
    (tmp_path / "b.repl").write_text("ram: Memory.MappedMemory @ sysbus 0x0 { size: 0x400 }\n")
    monitor = Monitor(tmp_path)
    monitor.execute("include @b.repl")
    assert monitor.machine_name == "machine-0"


# -- log ------------------------------------------------------------------------------------------


def test_log_levels_and_last_log(monitor: Monitor) -> None:
    monitor.execute(
        'log "unseen"; log "seen" 2; logLevel -1 dev; dev NoisyLog "noise"; logLevel 3; log "low" 2'
    )
    assert lines(monitor.execute("lastLog 10"))[-2:] == [
        "00:00:00.0000 [WARNING] Script: seen",
        "00:00:00.0000 [NOISY] dev: noise",
    ]


def test_log_file(monitor: Monitor, tmp_path: Path) -> None:
    monitor.execute(f'logFile "{tmp_path}/log.txt" true; dev WarningLog "text"')
    assert (tmp_path / "log.txt").read_text().endswith("[WARNING] dev: text\n")


def test_start_pause_quit_and_time(monitor: Monitor) -> None:
    assert monitor.execute("start") == "Starting emulation...\n\n"
    assert monitor.emulation.started
    assert monitor.execute("p") == "Pausing emulation...\n\n"
    assert not monitor.emulation.started
    monitor.execute('emulation RunFor "1.5"')
    assert monitor.execute("currentTime").startswith("Current virtual time: 00:00:01.500000000\n")
    monitor.execute("q")
    assert monitor.quit_status == 0


def test_reset_macro(monitor: Monitor) -> None:
    monitor.execute("machine Reset")
    assert "No action for reset - macro m.reset is not registered." in monitor.execute("lastLog 1")
    monitor.execute('macro reset "dev Speed 7"; machine Reset')
    assert monitor.execute("dev Speed") == "0x00000007\n\n"


def test_help_names_every_command(monitor: Monitor) -> None:
    text = monitor.execute("help")
    for name in ("mach", "runMacro", "showAnalyzer"):
        assert f"\n\n{name:<18}: " in text
        assert monitor.execute(f"help {name}").split()[0] == name
