"""A PostgreSQL server for benchmarks, which ends with them.

It lives in a temporary folder and listens on a socket there alone. It needs Debian's
package `postgresql`, the package `psycopg`, and as root the user `postgres`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
"""Where Debian keeps the newest server."""


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL server with nothing in it; its address."""
    if PROGRAMS is None:
        raise FileNotFoundError("no PostgreSQL in /usr/lib/postgresql: apt install postgresql")
    is_root = os.geteuid() == 0
    owner = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups") if is_root else ()
    folder = Path(mkdtemp(prefix="precheck-pg-"))
    if is_root:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"

    def run(program: str, *arguments: str) -> None:
        command = [*owner, str(PROGRAMS / program), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder}"
        settings += " -c shared_buffers=1GB -c max_wal_size=8GB"
        run(
            "pg_ctl",
            "-D",
            str(data),
            "-w",
            "-s",
            "-l",
            str(folder / "log"),
            "-o",
            settings,
            "start",
        )
        try:
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", str(data), "-w", "-s", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
