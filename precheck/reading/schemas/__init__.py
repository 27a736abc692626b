"""The schemas that a user has added: kept, listed, and messages validated against them.

Adding is in a module of its own, `adding`, so that a check does not load it.
"""

from precheck.reading.schemas.door import STAND_INS, StoredSchemas
from precheck.reading.schemas.store import Index, Store, StoredFile

__all__ = ["STAND_INS", "Index", "Store", "StoredFile", "StoredSchemas"]
