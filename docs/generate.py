"""Write what can be written from the code: pages of rules, profiles and recipients, and schemas.

python docs/generate.py    # names what it had to write anew, and fails if there was any
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from precheck.engine.own_rules import OWN
from precheck.plugins import Registry
from precheck.present import disclosure, document, fixing, judgement, policy_page
from precheck.present.page import page
from precheck.rules import Rule
from precheck_cadence.allowance import answer as cadence
from precheck_ddex.profiles import page as profiles

HERE = Path(__file__).parent
OURS = ("audio-tags", "ai-credits", "cadence", "ddex", "voice", "recipients")
"""The plugins that come with Precheck; another's rules have their pages elsewhere."""


def installed() -> Registry:
    """Every plugin that comes with Precheck."""
    registry = Registry.installed(only=OURS, own=(OWN,))
    if registry.faults:
        raise SystemExit("\n".join(fault.message for fault in registry.faults))
    return registry


def generated() -> Mapping[str, bytes]:
    """Every generated file by its path below this folder."""
    registry = installed()
    every = tuple(registry.rules.values())
    pages = {f"rules/{rule.id}.md": page(rule).encode() for rule in every}
    index = "\n".join(_index(every)) + "\n"
    recipients = policy_page.page(tuple(registry.policies.values()), registry.rules)
    return {
        **pages,
        "rules/README.md": index.encode(),
        "profiles.md": profiles.page().encode(),
        "recipients.md": recipients.encode(),
        "report.schema.json": document.schema_json(),
        "judgement.schema.json": judgement.schema_json(),
        "disclosure.schema.json": disclosure.schema_json(),
        "fix.schema.json": fixing.schema_json(),
        "cadence.schema.json": cadence.schema_json(),
    }


def _index(every: tuple[Rule[Any], ...]) -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Made from the code by `python docs/generate.py`."
    yield "The severity is the rule's own; a policy may set another."
    plugin = ""
    for rule in every:
        if rule.plugin != plugin:
            plugin = rule.plugin
            yield from (
                "",
                f"## {plugin}",
                "",
                "| rule | severity | what is wrong |",
                "|---|---|---|",
            )
        title = rule.title.replace("|", r"\|")
        yield f"| [{rule.id}]({rule.id}.md) | {rule.severity.value} | {title} |"


def write() -> tuple[str, ...]:
    """Write what is out of date, remove the pages of rules that are gone, and name both."""
    files = generated()
    gone = [f for f in (HERE / "rules").glob("*.md") if f"rules/{f.name}" not in files]
    stale = [name for name, content in files.items() if _content(HERE / name) != content]
    for file in gone:
        file.unlink()
    for name in stale:
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_bytes(files[name])
    return (*stale, *(f"rules/{file.name}" for file in gone))


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


if __name__ == "__main__":
    for written in (changed := write()):
        print(f"docs/{written} was out of date")  # noqa: T201 - it is the answer
    sys.exit(bool(changed))
