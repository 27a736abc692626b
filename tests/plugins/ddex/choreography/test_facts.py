"""What is learned of a batch."""

from __future__ import annotations

from precheck.testing import a_batch, encoded_alike, look
from precheck_ddex.choreography.facts import (
    BatchFolders,
    MessageSums,
    Parcel,
    batch_folders,
    message_sums,
)


def test_a_batch_that_was_never_on_disk_is_no_batch_of_the_choreography() -> None:
    batch = a_batch("a/1.xml", "b/2.xml")

    assert look(batch_folders, batch) == BatchFolders()
    assert look(message_sums, batch) == MessageSums()


def test_facts_of_a_batch_can_be_written_down() -> None:
    parcel = Parcel(message_id="M1", ids=("1",), has_deals=True)

    assert encoded_alike(parcel) == parcel
