from pathlib import Path

import pytest
from msgspec import Struct

from precheck.errors import SettingsError
from precheck.plugins import Plugin, Registry
from precheck.rules import Severity
from precheck.settings import Settings, find, read


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    history: str = ""


def settings(folder: Path, text: str) -> Settings:
    path = folder / "precheck.toml"
    path.write_text(text)
    return read(path)


def test_the_nearest_file_upward_is_found(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find(tmp_path / "a" / "b", [])[0] == tmp_path / "precheck.toml"


def test_one_inside_what_is_checked_is_passed_over(tmp_path: Path) -> None:
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    (delivery / "precheck.toml").touch()
    (tmp_path / "precheck.toml").touch()
    found, passed = find(delivery, [delivery])
    assert found == tmp_path / "precheck.toml"
    assert passed == (delivery / "precheck.toml",)


def test_one_beside_a_message_that_is_checked_is_passed_over_too(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").touch()
    (tmp_path / "release.xml").touch()
    assert find(tmp_path, [tmp_path / "release.xml"])[0] is None


def test_one_inside_cannot_be_named_either(tmp_path: Path) -> None:
    (tmp_path / "precheck.toml").touch()
    with pytest.raises(SettingsError, match="keep it outside"):
        read(tmp_path / "precheck.toml", [tmp_path])


def test_a_link_does_not_carry_it_out(tmp_path: Path) -> None:
    delivery = tmp_path / "delivery"
    delivery.mkdir()
    (delivery / "own.toml").touch()
    (tmp_path / "precheck.toml").symlink_to(delivery / "own.toml")
    assert find(tmp_path, [delivery])[0] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("offlin = true", "did you mean 'offline'"),
        ("offline = ", "precheck.toml"),
        ('[schemas]\nfolde = "schemas"', "folde"),
        ('fail-on = "never"', "never"),
        ("[web]\nrequests-per-minut = 5", "did you mean 'requests-per-minute'"),
        ("[web]\nat-once = 0", ">= 1"),
        ('[web.hosts."https://voice.example"]\nat-once = 2', "is no host's name"),
        ('[web.hosts."voice.example"]\nread-seconds = 2', "read-seconds"),
        ('[[waivers]]\nrule = "x.y"\nowner = "A"\nreason = "B"', "expires"),
    ],
)
def test_what_cannot_be_honoured_is_refused_with_its_place(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said):
        settings(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read(tmp_path / "missing.toml")


def test_a_rule_can_be_set_for_all_and_for_one_recipient(tmp_path: Path) -> None:
    found = settings(
        tmp_path,
        """
        [rules."x.floor"]
        severity = "warning"
        minimum_seconds = 20
        [recipients.spotify.rules."x.floor"]
        severity = "off"
        """,
    )
    assert [o.severity for o in found.overrides("x.floor", "deezer")] == [Severity.WARNING]
    everyone, spotify = found.overrides("x.floor", "spotify")
    assert everyone.options == {"minimum_seconds": 20}
    assert spotify.severity is Severity.OFF


def test_a_severity_that_is_none_is_refused(tmp_path: Path) -> None:
    found = settings(tmp_path, '[rules."x.floor"]\nseverity = "fatal"')
    with pytest.raises(SettingsError, match="none of off, note"):
        found.overrides("x.floor", "spotify")


def test_a_plugins_options_are_filled_from_its_table(tmp_path: Path) -> None:
    found = settings(tmp_path, '[plugins.cadence]\nhistory = "h.sqlite"')
    assert found.options(Plugin(name="cadence", options=(Options,))) == {
        Options: Options(history="h.sqlite")
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[plugins.cadence]\nhistry = "h"', "did you mean 'history'"),
        ("[plugins.cadence]\nhistory = 7", "str"),
    ],
)
def test_an_option_the_plugin_does_not_have_is_refused(
    tmp_path: Path, text: str, said: str
) -> None:
    found = settings(tmp_path, text)
    with pytest.raises(SettingsError, match=said):
        found.options(Plugin(name="cadence", options=(Options,)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[rules."cadence.x"]\nseverity = "off"', "no installed plugin provides"),
        ('[plugins.cadense]\nhistory = ""', "did you mean 'cadence'"),
        ('for = ["spotfy"]', "'spotfy'"),
        (
            '[[waivers]]\nrule = "no.such"\nowner = "A"\nreason = "B"\nexpires = 2027-01-01',
            "no installed plugin provides",
        ),
    ],
)
def test_names_that_do_not_exist_are_refused(tmp_path: Path, text: str, said: str) -> None:
    registry = Registry.of([Plugin(name="cadence")])
    with pytest.raises(SettingsError, match=said):
        settings(tmp_path, text).require_known(registry)


def test_rules_of_a_plugin_that_is_left_out_may_still_be_named(tmp_path: Path) -> None:
    registry = Registry.of([Plugin(name="cadence", status="blocked")])
    settings(tmp_path, '[rules."cadence.x"]\nseverity = "off"').require_known(registry)


def test_a_policy_file_of_ones_own_is_read_beside_the_settings(tmp_path: Path) -> None:
    (tmp_path / "strict.toml").write_text('name = "strict"\ntitle = "Strict"')
    found = settings(tmp_path, 'policy-files = ["strict.toml"]\nfor = ["strict"]')
    found.require_known(Registry.of([]))
    assert found.own_policy_names() == {"strict"}


def test_a_policy_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.toml"):
        settings(tmp_path, 'policy-files = ["gone.toml"]').own_policies()


def test_a_folder_of_schemas_lies_beside_the_settings_that_name_it(tmp_path: Path) -> None:
    assert settings(tmp_path, '[schemas]\nfolder = "x"').schema_folder == tmp_path / "x"
    assert settings(tmp_path, "").schema_folder is None


def test_the_limits_of_a_host_are_read(tmp_path: Path) -> None:
    text = '[web]\nat-once = 2\n[web.hosts."voice.example"]\nrequests-per-minute = 30'

    web = settings(tmp_path, text).web

    assert (web.at_once, web.requests_per_minute) == (2, 0)
    assert (web.of("voice.example").at_once, web.of("voice.example").requests_per_minute) == (2, 30)
