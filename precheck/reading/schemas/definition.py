"""One schema file: what it defines and what it imports, read without following anything."""

from __future__ import annotations

import hashlib
import re
from typing import Final

from lxml import etree
from msgspec import Struct

from precheck.reading.versions import is_ern, meant_version

XS: Final = "{http://www.w3.org/2001/XMLSchema}"
FILE_LIMIT: Final = 16 * 1024 * 1024
"""Bytes of one schema file; DDEX's largest has a fifth of it."""

LOCATED: Final = (f"{XS}import", f"{XS}include", f"{XS}redefine")
"""The elements that name another file."""


class NotASchemaError(Exception):
    """A file is no schema that can be used. The text says why."""


class Import(Struct, frozen=True):
    """Another file that a schema names."""

    namespace: str
    location: str


class Definition(Struct, frozen=True, kw_only=True):
    """One schema file."""

    name: str
    """Its path in what was offered, with forward slashes."""
    data: bytes
    sha256: str
    namespace: str
    imports: tuple[Import, ...] = ()
    value_set: int | None = None
    """The number of the allowed value set, where the file states one."""

    @property
    def version(self) -> str:
        """The version of ERN that it defines, or an empty string."""
        return version_of(self.namespace)


def version_of(namespace: str) -> str:
    """The version that a namespace of ERN stands for, such as `4.3.2`."""
    return meant_version(namespace) if is_ern(namespace) else ""


def read_definition(name: str, data: bytes) -> Definition:
    """The schema in some bytes; raises `NotASchemaError`."""
    root = parsed(data)
    namespace = root.get("targetNamespace", "")
    imports = tuple(
        Import(node.get("namespace", namespace), node.get("schemaLocation", ""))
        for node in root.iterchildren(*LOCATED)
        if node.get("schemaLocation")
    )
    return Definition(
        name=name,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        namespace=namespace,
        imports=imports,
        value_set=_value_set(root),
    )


def parsed(data: bytes, resolver: etree.Resolver | None = None) -> etree._Element:
    """The root of a schema; raises `NotASchemaError` for anything else and for every DOCTYPE."""
    if len(data) > FILE_LIMIT:
        raise NotASchemaError(f"is larger than {FILE_LIMIT // 1024 // 1024} MiB")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<!doctype html") or b"<html" in start:
        raise NotASchemaError(
            "is an HTML page, not a schema: a web page was saved in its place; "
            "download the file itself"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        remove_comments=True,
        remove_pis=True,
    )
    if resolver is not None:
        parser.resolvers.add(resolver)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise NotASchemaError(f"is not well-formed XML: {error.msg}") from error
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise NotASchemaError("has a DOCTYPE, which is refused")
    if root.tag != f"{XS}schema":
        raise NotASchemaError(f"is no schema: its root element is {etree.QName(root).localname}")
    return root


def _value_set(root: etree._Element) -> int | None:
    """DDEX states the number in the documentation, from the sets of ERN 4.3 on."""
    for note in root.iterfind(f"{XS}annotation/{XS}documentation[@source='AvsVersionId']"):
        text = (note.text or "").strip()
        if re.fullmatch("[0-9]{1,9}", text):
            return int(text)
    return None
