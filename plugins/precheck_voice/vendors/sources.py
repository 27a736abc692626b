"""Where the shapes of vendors' answers are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)

PEX = Source(title="Pex: AI Song Detector", url="https://docs.pex.com/ai-song-detector", read=_READ)
ACRCLOUD = Source(
    title="ACRCloud console API: file scanning",
    url="https://docs.acrcloud.com/reference/console-api/file-scanning",
    read=_READ,
)
ACRCLOUD_CLI = Source(
    title="ACRCloud's command line",
    url="https://github.com/acrcloud/acrcloud-cli",
    clause="commands/filescan.py",
    read=_READ,
)
RESEMBLE_DETECT = Source(
    title="Resemble AI: OpenAPI documents",
    url="https://github.com/api-evangelist/resemble-ai",
    clause="detect",
    read=_READ,
)
RESEMBLE_IDENTITY = Source(
    title="Resemble AI: OpenAPI documents",
    url="https://github.com/api-evangelist/resemble-ai",
    clause="identity",
    read=_READ,
)
REALITY_DEFENDER = Source(
    title="Reality Defender's Python client 0.1.13",
    url="https://pypi.org/project/realitydefender/0.1.13/",
    read=_READ,
)
MODULATE = Source(
    title="Modulate: AI music detection", url="https://docs.modulate.ai", clause="batch", read=_READ
)
AURIGIN = Source(title="Aurigin: documentation", url="https://docs.aurigin.ai", read=_READ)
IDENTIFAI = Source(title="IdentifAI: documentation", url="https://docs.identifai.net", read=_READ)
PYANNOTE = Source(
    title="pyannoteAI: documentation", url="https://docs.pyannote.ai", clause="identify", read=_READ
)
HIVE = Source(
    title="Hive: AI-generated audio detection",
    url="https://docs.thehive.ai",
    clause="ai-generated-audio-detection, ai-generated-music-detection",
    read=_READ,
)
PHONEXIA = Source(
    title="Phonexia's voiceprint comparison client 2.1.0",
    url="https://pypi.org/project/phonexia-voiceprint-comparison-client/2.1.0/",
    read=_READ,
)
