"""The workflows: each step is a make target that exists, every action is pinned, rights are small."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTION = ROOT / "action.yml"
FILES = [*WORKFLOWS, ACTION]
RUN = re.compile(r'make(?: -C ("\$GITHUB_ACTION_PATH"|[\w./-]+))?((?: [a-z-]+)+)((?: [A-Z]+=[\w./-]+)*)')
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")


def load(path: Path) -> dict[Any, Any]:
    content: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def steps(path: Path) -> Iterator[dict[str, Any]]:
    content = load(path)
    if "runs" in content:
        yield from content["runs"]["steps"]
    for job in content.get("jobs", {}).values():
        yield from job["steps"]


def commands() -> list[tuple[str, str]]:
    return [(path.name, step["run"]) for path in FILES for step in steps(path) if "run" in step]


def targets() -> set[str]:
    """Goals of the Makefile that stand at the start of a rule."""
    return set(re.findall(r"^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


@pytest.mark.parametrize(("file", "command"), commands())
def test_every_step_is_one_call_of_make_with_a_target_that_exists(file: str, command: str) -> None:
    found = RUN.fullmatch(command)
    assert found is not None, f"{file}: {command!r} is not one `make target` call"
    assert set(found[2].split()) <= targets()


@pytest.mark.parametrize(("file", "command"), commands())
def test_make_knows_what_each_target_would_do(file: str, command: str) -> None:
    found = RUN.fullmatch(command)
    assert found is not None
    arguments = [*found[2].split(), *found[3].split()]
    done = subprocess.run(
        ["make", "--dry-run", "--directory", ROOT, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{file}: {done.stderr}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_with_its_version_beside(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.search(r"uses: (\S+)(.*)", line):
            assert PINNED.fullmatch(found[1]), line
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", found[2]), line


def test_one_action_has_one_version() -> None:
    pins: dict[str, set[str]] = {}
    for path in FILES:
        for name, commit in re.findall(r"uses: (\S+)@(\S+)", path.read_text(encoding="utf-8")):
            pins.setdefault(name, set()).add(commit)
    assert {name: commits for name, commits in pins.items() if len(commits) > 1} == {}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_none_but_reading_and_time_is_limited(path: Path) -> None:
    content = load(path)
    assert content["permissions"] == {}
    for job in content["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert 0 < job["timeout-minutes"] <= 60


def test_all_pythons_and_both_processors_are_tested() -> None:
    matrix = load(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert matrix["runner"] == ["ubuntu-24.04", "ubuntu-24.04-arm"]


def test_an_older_run_of_a_branch_is_cancelled() -> None:
    assert "cancel-in-progress" in load(ROOT / ".github" / "workflows" / "ci.yml")["concurrency"]


def test_examples_of_the_manual_name_inputs_that_exist() -> None:
    manual = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    workflow = load(ROOT / ".github" / "workflows" / "hotword-suite.yml")
    # YAML 1.1 reads the key `on` as a truth value.
    inputs = {
        "OWNER/REPOSITORY@": load(ACTION)["inputs"],
        "hotword-suite.yml@": workflow[True]["workflow_call"]["inputs"],
    }
    examples = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", manual, re.S)]
    used = 0
    for example in examples:
        for job in example["jobs"].values():
            for call in [job, *job.get("steps", [])]:
                for name, known in inputs.items():
                    if name in call.get("uses", ""):
                        used += 1
                        assert set(call["with"]) <= set(known)
                        needed = {key for key, value in known.items() if value.get("required")}
                        assert needed <= set(call["with"])
    assert used == len(inputs)


@pytest.mark.parametrize(
    "command", [("actionlint",), ("zizmor", "--offline", "--quiet", "--no-progress", ".github", "action.yml")]
)
def test_the_linters_of_workflows_find_nothing(command: tuple[str, ...]) -> None:
    program = shutil.which(command[0], path=str(Path(sys.executable).parent)) or shutil.which(command[0])
    if program is None:
        pytest.skip(f"{command[0]} is not installed: make setup")
    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
