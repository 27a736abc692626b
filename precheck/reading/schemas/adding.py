"""Adding: which of the offered files are schemas of ERN, what each needs, and whether it loads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, structs

from precheck.errors import UsageError, did_you_mean
from precheck.reading.schemas.compiled import NotLoadableError, compile_schema
from precheck.reading.schemas.definition import (
    Definition,
    Import,
    NotASchemaError,
    read_definition,
)
from precheck.reading.schemas.offered import offered
from precheck.reading.schemas.store import Index, Store, StoredFile


class Added(Struct, frozen=True, kw_only=True):
    """What came of adding."""

    schemas: tuple[StoredFile, ...] = ()
    """The message schemas that are new or take another's place."""
    value_sets: tuple[StoredFile, ...] = ()
    """The numbered value sets that are new."""
    unchanged: tuple[StoredFile, ...] = ()
    """What was there already."""
    mended: tuple[StoredFile, ...] = ()
    """What was there already, but damaged."""
    problems: tuple[str, ...] = ()
    """What could not be added, and what to do."""
    index: Index
    """What is in the store now."""
    is_first: bool = False
    """Whether nothing had ever been added before."""


class _Refused(Exception):  # noqa: N818 - the text says what is wrong
    """One schema cannot be added."""


def add(store: Store, path: Path, on: date) -> Added:
    """Add every schema of ERN in a folder or ZIP; raises `PrecheckError` where nothing can be."""
    files = offered(path)
    with store.writing():
        return _Adding(store, files, on).add(path)


def remove(store: Store, version: str) -> Index:
    """Remove the schema of a version, and what nothing needs any more."""
    index = store.index()
    kept = tuple(file for file in index.files if file.version != version)
    if not version or len(kept) == len(index.files):
        hint = did_you_mean(version, [file.version for file in index.schemas])
        raise UsageError(f"no schema of ERN {version} has been added{hint}")
    with store.writing():
        index = _tidied(structs.replace(store.index(), files=kept))
        store.write(index)
    return index


class _Adding:
    """One folder or ZIP on its way into the store."""

    def __init__(self, store: Store, files: Mapping[str, bytes], on: date) -> None:
        self.store = store
        self.before = store.index()
        self.on = on
        self.problems: list[str] = []
        self.offered: dict[str, Definition] = {}
        self.refused: dict[str, str] = {}
        for name, data in files.items():
            try:
                self.offered[name] = read_definition(name, data)
            except NotASchemaError as error:
                self.refused[name] = str(error)
        self.contents: dict[str, bytes] = {}
        self.files = dict(self.before.by_sum)

    def add(self, path: Path) -> Added:
        """Take what can be used, prove it, and write it."""
        self._add_schemas()
        self._add_value_sets()
        self.problems += (
            f"{name} {why}" for name, why in self.refused.items() if "DOCTYPE" not in why
        )
        index = _tidied(
            Index(licence_shown=self.before.licence_shown or self.on, files=(*self.files.values(),))
        )
        there = set(self.before.by_sum)
        new = [file for file in index.files if file.sha256 not in there]
        names = {offer.sha256 for offer in self.offered.values()}
        known = [file for file in index.files if file.sha256 in there & names]
        mended = [file for file in known if not self.store.holds(file.sha256)]
        unchanged = [
            file
            for file in known
            if file not in mended and (file.version or file.value_set is not None)
        ]
        if not new and not known:
            raise UsageError(self._nothing(path))
        if new or mended:
            contents = {offer.sha256: offer.data for offer in self.offered.values()}
            self.store.write(index, (contents[file.sha256] for file in (*new, *mended)))
        return Added(
            schemas=tuple(file for file in new if file.version),
            value_sets=tuple(file for file in new if file.value_set is not None),
            unchanged=tuple(unchanged),
            mended=tuple(mended),
            problems=tuple(self.problems),
            index=index,
            is_first=self.before.licence_shown is None,
        )

    def _add_schemas(self) -> None:
        found: dict[str, list[Definition]] = {}
        for definition in self.offered.values():
            if definition.version:
                found.setdefault(definition.namespace, []).append(definition)
        for same in found.values():
            try:
                self._add_schema(same)
            except _Refused as refused:
                self.problems.append(str(refused))

    def _add_schema(self, same: list[Definition]) -> None:
        """One namespace's schema, with all that it imports, if it loads."""
        first = same[0]
        label = f"ERN {first.version} ({first.name})"
        if len({definition.sha256 for definition in same}) > 1:
            names = " and ".join(definition.name for definition in same)
            raise _Refused(
                f"there are different schemas of ERN {first.version}: {names}; "
                "add a folder that holds one of them"
            )
        needed: dict[str, StoredFile] = {}
        file = self._taken(first, label, needed)
        try:
            compile_schema(file, self.files | needed, self._content)
        except NotLoadableError as error:
            raise _Refused(f"{label} does not load: {error}") from error
        others = {s: f for s, f in self.files.items() if f.namespace != file.namespace}
        self.files = others | needed
        for one in needed.values():
            self._supersede(one)

    def _taken(self, offer: Definition, label: str, needed: dict[str, StoredFile]) -> StoredFile:
        """The definition as it will be stored, after everything that it imports."""
        known = self.before.by_sum.get(offer.sha256)
        imports: dict[str, str] = {}
        self.contents[offer.sha256] = offer.data
        for one in offer.imports:
            found = self._found(one, offer, label)
            if isinstance(found, StoredFile):
                imports[one.location] = found.sha256
                continue
            imports[one.location] = found.sha256
            if found.sha256 not in needed and found.sha256 != offer.sha256:
                self._taken(found, label, needed)
        file = StoredFile(
            sha256=offer.sha256,
            name=posixpath.basename(offer.name),
            namespace=offer.namespace,
            version=offer.version,
            value_set=offer.value_set,
            imports=imports,
            added=known.added if known is not None else self.on,
        )
        needed[file.sha256] = file
        return file

    def _found(self, one: Import, within: Definition, label: str) -> Definition | StoredFile:
        """The file that an import means: where it says, else by its name, here or in the store."""
        folder = posixpath.dirname(within.name)
        name = posixpath.basename(one.location)
        if "://" not in one.location:
            exact = posixpath.normpath(posixpath.join(folder, one.location))
            if exact in self.offered:
                return self.offered[exact]
        namesakes = [
            offer
            for offer in self.offered.values()
            if _are_namesakes(offer.name, name) and offer.namespace == one.namespace
        ]
        beside = [offer for offer in namesakes if posixpath.dirname(offer.name) == folder]
        if len(beside) == 1:
            return beside[0]
        if len({offer.sha256 for offer in namesakes}) > 1:
            names = " and ".join(offer.name for offer in namesakes)
            raise _Refused(
                f"{label} needs {name}, and there are different ones: {names}; "
                "put the right one beside it"
            )
        if namesakes:
            return namesakes[0]
        stored = [
            file
            for file in self.files.values()
            if _are_namesakes(file.name, name) and file.namespace == one.namespace
        ]
        if stored:
            return max(stored, key=lambda file: (file.value_set or 0, file.added))
        why = "".join(
            f"; {path} {reason}"
            for path, reason in self.refused.items()
            if _are_namesakes(path, name)
        )
        raise _Refused(
            f"{label} needs {name}, which is neither there nor stored{why}; "
            "put it into the same folder and add the folder again"
        )

    def _add_value_sets(self) -> None:
        """Numbered value sets beside the one that a schema names, where some schema loads them."""
        for offer in self.offered.values():
            if offer.value_set is None or offer.version or offer.sha256 in self.files:
                continue
            label = f"value set {offer.value_set} ({offer.name})"
            users = [
                file
                for file in self.files.values()
                if file.version
                and any(
                    self.files[target].namespace == offer.namespace
                    for target in file.imports.values()
                )
            ]
            needed: dict[str, StoredFile] = {}
            try:
                made = self._taken(offer, label, needed)
            except _Refused as refused:
                self.problems.append(str(refused))
                continue
            if any(self._loads(user, made, needed) for user in users):
                self.files |= needed
                self._supersede(made)
            elif users:
                self.problems.append(f"{label} does not load with any schema that is here")
            elif not self.problems:
                self.problems.append(f"no schema of ERN that is here uses {label}")

    def _supersede(self, made: StoredFile) -> None:
        """Let a numbered value set take the place of others of its number, wherever it loads."""
        if made.value_set is None or made.sha256 in self.before.by_sum:
            return
        for old in self.files.copy().values():
            is_same = (old.namespace, old.value_set) == (made.namespace, made.value_set)
            if not is_same or old.sha256 == made.sha256:
                continue
            for user in self.files.copy().values():
                if old.sha256 in user.imports.values() and self._loads(user, made, {}):
                    imports = {
                        location: made.sha256 if target == old.sha256 else target
                        for location, target in user.imports.items()
                    }
                    self.files[user.sha256] = structs.replace(user, imports=imports)
            if not any(old.sha256 in user.imports.values() for user in self.files.values()):
                del self.files[old.sha256]

    def _loads(self, user: StoredFile, made: StoredFile, needed: dict[str, StoredFile]) -> bool:
        try:
            compile_schema(user, self.files | needed, self._content, value_set=made)
        except NotLoadableError:
            return False
        return True

    def _content(self, sha256: str) -> bytes:
        data = self.contents.get(sha256)
        return data if data is not None else self.store.read(sha256)

    def _nothing(self, path: Path) -> str:
        if self.problems:
            return "nothing could be added:\n" + "\n".join(f"  {one}" for one in self.problems)
        seen = sorted({o.namespace for o in self.offered.values() if o.namespace})
        kinds = f" (they define {', '.join(seen[:3])})" if seen else ""
        return (
            f"none of the {len(self.offered)} schema files in {str(path)!r} "
            f"is that of an ERN message{kinds}; "
            "name the folder or ZIP with release-notification.xsd"
        )


def _are_namesakes(path: str, name: str) -> bool:
    """Whether a file has a name; capitals come and go on the way from one disk to another."""
    return posixpath.basename(path).casefold() == name.casefold()


def _tidied(index: Index) -> Index:
    """The index without files that no schema of ERN needs or could use."""
    kept: dict[str, StoredFile] = {}
    for schema in index.schemas:
        kept[schema.sha256] = schema
        for file in index.needed_by(schema):
            kept[file.sha256] = file
            for other in _interchangeable(index, file):
                kept[other.sha256] = other
    return structs.replace(index, files=tuple(f for f in index.files if f.sha256 in kept))


def _interchangeable(index: Index, file: StoredFile) -> Iterator[StoredFile]:
    """The numbered value sets that may stand in a value set's place."""
    if file.value_set is not None:
        yield from index.value_sets(file.namespace)
