"""The door that inspectors use: the right schema for a message, compiled once, and its errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Final

from lxml import etree
from msgspec import Struct

from precheck.errors import SchemaStoreError
from precheck.facts import Reason, Unavailable
from precheck.inspectors import no_schema
from precheck.model import Message
from precheck.reading.schemas.compiled import CompiledSchema, NotLoadableError, compile_schema
from precheck.reading.schemas.errors import explained
from precheck.reading.schemas.store import Index, Store, StoredFile
from precheck.reading.versions import is_ern, meant_version
from precheck.reading.xml import ElementNode
from precheck.shared_facts import Schema, SchemaError, SchemaErrors

ERROR_LIMIT: Final = 200
"""So many errors are explained; all are counted."""

ELEMENT_LIMIT: Final = 200_000
SMALL: Final = 20_000
SIBLING_LIMIT: Final = 3_000
"""libxml2 takes time that grows with the square of the wrong siblings: 20,000 cost 4 s.

A message of 150 tracks has some 10,000 elements, and none with a thousand children.
"""

KEPT: Final = 16
"""So many compiled schemas are kept: each takes some megabytes, and messages may state anything."""

STAND_INS: Final = {"4.3.1": "4.3.2"}
"""The two have the same elements; a message of 4.3.1 keeps to the schema of 4.3.2."""

_has_too_many = etree.XPath(f"boolean(/descendant::*[{ELEMENT_LIMIT + 1}])")
_is_large = etree.XPath(f"boolean(/descendant::*[{SMALL + 1}])")
_is_crowded = etree.XPath(f"boolean(//*[{SIBLING_LIMIT + 1}])")


class _Shelf:
    """What this process has compiled, by the hash sums of the files: whoever stored them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: dict[tuple[str, ...], CompiledSchema | NotLoadableError] = {}

    def get(
        self, store: Store, index: Index, schema: StoredFile, value_set: StoredFile | None, ns: str
    ) -> CompiledSchema:
        """The compiled schema; raises `NotLoadableError`, and `SchemaStoreError`."""
        needed = sorted(file.sha256 for file in index.needed_by(schema))
        key = (schema.sha256, value_set.sha256 if value_set is not None else "", ns, *needed)
        with self._lock:
            made = self._made.get(key)
            if made is None:
                if len(self._made) >= KEPT:
                    del self._made[next(iter(self._made))]
                try:
                    made = compile_schema(
                        schema, index.by_sum, store.read, value_set=value_set, namespace=ns
                    )
                except NotLoadableError as error:
                    made = error
                self._made[key] = made
        if isinstance(made, NotLoadableError):
            raise made
        return made


_SHELF: Final = _Shelf()


class _Judge(Struct, frozen=True, kw_only=True):
    """What judges the messages of one namespace that state one value set."""

    compiled: CompiledSchema
    schema: Schema
    stands_in_for: str


class StoredSchemas:
    """The schemas of a store. Nothing is read before the first message."""

    def __init__(self, folder: Path) -> None:
        """Name the store's folder."""
        self._store = Store(folder)
        self._index: Index | None = None
        self._judges: dict[tuple[str, str, str], _Judge | None] = {}
        self._lock = Lock()

    def validate(self, message: Message) -> SchemaErrors | Unavailable:
        """What the schema of the message's version says of it."""
        try:
            judge = self._judge(message)
            return _judged(message, judge, self._store) if judge else no_schema(message.version)
        except SchemaStoreError as error:
            remedy = "Run: precheck schemas list"
            return Unavailable(Reason.UNREADABLE, str(error), remedy)

    def _judge(self, message: Message) -> _Judge | None:
        """The judge of such messages, sought once; None where no schema is there."""
        key = (message.namespace, message.version, message.avs_version)
        with self._lock:
            if key not in self._judges:
                self._index = self._index or self._store.index()
                if len(self._judges) >= KEPT:
                    self._judges.clear()
                self._judges[key] = self._found(message, self._index)
            return self._judges[key]

    def _found(self, message: Message, index: Index) -> _Judge | None:
        schema = _schema_for(message, index)
        if schema is None:
            return None
        is_other = meant_version(message.namespace) and message.namespace != schema.namespace
        namespace = message.namespace if is_other else ""
        compiled, value_set = self._compiled(index, schema, message, namespace)
        # A slip in the namespace is told by reading; the schema is that of what was meant.
        is_slip = not is_ern(namespace) and message.version == schema.version
        stands_in_for = "" if is_slip else namespace
        return _Judge(
            compiled=compiled, schema=_described(schema, value_set), stands_in_for=stands_in_for
        )

    def _compiled(
        self, index: Index, schema: StoredFile, message: Message, namespace: str
    ) -> tuple[CompiledSchema, StoredFile | None]:
        """The schema with the value set that suits the message best among those that load."""
        failed: NotLoadableError | None = None
        for value_set in _value_sets(index, schema, message.avs_version):
            try:
                made = _SHELF.get(self._store, index, schema, value_set, namespace)
            except NotLoadableError as error:
                failed = error
            else:
                return made, value_set
        raise SchemaStoreError(
            f"the stored schema of ERN {schema.version} does not load: {failed}; add it again"
        )


def _judged(message: Message, judge: _Judge, store: Store) -> SchemaErrors | Unavailable:
    root = message.node
    if not isinstance(root, ElementNode):
        return Unavailable(Reason.INCONCLUSIVE, "the message has no elements to validate")
    tree = root._element.getroottree()  # noqa: SLF001 - the tree stays behind this door
    if _is_large(tree) and (_has_too_many(tree) or _is_crowded(tree)):
        limits = f"{ELEMENT_LIMIT:,} elements, or {SIBLING_LIMIT:,} in one"
        return Unavailable(
            Reason.UNREADABLE, f"the message has more than {limits}; it is not validated"
        )
    found = judge.compiled.errors(tree)
    errors: tuple[SchemaError, ...] = ()
    if found:
        grammar = judge.compiled.grammar(store.read)
        errors = tuple(explained(found[:ERROR_LIMIT], root, grammar))
    return SchemaErrors(
        schema=judge.schema, stands_in_for=judge.stands_in_for, errors=errors, count=len(found)
    )


def _schema_for(message: Message, index: Index) -> StoredFile | None:
    """The schema of the message's namespace, else of its version, else one that stands in."""
    by_namespace = {schema.namespace: schema for schema in index.schemas}
    by_version = {schema.version: schema for schema in index.schemas}
    return (
        by_namespace.get(message.namespace)
        or by_version.get(message.version)
        or by_version.get(STAND_INS.get(message.version, ""))
    )


def _value_sets(index: Index, schema: StoredFile, stated: str) -> Iterator[StoredFile | None]:
    """The value set that the message states, the newest, then the one that the schema names."""
    imported = index.needed_by(schema)
    own = next((file for file in imported if not file.version), None)
    numbered = index.value_sets(own.namespace) if own is not None else ()
    wanted = [file for file in numbered if str(file.value_set) == stated.lstrip("0")]
    yield from wanted
    yield from (file for file in numbered if file not in wanted)
    yield own


def _described(schema: StoredFile, value_set: StoredFile | None) -> Schema:
    return Schema(
        version=schema.version,
        namespace=schema.namespace,
        sha256=schema.sha256,
        value_set=value_set.name if value_set is not None else "",
        value_set_version=value_set.value_set if value_set is not None else None,
        value_set_sha256=value_set.sha256 if value_set is not None else "",
    )
