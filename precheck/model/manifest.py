"""The manifest of a batch: which messages it says are there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from precheck.model.files import HashSum
from precheck.model.places import Place


class ListedMessage(Struct, frozen=True, kw_only=True):
    """One `MessageInBatch` of a manifest, as written."""

    message_type: str = ""
    message_id: str = ""
    url: str = ""
    path: Path | None = None
    """The message's file; None where it is missing, or not to be looked for."""
    is_outside: bool = False
    """Whether the URL leaves the batch; such a file is never opened."""
    is_remote: bool = False
    """Whether the URL names a server; such a file is never fetched."""
    near: str = ""
    """A file that is there under the same name in other capitals."""
    release_ids: tuple[str, ...] = ()
    delivery_type: str = ""
    product_type: str = ""
    hash_algorithm: str = ""
    hash_value: str = ""
    hash_data_type: str = ""
    """Such as `Binary64`; empty where the digits are not said to be anything."""
    xpath: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each element in it, and its own under an empty name."""

    @property
    def hash_sum(self) -> HashSum:
        """What it states; with an empty value where it states none."""
        return HashSum(algorithm=self.hash_algorithm, value=self.hash_value)


class Manifest(Struct, frozen=True, kw_only=True):
    """A `BatchComplete_*.xml` file. It can be pickled: it keeps no elements."""

    file: Path
    size_bytes: int = 0
    trouble: str = ""
    """Why it could not be read, in a person's words; empty where it could."""
    trouble_line: int | None = None
    version: str = ""
    is_test: bool | None = None
    root_directory: str = ""
    stated_count: int | None = None
    """`NumberOfMessages`."""
    listed: tuple[ListedMessage, ...] = ()
    xpath: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The line of each element straight below the root, and the root's under an empty name."""

    @property
    def batch_id(self) -> str:
        """What its name says: `BatchComplete_<BatchId>.xml`."""
        return self.file.stem.partition("_")[2]

    def at(self, name: str = "", listed: ListedMessage | None = None) -> Place:
        """The place of an element by its name, in the manifest or in one of its entries."""
        around: Manifest | ListedMessage = listed if listed is not None else self
        line = around.lines.get(name)
        if name and line is None:
            return self.at("", listed)
        xpath = f"{around.xpath}/{name}" if name and around.xpath else around.xpath
        return Place(file=str(self.file), line=line, xpath=xpath or None)
