"""Generators of pictures: the names by which they are known, as dated data with sources."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from precheck import Source
from precheck_ai_credits.names import Names, each_part
from precheck_ai_credits.sources import DETECTED_PICTURES, GEMINI_FILES

NAMES: Mapping[str, Source] = MappingProxyType(
    {
        "Midjourney": DETECTED_PICTURES,
        "DALL-E": DETECTED_PICTURES,
        "Stable Diffusion": DETECTED_PICTURES,
        "Adobe Firefly": DETECTED_PICTURES,
        "Google Imagen": DETECTED_PICTURES,
        "FLUX.1": DETECTED_PICTURES,
        "Ideogram": DETECTED_PICTURES,
        "Leonardo.Ai": DETECTED_PICTURES,
        "Recraft": DETECTED_PICTURES,
        "Bing Image Creator": DETECTED_PICTURES,
        "ChatGPT": DETECTED_PICTURES,
        "Gemini": GEMINI_FILES,
    }
)
"""By the usual spelling, with the source of the day that the lists of `generators` are of."""
_SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "DALL-E": ("DALL-E", "DALLE2", "DALLE3", "DALLE 2", "DALLE 3"),
        "Stable Diffusion": ("Stable Diffusion", "Stable Diffusion XL", "SDXL"),
        "FLUX.1": (
            "FLUX.1 dev",
            "FLUX.1 schnell",
            "FLUX.1 pro",
            "FLUX.1 Kontext",
            "FLUX 1.1 pro",
            "Flux AI",
        ),
        "Ideogram": ("Ideogram AI",),
        "Leonardo.Ai": ("Leonardo.Ai",),
        "Recraft": ("Recraft AI",),
        "Gemini": ("Gemini Generated Image",),
    }
)
"""Where the usual spelling alone will not do.

Flux, Imagen, Leonardo, Firefly, Ideogram, Recraft, Gemini and Dalle are words and names of their
own in some language, and are told by nothing less than these.
"""
PICTURES = Names({name: _SPELLINGS.get(name, (name,)) for name in NAMES})
_AS_A_TOOL = Names(
    {
        "Adobe Firefly": ("Firefly",),
        "DALL-E": ("Dalle",),
        "FLUX.1": ("Flux",),
        "Gemini": ("Gemini", "Google Gemini"),
        "Google Imagen": ("Imagen",),
        "Ideogram": ("Ideogram",),
        "Leonardo.Ai": ("Leonardo",),
        "Recraft": ("Recraft",),
    }
)


def picture_tool(declared: str) -> str:
    """The generator that a declared tool of a picture is; or empty.

    Where it is said to be a tool, its name alone will do.
    """
    return PICTURES.versioned(declared) or _AS_A_TOOL.versioned(declared)


def picture_generators_in(tool: str) -> tuple[str, ...]:
    """The generators that a declared tool of a picture is, or several."""
    parts = (tool, *each_part(tool))
    return tuple(dict.fromkeys(filter(None, map(picture_tool, parts))))
