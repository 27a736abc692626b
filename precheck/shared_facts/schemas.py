"""What came of validating a message."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from precheck.model import Place


class SchemaErrorKind(StrEnum):
    """What kind of thing a schema does not allow."""

    ELEMENT = "element"
    """An element that may not stand there."""
    ELEMENT_MISSING = "element-missing"
    ATTRIBUTE = "attribute"
    """An attribute that the element does not have."""
    ATTRIBUTE_MISSING = "attribute-missing"
    VALUE = "value"
    """A text or attribute that is not of its type."""
    CONTENT = "content"
    """Text where elements belong, or elements where text belongs."""
    ROOT = "root"
    """The root element is none of the schema."""
    OTHER = "other"


class SchemaError(Struct, frozen=True, kw_only=True):
    """One error that validation found, with what the schema would have allowed."""

    kind: SchemaErrorKind
    code: str
    """The validator's name for it, such as `SCHEMAV_ELEMENT_CONTENT`."""
    raw: str
    """The validator's own words, at most 400 characters."""
    line: int
    xpath: str
    element: str
    """The local name."""
    namespace: str = ""
    """The element's; ERN has one for the root element alone."""
    parent: str = ""
    attribute: str = ""
    value: str = ""
    """The text or attribute as written, at most 200 characters."""
    type: str = ""
    """The name of its type, such as `AudioCodecType` or `xs:duration`; empty where it has none."""
    is_of_value_set: bool = False
    """Whether that type is one of the allowed value set, not of the message schema."""
    allowed: tuple[str, ...] = ()
    """The values of the type, those most alike first: all where they are few.

    Of an element that the schema does not know, the children of its parent that are most alike.
    """
    patterns: tuple[str, ...] = ()
    """The regular expressions of its type, of which a value must match one."""
    expected: tuple[str, ...] = ()
    """The elements or attributes that may stand there instead."""
    is_known_here: bool = False
    """Whether the parent may hold such an element, in another place or less often."""
    is_repeated: bool = False
    """Whether the parent has such an element before this one."""
    known_in: tuple[str, ...] = ()
    """Where else the schema has such an element: some names of parents, the nearest first."""
    belongs_before: str = ""
    """An earlier sibling that the schema puts after it."""
    belongs_after: str = ""
    """A later sibling that the schema puts before it."""
    lacking: tuple[str, ...] = ()
    """What must be there and is not: before it, or within it where its content is not complete."""
    excludes: tuple[str, ...] = ()
    """The siblings that the schema does not allow beside it, where one of them comes first."""
    sides_with: tuple[str, ...] = ()
    """The siblings that those exclude as well."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(line=self.line, xpath=self.xpath)


class Schema(Struct, frozen=True, kw_only=True):
    """Which schema a message was validated against."""

    version: str
    """Of ERN, such as `4.3.2`."""
    namespace: str
    sha256: str
    value_set: str = ""
    """The file name of the allowed value set."""
    value_set_version: int | None = None
    """Its number; the sets before ERN 4.3 have none."""
    value_set_sha256: str = ""


class SchemaErrors(Struct, frozen=True, kw_only=True):
    """What came of validating a message: no errors means valid."""

    schema: Schema
    stands_in_for: str = ""
    """The message's namespace, where the schema is made for another one."""
    errors: tuple[SchemaError, ...] = ()
    """The first 200, in document order."""
    count: int = 0
    """Of all errors."""
