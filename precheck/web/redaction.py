"""What went wrong on the way, and what the HTTP client logs, without anyone's secrets."""

from __future__ import annotations

import logging
import re
import socket
import ssl

from precheck.web.address import shown

LOGGERS = ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy")))


def what_went_wrong(error: BaseException) -> str:
    """What went wrong on the way, in our words: theirs may quote a header or an address."""
    import httpx

    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    kinds: tuple[tuple[type[BaseException], str], ...] = (
        (socket.gaierror, "its name could not be resolved"),
        (ssl.SSLError, "no secure connection could be made"),
        (ConnectionRefusedError, "it refused the connection"),
        (httpx.ConnectTimeout, "no connection in time"),
        (httpx.ConnectError, "no connection could be made"),
        (httpx.ReadTimeout, "it stopped answering"),
        (httpx.WriteTimeout, "it stopped listening"),
        (httpx.RemoteProtocolError, "it broke off, or did not speak HTTP"),
        (httpx.NetworkError, "the connection broke"),
    )
    for kind, words in kinds:
        if any(isinstance(link, kind) for link in chain):
            return words
    return "it could not be reached"


class _Redaction(logging.Filter):
    """Takes queries, credentials and header values out of what the HTTP client logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        text = re.sub(r"https?://[^\s'\"]+", lambda found: shown(found[0]), text)
        text = re.sub(r"target=b?(['\"])[^'\"?]*\?[^'\"]*\1", "target=(redacted)", text)
        record.msg = re.sub(r"\(b'([^']+)', b(?:'[^']*'|\"[^\"]*\")\)", r"\1", text)
        record.args = None
        return True


def redact_logs() -> None:
    """Put the filter on every logger of the HTTP client, once."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(known, _Redaction) for known in logger.filters):
            logger.addFilter(_Redaction())
