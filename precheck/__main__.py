"""The command, also as `python -m precheck`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command. The version is answered without loading anything else."""
    if sys.argv[1:] == ["--version"]:
        from precheck.version import VERSION

        print(f"precheck {VERSION}")  # noqa: T201 - it is the answer
        return
    from precheck.cli import cli
    from precheck.cli.written import answering

    with answering():
        cli(prog_name="precheck")


if __name__ == "__main__":
    main()
