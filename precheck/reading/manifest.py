"""Reads the manifest of a batch, as carefully as a message."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from precheck.model import ListedMessage, Manifest
from precheck.reading.paths import Locator, Where, shown
from precheck.reading.problems import Problem
from precheck.reading.values import whole
from precheck.reading.xml import ElementNode, parse

ROOT = "ManifestMessage"

_FLAGS = {"true": True, "1": True, "false": False, "0": False}
_FILE_URL = re.compile(r"file:/*", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"\[[0-9]+\]$")


def read_manifest(file: Path) -> Manifest:
    """The manifest in a file; one that cannot be read says why."""
    try:
        size = file.lstat().st_size
    except OSError as error:
        return Manifest(file=file, trouble=f"the file cannot be opened: {error.strerror}")
    if not size:
        return Manifest(file=file)
    document = parse(file, file.name)
    if isinstance(document, Problem):
        line = document.place.line
        return Manifest(file=file, size_bytes=size, trouble=document.text, trouble_line=line)
    root = document.root
    if root.name != ROOT:
        trouble = f"the file is a {root.name}, not a {ROOT}"
        return Manifest(file=file, size_bytes=size, trouble=trouble, trouble_line=root.line)
    return _manifest(file, size, root)


def _manifest(file: Path, size: int, root: ElementNode) -> Manifest:
    children = root.by_name()
    told = {name: nodes[0].text for name, nodes in children.items()}
    above = told.get("RootDirectory", "")
    entries = children.get("MessageInBatch", [])
    base = _LAST_NUMBER.sub("", entries[0].xpath) if entries else ""
    folder = _Folder(file.parent)
    return Manifest(
        file=file,
        size_bytes=size,
        version=root.attribute("MessageVersionId"),
        is_test=_FLAGS.get(told.get("IsTestFlag", "")),
        root_directory=above,
        stated_count=whole(told.get("NumberOfMessages", "")),
        listed=tuple(
            _listed(entry, f"{base}[{number}]", above, folder)
            for number, entry in enumerate(entries, start=1)
        ),
        xpath=root.xpath,
        lines={"": root.line} | {name: nodes[0].line for name, nodes in children.items()},
    )


def _listed(entry: ElementNode, xpath: str, above: str, folder: _Folder) -> ListedMessage:
    children = entry.by_name()
    told = {name: nodes[0].text for name, nodes in children.items()}
    sums = [node.by_name() for node in children.get("HashSum", ())]
    stated = {name: nodes[0].text for name, nodes in (sums[0] if sums else {}).items()}
    url = told.get("URL", "")
    uri = folder.relative(url, above)
    found = folder.locator.locate(uri)
    return ListedMessage(
        message_type=told.get("MessageType", ""),
        message_id=told.get("MessageId", ""),
        url=url,
        path=found.path,
        is_outside=found.where is Where.OUTSIDE,
        is_remote=found.where is Where.REMOTE,
        near=folder.near(uri) if found.where is Where.INSIDE and found.path is None else "",
        release_ids=tuple(
            value.text
            for release_id in children.get("IncludedReleaseId", ())
            for value in release_id.children()
            if value.text
        ),
        delivery_type=told.get("DeliveryType", ""),
        product_type=told.get("ProductType", ""),
        hash_algorithm=stated.get("HashSumAlgorithmType", ""),
        hash_value=stated.get("HashSum", ""),
        hash_data_type=stated.get("HashSumDataType", ""),
        xpath=xpath,
        lines={"": entry.line} | {name: nodes[0].line for name, nodes in children.items()},
    )


class _Folder:
    """The folder of a manifest, from which its URLs are understood."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.locator = Locator(path)
        self._by_lower_name: Mapping[str, str] | None = None

    def relative(self, url: str, above: str) -> str:
        """A URL below the folder, however the sender counts.

        It may begin at the server's root, at the stated root directory, or with the folder's name.
        """
        text = _FILE_URL.sub("", url).lstrip("/").removeprefix("./")
        for start in (above.strip("/"), self.path.name):
            if start and text.startswith(f"{start}/"):
                text = text[len(start) + 1 :]
        return text

    def near(self, uri: str) -> str:
        """The file of that name in other capitals, relative to the folder, or an empty string."""
        if self._by_lower_name is None:
            found = sorted(shown(path, self.path) for path in _messages(self.path))
            self._by_lower_name = MappingProxyType({name.lower(): name for name in found})
        return self._by_lower_name.get(posixpath.normpath(uri).lower(), "")


def _messages(folder: Path) -> Iterator[Path]:
    """The XML files up to two folders down, where messages of a batch lie; links left out."""
    waiting = [(folder, 0)]
    while waiting:
        at, depth = waiting.pop()
        try:
            with os.scandir(at) as entries:
                inside = list(entries)
        except OSError:
            continue
        for entry in inside:
            if entry.is_dir(follow_symlinks=False) and depth < _DEPTH:
                waiting.append((Path(entry.path), depth + 1))
            elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(".xml"):
                yield Path(entry.path)


_DEPTH = 2
