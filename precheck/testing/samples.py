"""Sample values of any type: what a rule must be able to meet, made from its annotations."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from msgspec import inspect as types

T = TypeVar("T")

MAX_DEPTH = 8
"""How deep structs are filled; below, only what they require."""

SHALLOW = 3
"""Above this depth an odd collection holds two; below one, or samples grow without end."""


class Manner(StrEnum):
    """How a sample is filled."""

    BARE = "bare"
    """Only what is required; zero, empty and none wherever allowed."""
    PLAIN = "plain"
    """Every field, one of everything."""
    ODD = "odd"
    """Every field, two of everything; markup, percent signs, far-off numbers."""


class NoSampleError(Exception):
    """No sample can be made of a type. The text says why."""


TEXTS = {Manner.BARE: "", Manner.PLAIN: "text", Manner.ODD: "Ö [bold]{0}[/bold] %s 夜 \"'"}
INTEGERS = {Manner.BARE: 0, Manner.PLAIN: 1, Manner.ODD: -1_000_000_007}
FLOATS = {Manner.BARE: 0.0, Manner.PLAIN: 1.5, Manner.ODD: -1e9}
MOMENTS = {
    Manner.BARE: datetime(1970, 1, 1, tzinfo=UTC),
    Manner.PLAIN: datetime(2026, 11, 22, 12, tzinfo=UTC),
    Manner.ODD: datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC),
}
COUNTS = {Manner.BARE: 0, Manner.PLAIN: 1, Manner.ODD: 2}


def sample(kind: type[T], manner: Manner) -> T:
    """A value of this type; raises `NoSampleError` where none can be made."""
    value: T = _value(_described(cast("Hashable", kind)), manner, 0)
    return value


@cache
def _described(kind: Hashable) -> types.Type:
    try:
        return types.type_info(kind)
    except (TypeError, NameError) as error:
        raise NoSampleError(str(error)) from error


def _value(  # noqa: C901, PLR0911, PLR0912 - one case for each kind of type
    of: types.Type, manner: Manner, depth: int
) -> Any:  # noqa: ANN401 - of the type described
    match of:
        case types.Metadata(type=inner):
            return _value(inner, manner, depth)
        case types.StrType(min_length=length, pattern=None):
            return TEXTS[manner].ljust(length or 0, "x")
        case types.IntType() | types.FloatType():
            return _number(of, manner)
        case types.UnionType(types=members):
            return _member(members, manner, depth)
        case types.EnumType(cls=enum):
            return _of(list(enum), manner)
        case types.LiteralType(values=values):
            return _of(list(values), manner)
        case types.StructType() | types.DataclassType() | types.NamedTupleType():
            return _filled(of, manner, depth)
        case types.TypedDictType(fields=fields):
            return {f.name: _value(f.type, manner, depth + 1) for f in fields if f.required}
        case types.DictType(key_type=key, value_type=value):
            made = _several((key, value), manner, depth)
            return dict(zip(made[::2], made[1::2], strict=True))
        case types.TupleType(item_types=items):
            return tuple(_value(item, manner, depth + 1) for item in items)
    for shape, collect in COLLECTIONS.items():
        if isinstance(of, shape):
            return collect(_several((of.item_type,), manner, depth))  # type: ignore[attr-defined]
    for shape, by_manner in CONSTANTS.items():
        if isinstance(of, shape):
            return by_manner[manner]
    if isinstance(of, types.CustomType) and of.cls is Path:
        return Path("folder/sample.bin")
    raise NoSampleError(f"there is no recipe for {getattr(of, 'cls', of)!r:.80}")


COLLECTIONS: dict[type[types.Type], type] = {
    types.VarTupleType: tuple,
    types.ListType: list,
    types.FrozenSetType: frozenset,
    types.SetType: set,
}
CONSTANTS: dict[type[types.Type], dict[Manner, Any]] = {
    types.NoneType: dict.fromkeys(Manner),
    types.BoolType: {Manner.BARE: False, Manner.PLAIN: True, Manner.ODD: True},
    types.BytesType: {manner: text.encode() for manner, text in TEXTS.items()},
    types.DateTimeType: dict(MOMENTS),
    types.DateType: {manner: moment.date() for manner, moment in MOMENTS.items()},
    types.TimeType: dict.fromkeys(Manner, time(12)),
    types.TimeDeltaType: {manner: timedelta(seconds=number) for manner, number in FLOATS.items()},
    types.DecimalType: {manner: Decimal(str(number)) for manner, number in FLOATS.items()},
    types.UUIDType: dict.fromkeys(Manner, UUID(int=7)),
    types.AnyType: dict(TEXTS),
}


def _number(of: types.IntType | types.FloatType, manner: Manner) -> float:
    value: float = INTEGERS[manner] if isinstance(of, types.IntType) else FLOATS[manner]
    low = [bound for bound in (of.ge, None if of.gt is None else of.gt + 1) if bound is not None]
    high = [bound for bound in (of.le, None if of.lt is None else of.lt - 1) if bound is not None]
    return min([max([value, *low]), *high])


def _member(members: Iterable[types.Type], manner: Manner, depth: int) -> Any:  # noqa: ANN401
    others = [m for m in members if not isinstance(m, types.NoneType)]
    if manner is Manner.BARE and len(others) < len(tuple(members)):
        return None
    return _value(_of(others, manner), manner, depth)


def _of(choices: list[Any], manner: Manner) -> Any:  # noqa: ANN401
    """The first for a bare sample, the last for an odd one, one between for a plain one."""
    return choices[{Manner.BARE: 0, Manner.PLAIN: len(choices) // 2, Manner.ODD: -1}[manner]]


def _several(of: tuple[types.Type, ...], manner: Manner, depth: int) -> list[Any]:
    if depth > MAX_DEPTH:
        return []
    manners = (manner, Manner.PLAIN)[
        : COUNTS[manner] if depth < SHALLOW else min(COUNTS[manner], 1)
    ]
    try:
        return [_value(one, each, depth + 1) for each in manners for one in of]
    except NoSampleError:
        return []  # nothing can be in it, so it is empty


def _filled(
    of: types.StructType | types.DataclassType | types.NamedTupleType, manner: Manner, depth: int
) -> Any:  # noqa: ANN401
    required: dict[str, Any] = {}
    optional: dict[str, Any] = {}
    for one in of.fields:
        if one.required:
            required[one.name] = _value(one.type, manner, depth + 1)
        elif manner is not Manner.BARE and depth < MAX_DEPTH:
            try:
                optional[one.name] = _value(one.type, manner, depth + 1)
            except NoSampleError:
                continue  # its default will do
    for values in ({**required, **optional}, required):
        try:
            return of.cls(**values)
        except (TypeError, ValueError) as error:
            why = error
    raise NoSampleError(f"{of.cls.__name__} refuses every sample: {why}") from why
