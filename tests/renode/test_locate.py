"""Where a Renode is looked for, in which order, and what is said when there is none."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

import pytest

from tests.renode.conftest import program
from tests.support.command_line import Cli
from vboard.renode.locate import RenodeMissingError, locate, missing_packages, read_version


def install(folder: Path, *, runner: bool = True, version: str = "Renode v1.16.1.17033") -> Path:
    """An installation of shell scripts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("renode", "renode-test") if runner else ("renode",):
        (folder / name).write_text(f"#!/bin/sh\necho '{version}'\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A machine with an empty search path and an empty home."""
    (tmp_path / "bin").mkdir()
    return {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}


def fill_store(environ: dict[str, str], *folders: Path, default: Path | None = None) -> Path:
    store = Path(environ["HOME"]) / ".config" / "renode"
    store.mkdir(parents=True)
    index = {
        "version": "2.0",
        "installations": {str(f): {"version": "1.16.1", "variant": "dotnet-portable"} for f in folders},
        "default": {"dotnet-portable": str(default)} if default else {},
    }
    (store / "renode-run.json").write_text(json.dumps(index), encoding="utf-8")
    return store


def test_the_places_are_tried_in_their_order(tmp_path: Path, environ: dict[str, str]) -> None:
    places = {name: install(tmp_path / name) for name in ("given", "root", "path", "stored")}
    fill_store(environ, places["stored"])
    found = [locate(None, environ).program.parent]
    environ["PATH"] = str(places["path"])
    found.append(locate(None, environ).program.parent)
    environ["RENODE_PATH"] = str(places["root"])
    found.append(locate(None, environ).program.parent)
    found.append(locate(places["given"], environ).program.parent)
    assert found == [places[name] for name in ("stored", "path", "root", "given")]


def test_renode_root_comes_before_renode_path(tmp_path: Path, environ: dict[str, str]) -> None:
    environ["RENODE_ROOT"] = str(install(tmp_path / "a"))
    environ["RENODE_PATH"] = str(install(tmp_path / "b"))
    renode = locate(None, environ)
    assert (renode.program.parent, renode.source) == (tmp_path / "a", "RENODE_ROOT")


@pytest.mark.parametrize("name", ["renode", "renode-test"])
def test_either_program_may_be_named(tmp_path: Path, environ: dict[str, str], name: str) -> None:
    folder = install(tmp_path / "a")
    renode = locate(folder / name, environ)
    assert renode.program == folder / "renode"
    assert renode.runner() == folder / "renode-test"


def test_a_link_on_the_search_path_leads_to_the_installation(tmp_path: Path, environ: dict[str, str]) -> None:
    folder = install(tmp_path / "opt")
    (tmp_path / "bin" / "renode").symlink_to(folder / "renode")
    assert locate(None, environ).runner() == folder / "renode-test"


def test_the_default_of_the_store_wins_and_what_was_removed_is_skipped(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    old, new = install(tmp_path / "old"), install(tmp_path / "new")
    fill_store(environ, tmp_path / "gone", old, new, default=new)
    assert locate(None, environ).program.parent == new


def test_the_python_of_the_store_comes_first_for_renode_test(tmp_path: Path, environ: dict[str, str]) -> None:
    store = fill_store(environ, install(tmp_path / "a"))
    folder = store / "renode-run.venv" / "bin"
    folder.mkdir(parents=True)
    (folder / "python").symlink_to("/bin/sh")
    path = locate(None, environ).environment({"PATH": "/usr/bin"})["PATH"]
    assert path == f"{folder}:/usr/bin"


def test_renode_runs_without_a_locale(tmp_path: Path, environ: dict[str, str]) -> None:
    renode = locate(install(tmp_path / "a"), environ)
    assert renode.environment({"LC_ALL": "de_DE.UTF-8"})["LC_ALL"] == "C.UTF-8"


def test_nothing_found_names_the_places_and_the_remedy(environ: dict[str, str]) -> None:
    with pytest.raises(RenodeMissingError) as error:
        locate(None, environ)
    for word in ("RENODE_ROOT", "PATH", ".config/renode", "make renode", "--engine builtin"):
        assert word in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("variable", [None, "RENODE_ROOT", "RENODE_PATH"])
def test_a_named_place_without_renode_is_refused_though_the_path_has_one(
    tmp_path: Path, environ: dict[str, str], variable: str | None
) -> None:
    environ["PATH"] = str(install(tmp_path / "good"))
    empty = tmp_path / "empty"
    empty.mkdir()
    if variable:
        environ[variable] = str(empty)
    with pytest.raises(RenodeMissingError, match=f"{variable or '--renode'}: .*empty"):
        locate(None if variable else empty, environ)


def test_an_installation_without_runner_says_so_when_suites_are_to_run(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    renode = locate(install(tmp_path / "a", runner=False), environ)
    with pytest.raises(RenodeMissingError, match=r"no renode-test beside it; run 'make renode'"):
        renode.runner()


def test_a_damaged_store_is_reported(environ: dict[str, str]) -> None:
    store = fill_store(environ)
    (store / "renode-run.json").write_text("{", encoding="utf-8")
    with pytest.raises(RenodeMissingError, match=r"renode-run\.json: cannot be read"):
        locate(None, environ)


def test_the_version_is_read(tmp_path: Path, environ: dict[str, str]) -> None:
    renode = locate(install(tmp_path / "a"), environ)
    assert read_version(renode) == ("Renode v1.16.1.17033", (1, 16, 1))


def test_a_program_that_tells_no_version_is_refused(tmp_path: Path, environ: dict[str, str]) -> None:
    renode = locate(install(tmp_path / "a", version="segmentation fault"), environ)
    with pytest.raises(RenodeMissingError, match=r"status 0 and no version: segmentation fault"):
        read_version(renode)


def test_doctor_tells_what_it_found(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RENODE_ROOT", str(install(tmp_path / "a")))
    monkeypatch.setenv("COLUMNS", "300")
    out = cli("doctor").out
    assert "v1.16.1.17033" in out
    assert "RENODE_ROOT" in out


def test_doctor_tells_what_renode_test_lacks(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin" / "python3", "echo psutil, pyyaml")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setenv("RENODE_ROOT", str(install(tmp_path / "a")))
    monkeypatch.setenv("COLUMNS", "300")
    out = cli("doctor").out
    assert "lacks" in out
    assert "-> pip install psutil pyyaml" in out


def test_the_python_of_renode_test_is_asked(tmp_path: Path, environ: dict[str, str]) -> None:
    environ["PATH"] = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    renode = locate(install(tmp_path / "a"), environ)
    program(tmp_path / "venv" / "bin" / "python3", f'exec "{sys.executable}" -S "$@"')  # no packages
    bare = dataclasses.replace(renode, python_folder=tmp_path / "venv" / "bin")
    assert missing_packages(bare) == "robotframework, psutil, pyyaml"


@pytest.mark.parametrize(
    ("arguments", "state"),
    [({"version": "Renode v1.15.3.1"}, "older than 1.16.1"), ({"runner": False}, "no renode-test")],
)
def test_doctor_tells_what_is_wrong_with_it(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: dict[str, object], state: str
) -> None:
    monkeypatch.setenv("RENODE_ROOT", str(install(tmp_path / "a", **arguments)))  # type: ignore[arg-type]
    monkeypatch.setenv("COLUMNS", "300")
    out = cli("doctor").out
    assert state in out
    assert "make renode" in out
