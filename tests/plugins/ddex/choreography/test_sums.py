"""The sums that a manifest states of messages."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.plugins.ddex.choreography.whole import ICPN, MANIFEST, a_whole_batch, edited, notices

ENCODED = "<HashSumDataType>Binary64</HashSumDataType>"


@pytest.mark.parametrize(
    ("algorithm", "written", "rule"),
    [
        ("MD5", lambda data: b64(md5(data)), ""),
        ("MD5", lambda data: b64(md5(data + b" ")), "manifest-hash-differs"),
        ("MD5", lambda data: b64(hashlib.sha256(data).digest()), "manifest-hash-malformed"),
        ("MD5", lambda _: "no base 64!", "manifest-hash-malformed"),
        ("SHA2", lambda data: b64(hashlib.sha256(data).digest()), ""),
    ],
)
def test_a_sum_in_base_64_is_compared_as_well(
    algorithm: str, written: Callable[[bytes], str], rule: str, tmp_path: Path
) -> None:
    folder = a_whole_batch(tmp_path)
    stated = written((folder / ICPN / f"{ICPN}.xml").read_bytes())
    said = f"<HashSumAlgorithmType>{algorithm}</HashSumAlgorithmType>{ENCODED}</HashSum>"
    declared = f"<HashSum><HashSum>{stated}</HashSum>{said}"
    edited(folder / MANIFEST, "<HashSum><HashSum>.*</HashSum>", declared)

    assert [n.rule for n in notices(folder)] == ([f"ddex.{rule}"] if rule else [])


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def b64(digest: bytes) -> str:
    return b64encode(digest).decode()


@pytest.mark.parametrize("algorithm", ["SHA", "SHA1", "SHA_1", "sha-256", "SHA2", "SHA3", "CRC32"])
def test_a_sum_is_compared_however_its_algorithm_is_spelled(algorithm: str, tmp_path: Path) -> None:
    folder = a_whole_batch(tmp_path)
    digits = {"SHA": 40, "SHA1": 40, "SHA_1": 40, "CRC32": 8}.get(algorithm, 64)
    said = f"<HashSumAlgorithmType>{algorithm}</HashSumAlgorithmType></HashSum>"
    declared = f"<HashSum><HashSum>{'0' * digits}</HashSum>{said}"
    edited(folder / MANIFEST, "<HashSum><HashSum>.*</HashSum>", declared)

    assert [n.rule for n in notices(folder)] == ["ddex.manifest-hash-differs"]
