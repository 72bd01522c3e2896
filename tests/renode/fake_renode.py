"""A stand-in for `renode`: the built-in engine behind Renode's robot server.

Speaks the wire protocol: XML-RPC over HTTP, keyword results as structs, port file under the temporary
folder. `FAKE_RENODE` makes it misbehave: `die` at the start, `mute` opens no port, `stubborn` ignores
SIGINT, `drop` ends in the middle of a RunFor, `no-events` has no Python events, `deaf` has
testers that miss lines, `late` is what was seen on a real 1.16.1: bytes that arrive in a paused machine
reach the core at the end of the next RunFor, `stuck` never ends a RunFor.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault
from xmlrpc.server import SimpleXMLRPCServer

from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

MODE = os.environ.get("FAKE_RENODE", "")


class Server:
    """Methods of the protocol."""

    def __init__(self) -> None:
        self._keywords = KeywordLibrary()
        self._late: list[list[Any]] = []

    def get_keyword_names(self) -> list[str]:
        return self._keywords.keyword_names()

    def run_keyword(self, name: str, arguments: list[Any]) -> dict[str, Any]:
        if MODE == "drop" and "RunFor" in str(arguments):
            print("Unhandled exception: out of luck", flush=True)
            os._exit(134)
        if MODE == "stuck" and "RunFor" in str(arguments):
            time.sleep(1000)
        if MODE == "late" and "WriteChar" in str(arguments):
            self._late.append(arguments)
            return {"status": "PASS", "return": "", "error": "", "output": ""}
        if MODE == "no-events" and "StateChanged" in str(arguments):
            return {"status": "FAIL", "error": "KeywordException: no such event\n", "return": ""}
        if MODE == "deaf" and name == "WaitForNextLineOnUart":
            error = "InvalidOperationException: Terminal tester failed!\n\nFull report:\n"
            return {"status": "FAIL", "error": error, "return": ""}
        try:
            result = self._keywords.run_keyword(name, arguments)
        except KeywordFault as fault:
            raise Fault(fault.code, str(fault)) from fault
        except KeywordError as error:
            return {"status": "FAIL", "error": str(error), "traceback": "", "return": "", "output": ""}
        if MODE == "late" and "RunFor" in str(arguments):
            for late in self._late:
                self._keywords.run_keyword("ExecutePython", late)
            self._late.clear()
        return {"status": "PASS", "return": "" if result is None else result, "error": "", "output": ""}


def main() -> None:
    if "--version" in sys.argv:
        print("Renode v1.16.1.17033\n  build: fake")
        return
    assert sys.argv[sys.argv.index("--robot-server-port") + 1] == "0"
    if MODE == "die":
        print("System.DllNotFoundException: libgtk")
        sys.exit(1)
    signal.signal(signal.SIGINT, signal.SIG_IGN if MODE == "stubborn" else lambda *_: os._exit(0))
    if pid_file := os.environ.get("FAKE_PID_FILE"):
        Path(pid_file).write_text(str(os.getpid()), encoding="ascii")
    server = SimpleXMLRPCServer(("127.0.0.1", 0), logRequests=False)
    server.register_instance(Server())
    folder = Path(tempfile.gettempdir()) / f"renode-{os.getpid()}"
    folder.mkdir()
    if MODE != "mute":
        (folder / "robot_port").write_text(str(server.server_address[1]), encoding="ascii")
    server.serve_forever()


if __name__ == "__main__":
    main()
