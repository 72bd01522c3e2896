"""The firmware's front end, compiled for the host, against the published micro-frontend."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from firmware.frontend import generate_tables
from firmware.tests.frontend.oracle import hard_clips, load_oracle, shared_speech
from vboard.evaluation import frontend as frontend_host

CLIPS_PER_RUN = 300


@pytest.fixture(scope="module")
def frontend(tmp_path_factory: pytest.TempPathFactory) -> frontend_host.Frontend:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    return frontend_host.Frontend(frontend_host.build(tmp_path_factory.mktemp("frontend"), "b"))


def differences(frontend: frontend_host.Frontend, name: str, samples: npt.NDArray[np.int16]) -> list[str]:
    oracle = load_oracle()
    if oracle is None:
        pytest.skip("silabs-mltk is not installed (pip install --no-deps silabs-mltk==0.20.0)")
    expected, got = oracle(samples), frontend.clip(samples)
    return [
        f"{name}: slice {s} channel {c}: {expected[s, c]} expected, got {got[s, c]}"
        for s, c in np.argwhere(expected != got)
    ]


@pytest.mark.parametrize(
    ("name", "samples"), list(hard_clips()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_equals_oracle_on_corner_cases(
    frontend: frontend_host.Frontend, name: str, samples: npt.NDArray[np.int16]
) -> None:
    assert differences(frontend, name, samples) == []


def test_equals_oracle_on_speech(frontend: frontend_host.Frontend) -> None:
    speech = shared_speech()
    if speech is None:
        pytest.skip(
            "no speech recordings at ../shared/data/speech_commands (VBOARD_SHARED names another place)"
        )
    soundfile = pytest.importorskip("soundfile")
    clips = sorted(speech.glob("*/*.flac"))
    found = []
    for path in clips[:: max(1, len(clips) // CLIPS_PER_RUN)]:
        samples, rate = soundfile.read(path, dtype="int16")
        assert rate == frontend_host.STEP * 50
        second = np.zeros(16000, np.int16)
        second[: min(16000, len(samples))] = samples[:16000]
        found += differences(frontend, str(path.relative_to(speech)), second)
    assert found == []


def test_committed_tables_are_what_the_generator_writes() -> None:
    for name, text in generate_tables.generate().items():
        assert (frontend_host.FIRMWARE / "frontend" / name).read_text() == text, name


def test_check_mode_reports_a_stale_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert generate_tables.main(["--out-dir", str(tmp_path)]) == 0
    assert generate_tables.main(["--out-dir", str(tmp_path), "--check"]) == 0
    stale = tmp_path / "tables_a.cc"
    stale.write_text(stale.read_text().replace(" 53,", " 54,"))
    assert generate_tables.main(["--out-dir", str(tmp_path), "--check"]) == 1
    assert "tables_a.cc" in capsys.readouterr().err


def test_state_fits_its_budget(frontend: frontend_host.Frontend) -> None:
    assert frontend.state_bytes < 2560
