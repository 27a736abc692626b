"""Where the shapes of vendors' answers are written down."""

from __future__ import annotations

from datetime import date

from precheck import Source

_READ = date(2026, 11, 22)
_READ_AGAIN = date(2026, 11, 29)

PEX = Source(
    title="Pex: AI Song Detector, API documentation",
    url="https://docs.pex.com/ai-song-detector/api-documentation",
    read=_READ_AGAIN,
)
ACRCLOUD = Source(
    title="ACRCloud console API: file scanning",
    url="https://docs.acrcloud.com/reference/console-api/file-scanning",
    read=_READ,
)
ACRCLOUD_CLI = Source(
    title="ACRCloud's command line",
    url="https://github.com/acrcloud/acrcloud-cli",
    clause="api.py, commands/filescan.py",
    read=_READ_AGAIN,
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
    title="Modulate: AI music detection",
    url="https://docs.modulate.ai/api-reference/ai-music-detection/batch",
    clause="batch",
    read=_READ_AGAIN,
)
AURIGIN = Source(
    title="Aurigin: API reference",
    url="https://docs.aurigin.ai/api-reference/v1/introduction",
    clause="predict, of versions 0 and 1",
    read=_READ_AGAIN,
)
IDENTIFAI = Source(
    title="IdentifAI: API reference",
    url="https://docs.identifai.net/classification/classify-speech",
    clause="submit a speech for classification",
    read=_READ_AGAIN,
)
PYANNOTE = Source(
    title="pyannoteAI: OpenAPI specification",
    url="https://docs.pyannote.ai/openapi.json",
    clause="media/input, identify, jobs",
    read=_READ_AGAIN,
)
HIVE = Source(
    title="Hive: AI-generated audio detection",
    url="https://docs.thehive.ai",
    clause="AI-generated audio detection, and music; submitting a task synchronously",
    read=_READ_AGAIN,
)
PHONEXIA = Source(
    title="Phonexia's voiceprint comparison client 2.1.0",
    url="https://pypi.org/project/phonexia-voiceprint-comparison-client/2.1.0/",
    read=_READ,
)
PHONEXIA_REST = Source(
    title="Phonexia Speech Platform 4: REST API reference",
    url="https://docs.cloud.phonexia.com/products/speech-platform-4/rest/api/phonexia-speech-platform-4-rest-api-reference",
    clause="voiceprint extraction, voiceprint comparison",
    read=_READ_AGAIN,
)
