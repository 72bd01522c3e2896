"""A stand-in for `renode`: the built-in engine behind Renode's robot server.

Speaks the wire protocol: XML-RPC over HTTP, keyword results as structs, port file under the temporary
folder. `FAKE_RENODE` makes it misbehave: `die` at the start, `mute` opens no port, `stubborn` ignores
SIGINT, `drop` ends in the middle of a RunFor, `no-events` has no Python events, `deaf` has
testers that miss lines.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any
from xmlrpc.client import Fault
from xmlrpc.server import SimpleXMLRPCServer

from vboard.robot.errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

MODE = os.environ.get("FAKE_RENODE", "")


class Server:
    """Methods of the protocol."""

    def __init__(self) -> None:
        self._keywords = KeywordLibrary()

    def get_keyword_names(self) -> list[str]:
        return self._keywords.keyword_names()

    def run_keyword(self, name: str, arguments: list[Any]) -> dict[str, Any]:
        if MODE == "drop" and "RunFor" in str(arguments):
            print("Unhandled exception: out of luck", flush=True)
            os._exit(134)
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
