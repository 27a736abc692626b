"""RECORD: what inspecting learned, written so that it can be judged again without the files."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from precheck.engine.codec import Codec, Home, UnwritableError, digest_of, form
from precheck.engine.inspect import Inspection
from precheck.engine.watch import Seen
from precheck.facts import AsOf, Unavailable
from precheck.inspectors import Inspector
from precheck.model import Batch, Image, Manifest, Release, Source, Track
from precheck.plugins import SUBJECTS, Registry
from precheck.reading import Reading
from precheck.reading.again import beside, message_bytes
from precheck.reading.paths import shown
from precheck.record import (
    Learner,
    SavedFact,
    SavedRelease,
    SavedRun,
    SavedSource,
    SavedSubject,
    SubjectKind,
)
from precheck.report import Fault
from precheck.switches import OUTPUT

KINDS: Mapping[type, SubjectKind] = {
    Track: "track",
    Image: "image",
    Release: "release",
    Batch: "batch",
}


class Recorder:
    """Writes the facts of a run."""

    def __init__(self, registry: Registry, home: Path, seeds: Mapping[type, object]) -> None:
        """`home` is the folder that paths are seen from; `seeds` hold the settings."""
        self._registry = registry
        self._home = Home(home)
        self._settings = settings_digests(registry, seeds)
        self._weighty = weighty(registry)

    def run(self, batch: Batch) -> SavedRun:
        """What the releases of a batch have in common."""
        codec, manifests, trouble = Codec(self._home), (), ""
        try:
            manifests = tuple(codec.written(manifest) for manifest in batch.manifests)
        except UnwritableError as error:
            trouble = f"a manifest could not be saved: {error}"
        return SavedRun(
            home=shown(Path(self._home.folder.name)),
            root=self._home.told(batch.root),
            manifests=manifests,
            manifest_form=form(Manifest).digest if manifests else "",
            trouble=trouble,
            reading_form=form(Reading).digest,
            learners=tuple(learners(self._registry)),
        )

    def release(
        self, source: Source, looks: Iterable[Inspection], reading: Reading
    ) -> SavedRelease:
        """One release; `looks` are its tracks and images, and the release itself at the end."""
        looks = tuple(looks)
        release: Release = looks[-1].subject
        try:
            return self._release(source, release, looks, reading)
        except (OSError, UnwritableError) as error:
            return self.bare(source, str(error))
        except Exception as error:  # noqa: BLE001 - what cannot be saved is judged all the same
            return self.bare(source, f"{type(error).__name__}: {error}")

    def bare(self, source: Source, trouble: str) -> SavedRelease:
        """A release that cannot be judged again, and why."""
        return SavedRelease(source=self._source(source), trouble=trouble)

    def batch(self, look: Inspection) -> SavedSubject:
        """The facts of the batch as a whole."""
        return self._subject(look, Codec(self._home))

    def _release(
        self, source: Source, release: Release, looks: tuple[Inspection, ...], reading: Reading
    ) -> SavedRelease:
        found = beside(release)
        message = b""
        if release.message is not None:
            message = message_bytes(release.message.file, release.message.sha256)
        codec = Codec(self._home, release.message.node if release.message is not None else None)
        told = self._home.told
        return SavedRelease(
            source=self._source(source),
            message=zlib.compress(message) if message else b"",
            named={
                uri: told(path) if path is not None else None for uri, path in found.named.items()
            },
            outside=tuple(sorted(found.outside)),
            files=tuple(told(file) for file in found.files),
            is_message_only=found.is_message_only,
            sidecar=found.sidecar,
            reading=codec.written(reading),
            subjects=tuple(self._subject(look, codec) for look in looks),
        )

    def _source(self, source: Source) -> SavedSource:
        told = self._home.told
        return SavedSource(
            folder=told(source.folder),
            message=told(source.message) if source.message is not None else None,
            audio=tuple(told(file) for file in source.audio),
            rivals=tuple(told(file) for file in source.rivals),
            is_alone=source.is_alone,
        )

    def _subject(self, look: Inspection, codec: Codec) -> SavedSubject:
        inspectors = self._registry.inspectors.get(type(look.subject), ())
        found = (self._fact(look, inspector, codec) for inspector in inspectors)
        return SavedSubject(
            kind=look.ref.kind,
            reference=look.ref.reference,
            facts=tuple(fact for fact in found if fact is not None),
        )

    def _fact(
        self, look: Inspection, inspector: Inspector[Any, Any], codec: Codec
    ) -> SavedFact | None:
        """The fact of one inspector; None for a derived one that no other fact rests on."""
        name = fact_name(look.owners, inspector)
        fact = look.known.get(inspector.gives)
        if inspector.is_derived:
            if inspector.gives not in self._weighty:
                return None
            return SavedFact(fact=name, digest=codec.digest(fact))
        seen: Seen = look.seen.get(inspector.gives, set())
        made = SavedFact(
            fact=name,
            reads_day=AsOf in seen,
            settings={
                setting: digest
                for kind, (setting, digest) in self._settings.items()
                if kind in seen
            },
        )
        try:
            if isinstance(fact, Unavailable):
                codec.written(fact)
                is_fault = any(is_about(fault, inspector, fact) for fault in look.faults)
                return msgspec.structs.replace(made, why=fact, is_fault=is_fault)
            return msgspec.structs.replace(made, value=codec.written(fact))
        except UnwritableError as error:
            return msgspec.structs.replace(made, unsaved=str(error))


def is_about(fault: Fault, inspector: Inspector[Any, Any], why: Unavailable) -> bool:
    """Whether this fault is how the inspector broke."""
    return fault.where == f"inspector: {inspector.name}" and fault.message == why.detail


def fact_name(owners: Mapping[tuple[type, type], str], inspector: Inspector[Any, Any]) -> str:
    """The name that a fact is saved under: its plugin's and its class's."""
    return f"{owners.get((inspector.of, inspector.gives), '')}.{inspector.name}"


def learners(registry: Registry) -> Iterator[Learner]:
    """Every inspector whose facts are saved, from the narrowest subject to the widest."""
    owners = registry.owners
    for of in SUBJECTS:
        for inspector in (i for i in registry.inspectors.get(of, ()) if not i.is_derived):
            yield Learner(
                of=KINDS[of],
                fact=fact_name(owners, inspector),
                version=inspector.version,
                form=form(inspector.gives).digest,
            )


def weighty(registry: Registry) -> frozenset[type]:
    """The classes of facts that facts rest on which are not derived."""
    every = (i for listed in registry.inspectors.values() for i in listed if not i.is_derived)
    return frozenset(kind for i in every for kind in (*i.needs, *i.wants))


def settings_digests(
    registry: Registry, seeds: Mapping[type, object]
) -> Mapping[type, tuple[str, str]]:
    """The plugins' settings by class: the name of each, and a digest of what differs from default.

    A digest, because settings may hold what is not for everyone who is handed a report.
    """
    return {
        kind: (f"{plugin.name}.{kind.__name__}", _digest_of_settings(seeds[kind], kind))
        for plugin in registry.plugins
        for kind in plugin.options
        if kind in seeds
    }


def _digest_of_settings(settings: object, kind: type) -> str:
    default = kind()
    fields = msgspec.structs.fields(kind)
    resting = (f for f in fields if OUTPUT not in getattr(f.type, "__metadata__", ()))
    pairs = ((f.name, getattr(settings, f.name), getattr(default, f.name)) for f in resting)
    changed = {name: value for name, value, usual in pairs if value != usual}
    return digest_of(msgspec.to_builtins(changed, str_keys=True, enc_hook=str))
