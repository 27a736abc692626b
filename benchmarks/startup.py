"""How long the command takes to start, against bare Python, as whole processes.

python benchmarks/startup.py
"""

from __future__ import annotations

from pathlib import Path

from measuring import cpu_of_command, in_turn, say

MESSAGE = Path(__file__).parents[1] / "fixtures" / "messages" / "4.3.2.xml"
ROUNDS = 15

if __name__ == "__main__":
    for arguments in (
        ("--version",),
        ("--help",),
        ("check", "--help"),
        ("check", str(MESSAGE), "--json", "--offline"),
    ):
        figures = in_turn(
            lambda arguments=arguments: cpu_of_command("-m", "precheck", *arguments),
            lambda: cpu_of_command("-c", "pass"),
            ROUNDS,
        )
        named = " ".join(Path(a).name for a in arguments)
        say(f"precheck {named}", "python -c pass", figures)
