"""``keys`` on the command line: made once, listed without the key, revoked."""

from __future__ import annotations

from assistant.bootstrap import Catalogue
from assistant.settings import Settings
from tests.cli.calling import Goglobal


def test_a_key_is_made_listed_and_revoked(settings: Settings) -> None:
    goglobal = Goglobal(settings.data_dir)
    made = goglobal("keys", "create", "伙伴", "--origin", "https://a.example/", "--json").json
    assert made["origins"] == ["https://a.example"]
    catalogue = Catalogue(settings)
    found = catalogue.site_keys.find(made["key"])
    assert found is not None
    assert found.id == made["id"]

    listed = goglobal("keys", "list").out
    assert "伙伴  https://a.example" in listed
    assert made["key"] not in listed
    assert made["id"] in goglobal("keys", "revoke", made["id"]).out
    assert catalogue.site_keys.find(made["key"]) is None
    catalogue.close()
    assert "revoked" in goglobal("keys", "list").out


def test_wrong_calls_say_what_to_do(settings: Settings) -> None:
    goglobal = Goglobal(settings.data_dir)
    refused = goglobal("keys", "create", "a", "--origin", "a.example/path")
    assert refused.code == 2
    assert "Write scheme and host alone" in refused.words
    unknown = goglobal("keys", "revoke", "abc")
    assert unknown.code == 1
    assert "keys list" in unknown.words
