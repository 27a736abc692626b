"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def no_schemas_of_this_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the developer has added out of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRECHECK_SCHEMAS", str(tmp_path_factory.mktemp("no-schemas")))
        yield
