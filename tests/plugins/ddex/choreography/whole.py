"""A whole batch as the choreography wants it, to be broken, and what is said of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from precheck.engine.own_rules import OWN as ENGINE
from precheck.plugins import Registry
from precheck.report import Notice
from precheck.testing import check
from precheck_ddex.choreography.rules import RULES

OWN = {rule.id for rule in RULES}
REGISTRY = Registry.installed(only=("ddex",), own=(ENGINE,))
FIXTURES = Path(__file__).parents[4] / "fixtures"
ICPN, OTHER = "9520000000905", "9520000000912"
VERSIONS = ("3.8.2", "4.1.1", "4.3", "4.3.2")
BATCH = "N_20261102120000000"
MANIFEST = "BatchComplete_20261102120000000.xml"
ENTRY = """<MessageInBatch>
<MessageType>NewReleaseMessage</MessageType>
<MessageId>{message_id}</MessageId>
<URL>{icpn}/{icpn}.xml</URL>
<IncludedReleaseId><ICPN>{icpn}</ICPN></IncludedReleaseId>
<DeliveryType>NewReleaseDelivery</DeliveryType>
<ProductType>AudioProduct</ProductType>
<HashSum><HashSum>{md5}</HashSum><HashSumAlgorithmType>MD5</HashSumAlgorithmType></HashSum>
</MessageInBatch>
"""
ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<c:ManifestMessage xmlns:c="http://ddex.net/xml/ern-c-sftp/16" MessageVersionId="1.6">
<IsTestFlag>false</IsTestFlag>
<RootDirectory>/</RootDirectory>
<NumberOfMessages>2</NumberOfMessages>
{entries}</c:ManifestMessage>
"""


def a_whole_batch(root: Path, version: str = "4.3.2") -> Path:
    """Two messages in folders of their own, and their manifest."""
    folder = root / BATCH
    message = (FIXTURES / "messages" / f"{version}.xml").read_text("utf-8")
    entries = []
    for icpn, number in ((ICPN, "0090"), (OTHER, "0091")):
        text = message.replace(ICPN, icpn).replace("FIXTURE-0090", f"FIXTURE-{number}")
        path = folder / icpn / f"{icpn}.xml"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
        md5 = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
        entries.append(ENTRY.format(icpn=icpn, message_id=f"PRECHECK-FIXTURE-{number}", md5=md5))
    (folder / MANIFEST).write_text(ROOT.format(entries="".join(entries)), "utf-8")
    return folder


def notices(path: Path) -> list[Notice]:
    report = check(path, registry=REGISTRY)
    assert [*report.faults, *(f for r in report.releases for f in r.faults)] == []
    assert [s for s in report.skips if s.rule in OWN] == []
    every = (*report.notices, *(n for r in report.releases for n in r.notices))
    return [n for n in every if n.rule in OWN]


def edited(path: Path, old: str, new: str) -> Path:
    text = path.read_text("utf-8")
    changed = re.sub(old, new, text, count=0 if "AcknowledgementMessage" in new else 1)
    assert changed != text
    path.write_text(changed, "utf-8")
    return path
