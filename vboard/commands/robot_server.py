"""`vboard robot-server`: keywords for foreign test runners."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLES = "Examples: `vboard robot-server --port 9999`, `vboard robot-server --port 0` (says which port)"


def command(
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="TCP port; 0: any free one.")
    ] = 0,
) -> int:
    """Serve Renode's robot keywords by XML-RPC on a port of this machine, until Ctrl-C.

    Robot Framework: `Library    Remote    http://127.0.0.1:9999/`. Time passes while a keyword waits for it.
    """
    from vboard.robot.library import KeywordLibrary
    from vboard.robot.server import RobotServer

    library = KeywordLibrary()
    try:
        server = RobotServer(library, port)
        with server:
            typer.echo(f"robot server on http://127.0.0.1:{server.port}/")
            server.serve()
    finally:
        library.close()
    return 0
