"""The robot server, asked over HTTP as a foreign runner asks it."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Iterator
from xmlrpc.client import Fault, ServerProxy

import pytest

from vboard.builtin.host_socket import PortError
from vboard.robot.library import KeywordLibrary
from vboard.robot.server import RobotServer, plain

LIMIT = 120


@pytest.fixture
def server() -> Iterator[RobotServer]:
    """A server that serves in a thread until it is told to stop."""
    library = KeywordLibrary()
    server = RobotServer(library, 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield server
    if not server.stopped:
        ServerProxy(f"http://127.0.0.1:{server.port}/").stop_remote_server()
    thread.join(LIMIT)
    server.server_close()
    library.close()
    assert not thread.is_alive()


@pytest.fixture
def client(server: RobotServer) -> ServerProxy:
    """A client of the server."""
    return ServerProxy(f"http://127.0.0.1:{server.port}/", use_builtin_types=True)


def test_names_are_those_of_the_library(client: ServerProxy) -> None:
    names = client.get_keyword_names()

    assert isinstance(names, list)
    assert {"ExecuteCommand", "WaitForLineOnUart", "AssertLedState", "ResetEmulation"} <= set(names)


def test_a_command_returns_what_it_printed(client: ServerProxy) -> None:
    answer = client.run_keyword("ExecuteCommand", ["echo 'over the wire'"])

    assert answer == {"status": "PASS", "return": "over the wire\n\n"}


def test_a_keyword_without_result_returns_none(client: ServerProxy) -> None:
    assert client.run_keyword("ResetEmulation", []) == {"status": "PASS"}


def test_a_failure_is_an_answer(client: ServerProxy) -> None:
    answer = client.run_keyword("ExecuteCommand", ["no-such-command"])

    assert isinstance(answer, dict)
    assert answer["status"] == "FAIL"
    assert answer["error"].startswith("KeywordException: ")
    assert "no-such-command" in answer["error"]


@pytest.mark.parametrize(
    ("name", "arguments", "code", "text"),
    [
        ("NoSuchKeyword", [], 1, 'Keyword "NoSuchKeyword" not found'),
        ("WaitForPause", ["much"], 2, "Arguments types do not match"),
    ],
)
def test_a_wrong_call_is_a_fault(
    client: ServerProxy, name: str, arguments: list[str], code: int, text: str
) -> None:
    with pytest.raises(Fault) as caught:
        client.run_keyword(name, arguments)

    assert caught.value.faultCode == code
    assert text in caught.value.faultString


def test_methods_that_renode_has_not_are_faults(client: ServerProxy) -> None:
    """With `get_keyword_arguments` Robot Framework would pass named arguments in another way."""
    with pytest.raises(Fault, match="unsupported method"):
        client.get_keyword_arguments("ExecuteCommand")


def test_numbers_beyond_32_bits_and_bytes_arrive(client: ServerProxy) -> None:
    assert client.run_keyword("ExecutePython", ["0xFFFFFFFFFF"]) == {"status": "PASS", "return": 0xFFFFFFFFFF}
    assert client.run_keyword("ExecutePython", ["-3"]) == {"status": "PASS", "return": -3}


def test_text_that_xml_cannot_carry_is_left_out() -> None:
    assert plain("\x1b[31mred\x1b[0m \x07bell\ttab") == "red bell\ttab"
    assert plain({"Line": "a\x00b", "Groups": ["\x01"], "None": None}) == {"Line": "ab", "Groups": [""]}
    assert plain(b"\x00\xff") == b"\x00\xff"


@pytest.mark.parametrize("how", ["method", "keyword"])
def test_a_client_ends_the_server(server: RobotServer, client: ServerProxy, how: str) -> None:
    if how == "method":
        client.stop_remote_server()
    else:
        client.run_keyword("StopRemoteServer", [])

    assert server.stopped


def test_a_taken_port_is_refused(server: RobotServer) -> None:
    with pytest.raises(PortError, match=f"port {server.port}"):
        RobotServer(KeywordLibrary(), server.port)
    with pytest.raises(PortError, match="between 0 and 65535"):
        RobotServer(KeywordLibrary(), 65536)


def test_what_is_no_request_does_not_end_the_server(server: RobotServer, client: ServerProxy) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as garbage:
        garbage.sendall(b"hello\r\n\r\n")
        garbage.recv(64)
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as garbage:
        garbage.sendall(b"POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\n<a/>")
        garbage.recv(64)

    assert client.run_keyword("ExecuteCommand", ["echo 'still here'"])["status"] == "PASS"  # type: ignore[call-overload, index]


def post(server: RobotServer, body: bytes, length: object = None) -> bytes:
    """What a server answers to a request with `body`, and with any length in its header."""
    header = f"POST / HTTP/1.1\r\nContent-Length: {len(body) if length is None else length}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as connection:
        connection.sendall(header.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


CALL = (
    b"<methodCall><methodName>run_keyword</methodName><params><param><value>ExecuteCommand</value></param>"
    b"<param><value><array><data><value>version</value></data></array></value></param></params></methodCall>"
)


@pytest.mark.parametrize("length", [-1, "many", 10**12])
def test_a_wrong_length_is_answered(server: RobotServer, client: ServerProxy, length: object) -> None:
    assert post(server, CALL, length).startswith(b"HTTP/1.0 ")
    assert client.get_keyword_names()


def test_a_call_that_is_bent_is_answered(server: RobotServer, client: ServerProxy) -> None:
    dice = random.Random(1)
    for _ in range(150):
        body = bytearray(CALL)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(body))
            body[at : at + dice.randint(0, 9)] = dice.randbytes(dice.randint(0, 3))
        assert post(server, bytes(body)).startswith(b"HTTP/1.0 200 OK")
    assert client.get_keyword_names()


def test_garbage_leaves_no_trace(
    server: RobotServer, client: ServerProxy, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as connection:
        connection.sendall(random.Random(2).randbytes(500) + b"\r\n\r\n")
        connection.recv(64)
    assert client.get_keyword_names()
    assert capfd.readouterr() == ("", "")


SILENT = (b"", b"POST / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nContent-Length: 500\r\n\r\n<methodCall>")
"""Clients that connect and say nothing, half a header, half a request."""


def test_silent_clients_hold_nobody_up(server: RobotServer, client: ServerProxy) -> None:
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) for _ in range(60)]
    try:
        for number, connection in enumerate(connections):
            connection.sendall(SILENT[number % len(SILENT)])
        begin = time.monotonic()
        for _ in range(20):
            assert client.run_keyword("ExecuteCommand", ["echo 'served'"]) == {
                "status": "PASS",
                "return": "served\n\n",
            }
        assert time.monotonic() - begin < 10
    finally:
        for connection in connections:
            connection.close()


def test_a_client_that_takes_no_answer_holds_nobody_up(server: RobotServer, client: ServerProxy) -> None:
    call = CALL.replace(b"ExecuteCommand", b"ExecutePython").replace(b"version", b"'x' * 30000000")
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT) as connection:
        connection.sendall(f"POST / HTTP/1.1\r\nContent-Length: {len(call)}\r\n\r\n".encode() + call)
        begin = time.monotonic()
        assert client.run_keyword("ExecutePython", ["1 + 1"]) == {"status": "PASS", "return": 2}
        assert client.run_keyword("ExecutePython", ["1 + 2"]) == {"status": "PASS", "return": 3}
        assert time.monotonic() - begin < 20


def test_keywords_of_clients_run_one_after_the_other(server: RobotServer, client: ServerProxy) -> None:
    """Each writes its name at its beginning and its end: no other's stands in between."""
    client.run_keyword("ExecutePython", ["monitor.marks = []"])
    script = "monitor.marks.append({0}); [None for _ in range(200000)]; monitor.marks.append({0})"

    def work(name: int) -> None:
        own = ServerProxy(f"http://127.0.0.1:{server.port}/")
        for _ in range(5):
            assert own.run_keyword("ExecutePython", [script.format(name)])["status"] == "PASS"  # type: ignore[call-overload, index]

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    marks = client.run_keyword("ExecutePython", ["monitor.marks"])["return"]  # type: ignore[call-overload, index]
    assert len(marks) == 40
    assert marks[::2] == marks[1::2]


def test_the_last_answer_arrives_before_the_server_is_gone() -> None:
    for _ in range(20):
        library = KeywordLibrary()
        server = RobotServer(library, 0)

        def serve(server: RobotServer = server) -> None:
            server.serve()
            server.server_close()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT):
            assert ServerProxy(f"http://127.0.0.1:{server.port}/").stop_remote_server() is True
            thread.join(LIMIT)
        assert not thread.is_alive()
        library.close()
