"""Recordings to be played: a folder of words, or a list of files; read when they are needed."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import overload

from vboard.errors import VBoardError, nearest
from vboard.evaluation.clips import (
    NOISE_FOLDER,
    SUFFIXES,
    Clip,
    Samples,
    cut_word,
    is_last_look,
    is_validation,
    read_audio,
    recordings,
    speech_folder,
)

SPEAKERS = ("all", "validation", "last-look")


@dataclass(frozen=True)
class Entry:
    """A recording of one word, not read yet."""

    word: str
    speaker: str
    path: Path

    @property
    def name(self) -> str:
        """`yes/0a7c2a8d_nohash_0`."""
        return f"{self.word}/{self.path.stem}"


@dataclass(frozen=True)
class Catalogue:
    """Recordings of words in a fixed order, and recordings of noise."""

    source: str
    entries: tuple[Entry, ...]
    noise: tuple[Path, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What is said in them, sorted."""
        return tuple(sorted({entry.word for entry in self.entries}))

    def of(self, word: str) -> tuple[Entry, ...]:
        """The recordings of a word."""
        return tuple(entry for entry in self.entries if entry.word == word)

    def others(self, words: Iterable[str]) -> tuple[Entry, ...]:
        """The recordings of all words but these."""
        excluded = set(words)
        return tuple(entry for entry in self.entries if entry.word not in excluded)

    def check(self, words: Sequence[str]) -> None:
        """Raises VBoardError when a word was never recorded."""
        for word in words:
            if word not in self.words:
                found = ", ".join(self.words[:20]) or "none"
                hint = nearest(word, self.words)
                raise VBoardError(f"{self.source}: no recording of '{word}'{hint} (words found: {found})")

    def noise_recordings(self) -> Mapping[str, Samples]:
        """The noise by name."""
        return NoiseRecordings(self.noise)

    def digest(self) -> str:
        """Of words, speakers and contents: equal for equal recordings, wherever they lie."""
        total = hashlib.sha256()
        for entry in self.entries:
            total.update(f"{entry.name}\0{entry.speaker}\0".encode())
            total.update(_content(entry.path))
        for path in self.noise:
            total.update(f"{path.stem}\0".encode())
            total.update(_content(path))
        return total.hexdigest()


class Clips(Sequence[Clip]):
    """Entries as clips; each is read when it is asked for."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, index: int) -> Clip: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Clip]: ...
    def __getitem__(self, index: int | slice) -> Clip | Sequence[Clip]:
        if isinstance(index, slice):
            return Clips(self._entries[index])
        return load(self._entries[index])


class NoiseRecordings(Mapping[str, Samples]):
    """Noise by name; each recording is read when it is asked for."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = {path.stem: path for path in paths}

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __getitem__(self, name: str) -> Samples:
        return _samples(self._paths[name])


def load(entry: Entry) -> Clip:
    """Read a recording; any rate and any number of channels become 16 kHz mono.

    Raises:
        VBoardError: it cannot be read.
    """
    samples, start, end = cut_word(_samples(entry.path))
    return Clip(entry.word, entry.speaker, entry.name, samples, start, end)


@functools.lru_cache(maxsize=512)
def _samples(path: Path) -> Samples:
    return read_audio(path)


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError as error:
        raise VBoardError(f"{path}: {error.strerror or error}") from error


def read_catalogue(data: Path, speakers: str = "all") -> Catalogue:
    """What a folder or a list names.

    A folder has one folder for each word; `<speaker>_nohash_<n>` names a speaker, another file name is a
    speaker of its own. A list is a text file with a recording a line, relative to the list, and behind a
    tab or a comma its word, which else is the name of its folder. Noise lies in `_background_noise_`.

    Args:
        speakers: one of `SPEAKERS`; those who validate by the data set's own split rule.

    Raises:
        VBoardError: nothing is there.
    """
    if speakers not in SPEAKERS:
        hint = nearest(speakers, SPEAKERS)
        raise VBoardError(f"--speakers {speakers}: expected {', '.join(SPEAKERS)}{hint}")
    if data.is_dir():
        root = speech_folder(data)
        entries = _of_folders(root)
    elif data.is_file():
        root = data.parent
        entries = _of_list(data)
    else:
        raise VBoardError(f"{data}: no such folder or list; expected a folder of recordings for each word")
    kept = [entry for entry in entries if _is_wanted(entry.speaker, speakers)]
    if not kept:
        what = "no recordings" if speakers == "all" else f"no recordings of {speakers} speakers"
        raise VBoardError(f"{data}: {what} (expected WORD/*.wav, .flac or .ogg)")
    kept.sort(key=lambda entry: (entry.word, entry.path.name, str(entry.path)))
    noise = tuple(path.resolve() for path in recordings(root / NOISE_FOLDER))
    return Catalogue(str(data), tuple(kept), noise)


def _is_wanted(speaker: str, speakers: str) -> bool:
    if speakers == "all":
        return True
    return is_validation(speaker) and is_last_look(speaker) == (speakers == "last-look")


def _entry(path: Path, word: str) -> Entry:
    return Entry(word, path.stem.partition("_nohash_")[0], path.resolve())


def _of_folders(root: Path) -> list[Entry]:
    folders = sorted(
        path for path in root.iterdir() if path.is_dir() and not path.name.startswith(("_", "."))
    )
    return [_entry(path, folder.name) for folder in folders for path in recordings(folder)]


def _of_list(file: Path) -> list[Entry]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise VBoardError(f"{file}: neither a folder nor a text file that lists recordings") from None
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, _, word = (part.strip() for part in line.replace("\t", ",", 1).partition(","))
        path = file.parent / name
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            raise VBoardError(
                f"{file}:{number}: '{name}': no such recording (expected PATH or PATH,WORD; "
                f"{', '.join(SUFFIXES)})"
            )
        entries.append(_entry(path, word or path.parent.name))
    return entries
