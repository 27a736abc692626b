"""Plain: make any text from a submission safe to show to a person."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, line breaks among them
    "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"  # line separators, and what turns text round
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear and tag characters
    "\ud800-\udfff]"  # lone surrogates
)
_PICTURES = 0x2400
"""Where Unicode's pictures of the C0 controls begin."""


def plain(text: str) -> str:
    r"""The text with every control and direction character made visible.

    Joiners stay: Persian, Hindi and family emoji need them.

    >>> plain("a\x1b[2Jb")
    'a␛[2Jb'
    >>> print(plain("exe.\u202egnp"))
    exe.\u{202e}gnp
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(_PICTURES + code) if code < ord(" ") else f"\\u{{{code:x}}}"
