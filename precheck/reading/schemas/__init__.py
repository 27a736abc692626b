"""The schemas that a user has added: kept, listed, and messages validated against them."""

from precheck.reading.schemas.adding import Added, add, remove
from precheck.reading.schemas.door import STAND_INS, StoredSchemas
from precheck.reading.schemas.store import Index, Store, StoredFile

__all__ = ["STAND_INS", "Added", "Index", "Store", "StoredFile", "StoredSchemas", "add", "remove"]
