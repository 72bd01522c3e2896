"""Renode's robot server: the keywords over XML-RPC on a TCP port of this machine.

The methods are those that Robot Framework's remote library interface names: `get_keyword_names`,
`run_keyword` and `stop_remote_server`. Renode's server has no others, which is why Robot Framework hands
named arguments over as `name=value`. A failed keyword is an answer with status FAIL, a wrong call is an
XML-RPC fault: 1 no such keyword, 2 arguments that do not fit.

Each connection has a thread that reads the request and writes the answer, so that a slow or silent client
holds nobody up. Keywords run one after the other, in the order in which they came, in the thread that serves.
"""

from __future__ import annotations

import re
import select
import socket
import threading
import xmlrpc.client
from collections.abc import Callable
from queue import Empty, SimpleQueue
from socketserver import ThreadingMixIn
from typing import Any
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer

from vboard.builtin.host_socket import LOOPBACK, PortError
from vboard.robot.keyword_errors import KeywordError, KeywordFault
from vboard.robot.library import KeywordLibrary

FIRST_PRIVATE_PORT = 49152
LAST_PORT = 65535
"""Port 0 asks for the first free one of these (RFC 6335 section 6), as Renode's server does."""
REQUEST_TIMEOUT = 60
"""Seconds within which a client that has connected sends its request, or takes a part of its answer."""
CLOSE_TIMEOUT = 5
"""Seconds that the end of the server waits for clients to take their last answers."""
_UNKNOWN_METHOD = -32601
_INTERNAL_ERROR = -32500
_ESCAPES = re.compile(r"(?:\x1b[@-_]|[\x80-\x9f])[0-?]*[ -/]*[@-~]")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(value: Any) -> Any:
    """A keyword's result as it goes over the wire: no escape sequences, no characters that XML lacks."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", _ESCAPES.sub("", value))
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items() if each is not None}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, float, bytes)):
        return value
    return plain(str(value))


class _Marshaller(xmlrpc.client.Marshaller):
    """Numbers beyond 32 bits as `i8`, as Renode's server writes them."""

    dispatch = dict(xmlrpc.client.Marshaller.dispatch)

    def dump_int(self, value: int, write: Callable[[str], Any]) -> None:
        """Write an integer of any size that XML-RPC knows."""
        kind = "int" if -(1 << 31) <= value < 1 << 31 else "i8"
        write(f"<value><{kind}>{value}</{kind}></value>\n")

    dispatch[int] = dump_int  # type: ignore[assignment]


class _Handler(SimpleXMLRPCRequestHandler):
    rpc_paths = ()  # any path: clients differ in what they ask for
    timeout = REQUEST_TIMEOUT

    def log_message(self, format: str, *args: Any) -> None:
        """What is no request is answered, and no matter for who reads the terminal."""


class _Call:
    """A request on its way from the thread of its connection to the thread that serves."""

    def __init__(self, data: Any) -> None:
        self.data = data
        self.response = b""
        self.done = threading.Event()


class RobotServer(ThreadingMixIn, SimpleXMLRPCServer):
    """Serves one keyword library.

    Args:
        keywords: the library.
        port: TCP port on the loopback interface, 0 for a free one.

    Attributes:
        port: the port.
        stopped: whether a client asked for the end.

    Raises:
        PortError: the port is not available.
    """

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, keywords: KeywordLibrary, port: int = 0) -> None:
        self._keywords = keywords
        self.stopped = False
        self._calls: SimpleQueue[_Call] = SimpleQueue()
        self._writing: set[threading.Thread] = set()
        self._wake, self._woken = socket.socketpair()
        try:
            self._bind(port)
        except PortError:
            self._close_wake()
            raise
        self.socket.setblocking(False)
        self.port: int = self.server_address[1]

    def _bind(self, port: int) -> None:
        if not 0 <= port <= LAST_PORT:
            raise PortError(f"Port must be between 0 and {LAST_PORT}, got {port}")
        for each in range(FIRST_PRIVATE_PORT, LAST_PORT + 1) if port == 0 else (port,):
            try:
                super().__init__((LOOPBACK, each), requestHandler=_Handler, logRequests=False)
            except OSError as error:
                reason = error.strerror
            else:
                return
        raise PortError(f"Cannot listen on port {port}: {reason}")

    # -- the threads of connections -----------------------------------------------------------

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hung up or sent no HTTP is no matter for the others."""

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Read a request, have it answered, write the answer."""
        request.setblocking(True)
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._writing.discard(threading.current_thread())

    def _marshaled_dispatch(self, data: Any, dispatch_method: Any = None, path: Any = None) -> Any:
        call = _Call(data)
        self._writing.add(threading.current_thread())
        self._calls.put(call)
        self._wake.send(b"c")
        call.done.wait()
        return call.response

    # -- the thread that serves ---------------------------------------------------------------

    def descriptors(self) -> list[int]:
        """File descriptors of which one becomes readable when there is something for `poll`."""
        return [self.fileno(), self._woken.fileno()]

    def poll(self) -> None:
        """Take the connections that wait, and answer the calls that have come."""
        readable = select.select(self.descriptors(), (), (), 0)[0]
        if self.fileno() in readable:
            self._handle_request_noblock()  # type: ignore[attr-defined]
        if self._woken.fileno() in readable:
            self._woken.recv(4096)
        while not self.stopped:
            try:
                call = self._calls.get_nowait()
            except Empty:
                break
            try:
                call.response = self._respond(call.data)
            finally:
                call.done.set()

    def serve(self) -> None:
        """Serve requests until a client asks for the end."""
        while not self.stopped:
            select.select(self.descriptors(), (), ())
            self.poll()

    def server_close(self) -> None:
        """Stop listening, once the last answers are taken."""
        super().server_close()
        for thread in tuple(self._writing):
            thread.join(CLOSE_TIMEOUT)
        self._close_wake()

    def _close_wake(self) -> None:
        self._wake.close()
        self._woken.close()

    def _respond(self, data: Any) -> bytes:
        try:
            arguments, method = xmlrpc.client.loads(data, use_builtin_types=True)
            body = _Marshaller("utf-8", True).dumps((self._answer(str(method), arguments),))
        except xmlrpc.client.Fault as fault:
            body = _Marshaller("utf-8", True).dumps(fault)
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            body = _Marshaller("utf-8", True).dumps(xmlrpc.client.Fault(_INTERNAL_ERROR, plain(text)))
        return f"<?xml version='1.0'?>\n<methodResponse>\n{body}</methodResponse>\n".encode()

    def _answer(self, method: str, arguments: tuple[Any, ...]) -> Any:
        if method == "get_keyword_names":
            return self._keywords.keyword_names()
        if method == "run_keyword" and len(arguments) == 2:
            return self._run(str(arguments[0]), list(arguments[1]))
        if method == "stop_remote_server":
            self.stopped = True
            return True
        raise xmlrpc.client.Fault(_UNKNOWN_METHOD, f"unsupported method called: {method}")

    def _run(self, name: str, arguments: list[Any]) -> dict[str, Any]:
        if name == "StopRemoteServer":
            self.stopped = True
        try:
            result = plain(self._keywords.run_keyword(name, arguments))
        except KeywordFault as fault:
            raise xmlrpc.client.Fault(fault.code, plain(str(fault))) from fault
        except KeywordError as error:
            return {"status": "FAIL", "error": plain(str(error)), "traceback": ""}
        except Exception as error:  # a fault of the engine fails the keyword, not the server
            text = f"{type(error).__name__}: {error}\n"
            return {"status": "FAIL", "error": plain(text), "traceback": ""}
        return {"status": "PASS"} if result is None else {"status": "PASS", "return": result}
