import pytest

from precheck import Facts, Finding, MissingFact, Reason, Severity, Tags, Track, Unavailable, rule
from precheck.testing import a_track


def test_severities_are_ordered_from_off_to_block() -> None:
    assert [s.value for s in sorted(Severity)] == ["off", "note", "warning", "review", "block"]
    assert max(Severity.REVIEW, Severity.WARNING) is Severity.REVIEW
    assert Severity.BLOCK >= Severity.REVIEW


def test_a_rules_docstring_is_its_page_without_the_indent() -> None:
    @rule("x.y", title="T", severity=Severity.NOTE, of=Track)
    def quiet(_: Track, __: Facts) -> list[Finding]:
        """## What it checks

        Nothing.
        """
        return []

    assert quiet.doc == "## What it checks\n\nNothing."
    assert quiet.plugin == "x"


def test_facts_are_looked_up_by_class() -> None:
    tags = Tags(title="Slow Tide")
    assert Facts({Tags: tags})[Tags] is tags


def test_a_fact_that_could_not_be_had_says_why() -> None:
    why = Unavailable(Reason.NO_FILE, "no file", "add it")
    facts = Facts({Tags: why})
    assert Tags not in facts
    assert facts.get(Tags) is None
    assert facts.why(Tags) is why
    with pytest.raises(MissingFact, match="no file"):
        facts[Tags]


def test_a_fact_that_nobody_supplies_is_missing_too() -> None:
    why = Facts().why(Tags)
    assert why is not None
    assert why.reason is Reason.NOT_SUPPLIED


def test_a_wider_subject_sees_only_the_members_that_have_the_fact() -> None:
    tagged, bare = a_track("A1"), a_track("A2")
    tags = Tags(title="Slow Tide")
    facts = Facts({}, ((tagged, Facts({Tags: tags})), (bare, Facts())))
    assert list(facts.each(Tags)) == [(tagged, tags)]


def test_more_facts_do_not_change_those_they_were_added_to() -> None:
    before = Facts()
    assert Tags in before.plus({Tags: Tags()})
    assert Tags not in before
