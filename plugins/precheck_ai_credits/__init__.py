"""What a delivery says about AI, held against DDEX's own rules and every other evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from precheck import Inspector, Rule, Vocabulary, hookimpl


@hookimpl
def precheck_rules() -> Iterable[Rule[Any]]:
    """The rules about AI credits."""
    from precheck_ai_credits.rules import RULES

    return RULES


@hookimpl
def precheck_inspectors() -> Iterable[Inspector[Any, Any]]:
    """What is said about AI in a track or picture."""
    from precheck_ai_credits.disclosure import INSPECTORS

    return INSPECTORS


@hookimpl
def precheck_options() -> Iterable[type]:
    """The settings of `[plugins.ai-credits]`."""
    from precheck_ai_credits.options import AiCredits

    return [AiCredits]


@hookimpl
def precheck_vocabularies() -> Iterable[Vocabulary]:
    """The words of DDEX, recipients and laws for AI."""
    from precheck_ai_credits.vocabularies import VOCABULARIES

    return VOCABULARIES
