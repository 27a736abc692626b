"""What is said about AI, in the words of DDEX, recipients and laws."""

from __future__ import annotations

from precheck_ai_credits.vocabularies import amounts, apple, classes, ern, law, spotify

VOCABULARIES = (
    spotify.SPOTIFY,
    apple.APPLE,
    amounts.NONE_SOME_ALL,
    *classes.CLASSES,
    law.EU_AI_ACT,
    law.CHINA,
    ern.ERN,
)
