"""Everything that `make renode` loads, on this machine: an archive behind a loopback HTTP server, git
repositories, and a folder of wheels in the place of the package index.

The stand-in for `renode-run` does what the real one (0.5.0) does with `install ARCHIVE
--version-override V`: it unpacks without the archive's top folder and notes the installation in
`renode-run.json`.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

RENODE_RUN = """
import json, sys, tarfile
from pathlib import Path

def main():
    command, archive, option, version = sys.argv[1:]
    assert (command, option) == ("install", "--version-override")
    store = Path.home() / ".config" / "renode"
    folder = store / "renode-run.download" / "dotnet-portable" / f"renode-{version}"
    with tarfile.open(archive) as package:
        for member in package.getmembers():
            member.name = member.name.partition("/")[2]
            if member.name:
                package.extract(member, folder)
    index = {
        "version": "2.0",
        "installations": {str(folder): {"version": version, "variant": "dotnet-portable"}},
        "default": {"dotnet-portable": str(folder)},
    }
    (store / "renode-run.json").write_text(json.dumps(index))
"""
BACKEND = """
import shutil
from pathlib import Path

def build_wheel(folder, config_settings=None, metadata_directory=None):
    (wheel,) = Path(__file__).parent.glob("*.whl")
    return Path(shutil.copy(wheel, folder)).name
"""
PROJECT = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'


def write_wheel(folder: Path, name: str, version: str, code: str = "", script: str = "") -> None:
    """Write a wheel with one module; `script` becomes a command that calls its `main`."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{module}-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{module}.py", code)
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        if script:
            wheel.writestr(f"{info}/entry_points.txt", f"[console_scripts]\n{script} = {module}:main\n")
        wheel.writestr(f"{info}/RECORD", "")


def write_repository(folder: Path, name: str, code: str = "", script: str = "") -> str:
    """Write a git repository of a Python package; returns its commit."""
    folder.mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    write_wheel(folder, name, "0.5.0", code, script)
    identity = ("-c", "user.name=x", "-c", "user.email=x@localhost")
    for command in (("init", "-q"), ("add", "."), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", "-C", folder, *command], check=True)
    done = subprocess.run(
        ["git", "-C", folder, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def write_archive(path: Path, files: Mapping[str, str]) -> str:
    """Write a release archive of executable files; returns its SHA-256."""
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(f"renode_1.16.1-dotnet_portable/{name}")
            member.size, member.mode = len(text), 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder by HTTP on a free port of the loopback; yields the URL."""

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
