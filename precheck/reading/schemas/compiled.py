"""Compiled schemas: each loaded once a process from files whose hash sums are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

from lxml import etree

from precheck.reading.schemas.definition import LOCATED, NotASchemaError, parsed
from precheck.reading.schemas.grammar import Grammar
from precheck.reading.schemas.store import StoredFile

Read = Callable[[str], bytes]
"""A file's content by its SHA-256."""

Files = Mapping[str, StoredFile]
"""Files by their SHA-256."""

_SCHEME: Final = "precheck-schema:"


class NotLoadableError(Exception):
    """A schema cannot be compiled. The text says why."""


class CompiledSchema:
    """A schema ready to validate; its log of errors is one, so it validates one tree at a time."""

    def __init__(self, schema: etree.XMLSchema, grammar: Callable[[Read], Grammar]) -> None:
        self._schema = schema
        self._lock = Lock()
        self._make_grammar = grammar
        self._grammar: Grammar | None = None

    def errors(self, tree: etree._ElementTree) -> tuple[etree._LogEntry, ...]:
        """What is wrong with a tree, in the order of the document."""
        with self._lock:
            if self._schema.validate(tree):
                return ()
            return tuple(self._schema.error_log)  # type: ignore[arg-type] # not in the stubs

    def grammar(self, read: Read) -> Grammar:
        """What the schema's types allow; worked out when the first error is explained."""
        with self._lock:
            if self._grammar is None:
                self._grammar = self._make_grammar(read)
            return self._grammar


def compile_schema(
    schema: StoredFile,
    files: Files,
    read: Read,
    *,
    value_set: StoredFile | None = None,
    namespace: str = "",
) -> CompiledSchema:
    """The schema, with another value set, or made for another namespace, where one is given.

    Raises `NotLoadableError`, and what `read` raises.
    """
    texts = _texts(schema, files, read, value_set, namespace)
    root = parsed(texts[_SCHEME + schema.sha256], _Shelf(texts))
    try:
        made = etree.XMLSchema(root)
    except etree.XMLSchemaParseError as error:
        said = next((entry.message for entry in error.error_log), str(error))
        raise NotLoadableError(" ".join(said.split())[:300]) from error

    def grammar(read: Read) -> Grammar:
        return Grammar.of(_texts(schema, files, read, value_set, namespace).values())

    return CompiledSchema(made, grammar)


def _texts(
    schema: StoredFile, files: Files, read: Read, value_set: StoredFile | None, namespace: str
) -> dict[str, bytes]:
    """The schema and all it imports, by the addresses under which they find one another."""
    texts: dict[str, bytes] = {}
    waiting = [schema]
    while waiting:
        file = waiting.pop()
        address = _SCHEME + file.sha256
        if address in texts:
            continue
        try:
            root = parsed(read(file.sha256))
        except NotASchemaError as error:
            raise NotLoadableError(f"{file.name} {error}") from error
        for node in root.iterchildren(*LOCATED):
            location = node.get("schemaLocation")
            target = files.get(file.imports.get(location or "", ""))
            if location is None:
                continue
            if target is None:
                raise NotLoadableError(f"{file.name} needs {location}, which is not stored")
            if value_set is not None and target.namespace == value_set.namespace:
                target = value_set
            node.set("schemaLocation", _SCHEME + target.sha256)
            waiting.append(target)
        texts[address] = etree.tostring(root)
        if namespace and file is schema:
            texts[address] = _made_for(namespace, schema.namespace, texts[address])
    return texts


def _made_for(namespace: str, instead_of: str, text: bytes) -> bytes:
    """The schema with its namespace exchanged, so that the message need not be copied."""
    return text.replace(f'"{instead_of}"'.encode(), f'"{namespace}"'.encode())


class _Shelf(etree.Resolver):
    """Serves the files that belong together, and nothing else: no disk, no network."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = texts

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        """The file at an address."""
        del public_id
        if system_url not in self._texts:
            raise NotLoadableError(f"it asks for {system_url}, which does not belong to it")
        return self.resolve_string(self._texts[system_url], context, base_url=system_url)
