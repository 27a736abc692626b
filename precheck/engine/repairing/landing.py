"""Where fixed files land: a folder apart from what is fixed, each file whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from precheck.errors import UsageError
from precheck.reading.paths import shown

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


class Draft:
    """A file that is being written under a temporary name."""

    def __init__(self, path: Path, target: Path) -> None:
        self.path = path
        self._target = target

    def write(self, blocks: Iterable[bytes]) -> None:
        """Write the whole content. Raises `OSError`."""
        with os.fdopen(os.open(self.path, _NEW, 0o666), "wb") as file:
            file.writelines(blocks)

    def keep(self) -> None:
        """Give it its name. What has that name is replaced; a link by that name is not followed."""
        self.path.replace(self._target)


class Landing:
    """The output folder."""

    def __init__(self, folder: Path, *, force: bool = False) -> None:
        """Name it. Nothing is looked at or made."""
        self.folder = Path(os.path.realpath(folder))
        self._named = folder
        self._force = force
        self._numbers = count(1)

    def judge(self, given: Iterable[Path]) -> None:
        """Raise `UsageError` where the folder holds something, or lies with what is fixed."""
        for path in given:
            self._judge(path)
        try:
            is_free = not self.folder.exists() or not any(self.folder.iterdir())
        except OSError as error:
            raise self._unusable(error) from error
        if not (is_free or self._force):
            raise UsageError(
                f"{self._shown} holds files already; name a new folder, or replace with --force"
            )

    def open(self) -> None:
        """Make the folder. Raises `UsageError` where that fails."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error

    def judge_target(self, name: Path, source: Path) -> None:
        """Raise `UsageError` where a file would be written over itself."""
        target = self.folder / name
        with suppress(OSError):
            if target.samefile(source):
                text = f"{shown(name)!r} would be written over itself; name another output folder"
                raise UsageError(text)

    def holds(self, name: Path) -> bool:
        """Whether there is something by this name, of an earlier run perhaps."""
        return os.path.lexists(self.folder / name)

    @contextmanager
    def draft(self, name: Path) -> Iterator[Draft]:
        """A file to write, below the folder. What is not kept is removed. Raises `OSError`."""
        folder = self._folder_of(name)
        path = folder / f".precheck-{os.getpid()}-{next(self._numbers)}"
        try:
            yield Draft(path, folder / name.name)
        finally:
            path.unlink(missing_ok=True)

    def _judge(self, path: Path) -> None:
        real = Path(os.path.realpath(path))
        if not real.is_dir():
            return
        if self.folder == real or self.folder.is_relative_to(real):
            text = f"the output folder {self._shown} lies inside what is fixed; name one elsewhere"
            raise UsageError(text)
        if real.is_relative_to(self.folder):
            text = f"what is fixed lies inside the output folder {self._shown}; name one elsewhere"
            raise UsageError(text)

    def _folder_of(self, name: Path) -> Path:
        """The folder of a file, made step by step so that no link leads elsewhere."""
        at = self.folder
        for part in name.parent.parts:
            at /= part
            with suppress(FileExistsError):
                at.mkdir()
            if not stat.S_ISDIR(at.lstat().st_mode):
                raise NotADirectoryError(20, f"{part!r} in the output folder is no folder")
        return at

    def _unusable(self, error: OSError) -> UsageError:
        return UsageError(f"{self._shown} cannot be the output folder: {error.strerror}")

    @property
    def _shown(self) -> str:
        return repr(shown(self._named))
