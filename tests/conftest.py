"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_voice_model_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the developer has installed out of the tests, but for those that ask for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRECHECK_VOICE_MODEL", str(tmp_path_factory.mktemp("no-voice-model")))
        yield


@pytest.fixture(autouse=True, scope="session")
def no_schemas_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the developer has added out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRECHECK_SCHEMAS", str(tmp_path_factory.mktemp("no-schemas")))
        yield
