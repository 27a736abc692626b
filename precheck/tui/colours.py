"""The colours: one for each look, readable on the surface of whatever theme is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color, ColorParseError

CONTRAST = 4.8
"""WCAG 2.2 asks for 4.5 (1.4.3, level AA); the rest is for rows tinted under the pointer."""
TOKENS = {
    "block": "error",
    "review": "warning",
    "warning": "secondary",
    "note": "primary",
    "pass": "success",
    "quiet": "foreground",
}
QUIET = 0.35
"""How far a quiet text fades into the surface, where that leaves it readable."""
TINT = 0.15
"""How far the cursor of a table without the keys stands off the surface."""


def look_variables(theme: Mapping[str, str], *, ansi: bool) -> dict[str, str]:
    """A variable `look-<name>` for each look, from the variables of a theme.

    A theme of the terminal's own colours is taken as it is: what they are cannot be known.
    """
    surface, text = _parsed(theme, "surface"), _parsed(theme, "foreground")
    if ansi or surface is None or text is None:
        plain = theme.get("foreground", "ansi_default")
        own = {f"look-{k}": theme.get(f"text-{token}", plain) for k, token in TOKENS.items()}
        return {**own, "look-cursor": theme.get("panel", "ansi_default")}
    found = {}
    for look, token in TOKENS.items():
        colour = _parsed(theme, token) or text
        if look == "quiet":
            colour = text.blend(surface, QUIET)
        found[f"look-{look}"] = readable(colour, surface).hex
    return {**found, "look-cursor": surface.blend(text, TINT).hex}


def readable(colour: Color, surface: Color) -> Color:
    """The colour, moved towards black or white until it can be read on the surface."""
    end = Color(255, 255, 255) if contrast(surface, Color(0, 0, 0)) < CONTRAST else Color(0, 0, 0)
    for tenths in range(10):
        moved = colour.blend(end, tenths / 10, 1.0)
        if contrast(moved, surface) >= CONTRAST:
            return moved
    return end


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    """Relative luminance, from 0 to 1, as WCAG 2.2 defines it for sRGB."""
    weighted = zip((0.2126, 0.7152, 0.0722), colour.normalized, strict=True)
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - the definition's own numbers
        for weight, part in weighted
    )


def _parsed(theme: Mapping[str, str], name: str) -> Color | None:
    try:
        return Color.parse(theme[name])
    except (KeyError, ColorParseError):
        return None
