"""The service described for programs: an OpenAPI document, its schemas made from our own types."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

import precheck
from precheck_voice.embedded.requests import (
    Artist,
    Artists,
    CompareRequest,
    EnrolRequest,
    Health,
    Refused,
)
from precheck_voice.wire import Wire

_FILE = {"type": "string", "format": "binary"}
_REFUSALS = {
    "400": "The request is not valid.",
    "401": "The key is not accepted.",
    "403": "A browser asks, or the service is asked by another name.",
    "413": "The request is too large.",
    "415": "The request is no multipart/form-data.",
}


@cache
def document() -> dict[str, Any]:
    """The document, version 3.1."""
    kinds = (Artist, Artists, CompareRequest, EnrolRequest, Health, Refused, Wire)
    listed, schemas = msgspec.json.schema_components(
        kinds, ref_template="#/components/schemas/{name}"
    )
    of = dict(zip(kinds, listed, strict=True))
    many = {"type": "array", "items": _FILE, "minItems": 1}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Precheck voice service",
            "version": precheck.__version__,
            "description": "Compares voices with those of enrolled artists, on this machine.",
        },
        "paths": {
            "/v1/voice/compare": {
                "post": {
                    "summary": "Compare the voice in a sound with artists that are named.",
                    **_sent(of[CompareRequest], _FILE),
                    "responses": _answers(of[Wire], of[Refused]),
                }
            },
            "/v1/voice/enroll": {
                "post": {
                    "summary": "Take the voice of an artist from recordings.",
                    **_sent(of[EnrolRequest], many),
                    "responses": _answers(
                        of[Artist], of[Refused], {"422": "A recording cannot stand for the voice."}
                    ),
                }
            },
            "/v1/artists": {
                "get": {
                    "summary": "Every voice that is kept.",
                    "responses": {"200": _answer("The artists.", of[Artists])},
                }
            },
            "/v1/health": {
                "get": {
                    "summary": "Whether the service is there, and with which model.",
                    "responses": {"200": _answer("It is.", of[Health])},
                }
            },
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"key": []}],
    }


def _sent(request: dict[str, Any], audio: dict[str, Any]) -> dict[str, Any]:
    parts = {"type": "object", "properties": {"request": request, "audio": audio}}
    parts["required"] = ["request", "audio"]
    encoding = {"request": {"contentType": "application/json"}}
    content = {"multipart/form-data": {"schema": parts, "encoding": encoding}}
    return {"requestBody": {"required": True, "content": content}}


def _answers(
    good: dict[str, Any], bad: dict[str, Any], more: dict[str, str] | None = None
) -> dict[str, Any]:
    refusals = {**_REFUSALS, **(more or {})}
    return {
        "200": _answer("The answer.", good),
        **{status: _answer(why, bad) for status, why in refusals.items()},
    }


def _answer(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": schema}}}
