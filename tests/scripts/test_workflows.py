"""The workflows: each step is a make target that exists, every action is pinned, rights are small."""

from __future__ import annotations

import os
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
    runs = [(path.name, step["run"]) for path in FILES for step in steps(path) if "run" in step]
    # Wheels are built on systems that have no make.
    return [(name, run) for name, run in runs if not (name == "release.yml" and "cibuildwheel" in run)]


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
    workflow = load(ROOT / ".github" / "workflows" / "hotword-suite.yml")
    # YAML 1.1 reads the key `on` as a truth value.
    inputs = {
        "OWNER/REPOSITORY@": load(ACTION)["inputs"],
        "hotword-suite.yml@": workflow[True]["workflow_call"]["inputs"],
    }
    used = 0
    for example in map(yaml.safe_load, examples("yaml")):
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


IMAGE = ROOT / "build" / "firmware" / "bluepill" / "hotword.elf"


def examples(language: str) -> list[str]:
    manual = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", manual, re.S)


@pytest.fixture
def other_repository(tmp_path: Path) -> Path:
    """A repository with a firmware and the suite of the manual, adapted to what this firmware prints."""
    if not IMAGE.is_file():
        pytest.skip("no firmware: make firmware")
    folder = tmp_path / "other-repository"
    (folder / "tests").mkdir(parents=True)
    (folder / "Makefile").write_text(
        f"firmware:\n\tmkdir -p build\n\tcp {IMAGE} build/app.elf\n", encoding="utf-8"
    )
    (suite,) = examples("robot")
    assert "ready" in suite
    (folder / "tests" / "board.robot").write_text(suite.replace("ready", "listening for"), encoding="utf-8")
    return folder


def run_step(step: dict[str, Any], folder: Path, values: dict[str, str]) -> None:
    """Run one step as a runner does: expressions are put in, then bash executes the line."""

    def put_in(text: str) -> str:
        return re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda found: values[found[1]], text)

    environ = {name: put_in(str(value)) for name, value in step.get("env", {}).items()}
    done = subprocess.run(
        ["bash", "-e", "-c", put_in(step["run"])],
        cwd=folder,
        env={**os.environ, "GITHUB_ACTION_PATH": str(ROOT), **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def inputs(known: dict[str, Any], given: dict[str, str]) -> dict[str, str]:
    defaults = {name: str(value.get("default", "")) for name, value in known.items()}
    return {f"inputs.{name}": value for name, value in (defaults | given).items()}


def test_the_example_of_the_action_works_in_another_repository(other_repository: Path) -> None:
    (example,) = (yaml.safe_load(text) for text in examples("yaml") if "steps:" in text)
    (job,) = example["jobs"].values()
    for step in job["steps"]:
        if "run" in step:
            run_step(step, other_repository, {})
        elif step["uses"].startswith("OWNER/REPOSITORY@"):
            action = load(ACTION)
            values = inputs(action["inputs"], step["with"])
            for inner in action["runs"]["steps"]:
                run_step(inner, other_repository, {"github.workspace": str(other_repository), **values})
    assert (other_repository / "build" / "vboard" / "xunit.xml").is_file()
    assert len(examples("yaml")[0].split("steps:")[1].strip().splitlines()) <= 10


def test_the_example_of_the_workflow_works_in_another_repository(other_repository: Path) -> None:
    (example,) = (yaml.safe_load(text) for text in examples("yaml") if "hotword-suite.yml" in text)
    workflow = load(ROOT / ".github" / "workflows" / "hotword-suite.yml")
    given = {**example["jobs"]["board"]["with"], "suites": "tests/board.robot"}
    values = inputs(workflow[True]["workflow_call"]["inputs"], given)
    # What the steps before leave: the boards, and the artifact of the earlier job.
    (other_repository / ".vboard").symlink_to(ROOT)
    (other_repository / ".vboard-artifact").mkdir()
    shutil.copy(IMAGE, other_repository / ".vboard-artifact" / given["elf"])
    (steps,) = (job["steps"] for job in workflow["jobs"].values())
    for step in steps:
        if "run" in step:
            run_step(step, other_repository, {"github.workspace": str(other_repository), **values})
    assert (other_repository / ".vboard-results" / "xunit.xml").is_file()
