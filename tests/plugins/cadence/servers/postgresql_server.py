"""A PostgreSQL of the tests' own: Debian's programs, a folder that goes, and no network."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from msgspec import Struct

START_SECONDS = 60
SECRET = "correct horse"  # noqa: S105 - of a server that nobody else can reach

# It ends when its input does, so that it does not outlive whoever started it.
_RUN = """
    "$0"/postgres -D "$1" -k "$1" -c listen_addresses= -c fsync=off -c synchronous_commit=off \\
        -c max_connections=60 > "$1"/log 2>&1 &
    server=$!
    cat > /dev/null
    kill -QUIT $server
    wait $server
"""


class Server(Struct, frozen=True):
    """A running server, reached by a socket in its folder."""

    folder: Path

    def url(self, schema: str = "", *, user: str = "postgres", database: str = "postgres") -> str:
        """Where a history of its own is; every time another where no schema is named."""
        schema = schema or f"t{uuid4().hex[:12]}"
        return f"postgresql://{user}@/{database}?host={self.folder}&schema={schema}"


def programs() -> Path | None:
    """Where the newest server's programs are."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda f: float(f.parts[4])
    )
    return found[-1].parent if found else None


@contextmanager
def running(binaries: Path) -> Iterator[Server]:
    """A server until the end of the block."""
    folder = Path(tempfile.mkdtemp(prefix="precheck-"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    become = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    if become:
        shutil.chown(folder, user)
    make = [
        str(binaries / "initdb"),
        "-D",
        str(folder),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    subprocess.run(  # noqa: S603 - the server's own program
        [*become, *make, "--locale=C", "--no-sync"], check=True, capture_output=True, cwd="/"
    )
    rights = "local asks all scram-sha-256\nlocal all all trust\n"
    (folder / "pg_hba.conf").write_text(rights)
    server = subprocess.Popen(  # noqa: S603 - the same
        [*become, "sh", "-c", _RUN, str(binaries), str(folder)], stdin=subprocess.PIPE, cwd="/"
    )
    try:
        _wait(binaries, folder)
        yield Server(folder)
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait(timeout=START_SECONDS)
        shutil.rmtree(folder)


def _wait(binaries: Path, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    ready = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    while subprocess.run(ready, check=False).returncode != 0:  # noqa: S603 - the same
        if time.monotonic() > deadline:
            raise RuntimeError((folder / "log").read_text())
        time.sleep(0.1)


def _version(initdb: Path) -> float:
    return float(initdb.parent.parent.name)
