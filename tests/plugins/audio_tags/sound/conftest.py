"""What is measured of the sound is tested where the libraries for it are installed."""

from __future__ import annotations

import pytest

pytest.importorskip("av", reason="the extra `sound` is not installed")
