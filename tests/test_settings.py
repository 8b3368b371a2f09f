import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from lib.errors import SettingsError
from lib.settings import EngineSettings, HepsiburadaShop, Settings, TrendyolShop, load
from lib.settings_file import read_settings, settings_file_warnings

TRENDYOL = {"marketplace": "trendyol", "seller_id": "123456", "api_key": "k-planted", "api_secret": "s-planted"}
HEPSIBURADA = {
    "marketplace": "hepsiburada",
    "merchant_id": "00000000-0000-4000-8000-000000000000",
    "service_key": "sk-planted",
    "user_agent": "ornekfirma_dev",
}
PLANTED = ("k-planted", "s-planted", "sk-planted", "planted")


def loaded(values: dict[str, Any]) -> Settings:
    return load(values, database=Path("data/claims.duckdb"), demo=False, source=Path("secrets.toml"))


def trendyol(**changes: Any) -> dict[str, Any]:
    return {"shops": {"ana": {key: value for key, value in {**TRENDYOL, **changes}.items() if value is not None}}}


def hepsiburada(**changes: Any) -> dict[str, Any]:
    return {"shops": {"hb": {key: value for key, value in {**HEPSIBURADA, **changes}.items() if value is not None}}}


def test_the_smallest_file_gives_dry_run_shops_at_the_real_addresses() -> None:
    settings = loaded({"shops": {"trendyol-ana": TRENDYOL, "hb-2": HEPSIBURADA}})
    assert settings.shops == (
        TrendyolShop(
            shop="trendyol-ana",
            name="trendyol-ana",
            live=False,
            seller_id="123456",
            api_key="k-planted",
            api_secret="s-planted",
            integrator="SelfIntegration",
            api_url="https://apigw.trendyol.com",
        ),
        HepsiburadaShop(
            shop="hb-2",
            name="hb-2",
            live=False,
            merchant_id=HEPSIBURADA["merchant_id"],
            service_key="sk-planted",
            user_agent="ornekfirma_dev",
            oms_url="https://oms-external.hepsiburada.com",
        ),
    )
    assert not settings.demo
    assert settings.engine == EngineSettings(undo_s=10, undo_batch_s=30, quiet_s=180, settle_read_gap_s=30)
    assert settings.journal == Path("data/claims.journal.sqlite")
    assert settings.files == Path("data/claims.files")


def test_only_the_word_live_makes_a_shop_live() -> None:
    (shop,) = loaded(trendyol(mode="live")).shops
    assert shop.live
    (shop,) = loaded(trendyol(mode="dry-run")).shops
    assert not shop.live


BAD = [
    ({"shop": {}}, "[shop] is not a known table"),
    ({"password": "planted"}, "[password] is not a known key"),
    ({"shops": "planted"}, "[shops] must be a table"),
    ({"shops": {"ana": "planted"}}, "[shops.ana] must be a table"),
    ({"shops": {"Ana": TRENDYOL}}, "[shops.Ana] the shop's id may hold lower-case letters, digits and hyphens only"),
    (trendyol(marketplace=None), "[shops.ana] marketplace is missing"),
    (trendyol(marketplace="planted"), '[shops.ana] marketplace must be "trendyol" or "hepsiburada"'),
    (trendyol(api_key=None), "[shops.ana] api_key is missing"),
    (trendyol(api_key=""), "[shops.ana] api_key is empty"),
    (trendyol(api_key=12345), "[shops.ana] api_key must be text in quotes"),
    (trendyol(api_key="planted\nX-Evil: 1"), "[shops.ana] api_key must be plain letters and digits"),
    (trendyol(api_kee="planted"), "[shops.ana] api_kee is not a known key"),
    (trendyol(live=True), "[shops.ana] live is not a known key"),
    (trendyol(service_key="planted"), "[shops.ana] service_key is not a known key"),
    (trendyol(seller_id="planted"), "[shops.ana] seller_id must be digits"),
    (trendyol(integrator="planted name"), "[shops.ana] integrator must be at most 30 letters and digits"),
    (trendyol(mode="planted"), '[shops.ana] mode must be "dry-run" or "live"'),
    (trendyol(mode=True), "[shops.ana] mode must be text in quotes"),
    (trendyol(api_url="http://planted.example"), "[shops.ana] api_url must begin with https://"),
    (trendyol(api_url="http://127.0.0.1.planted.example"), "[shops.ana] api_url must begin with https://"),
    (trendyol(api_url="ftp://127.0.0.1"), "[shops.ana] api_url must begin with https://"),
    (trendyol(api_url="https://u:planted@apigw.trendyol.com"), "[shops.ana] api_url must not hold a user"),
    (trendyol(api_url="https://apigw.trendyol.com?k=planted"), "[shops.ana] api_url must not hold a user"),
    (trendyol(api_url="https://"), "[shops.ana] api_url is not an address"),
    (trendyol(api_url="https://x:planted"), "[shops.ana] api_url is not an address"),
    (trendyol(api_url="https://[planted"), "[shops.ana] api_url is not an address"),
    (hepsiburada(merchant_id="planted"), "[shops.hb] merchant_id must be a UUID"),
    (hepsiburada(user_agent=None), "[shops.hb] user_agent is missing"),
    (hepsiburada(oms_url="http://10.0.0.1"), "[shops.hb] oms_url must begin with https://"),
    ({**trendyol(), "engine": {"undo": 5}}, "[engine] undo is not a known key"),
    ({**trendyol(), "engine": {"undo_s": "planted"}}, "[engine] undo_s must be a number of seconds"),
    ({**trendyol(), "engine": {"undo_s": True}}, "[engine] undo_s must be a number of seconds"),
    ({**trendyol(), "engine": {"undo_s": -1}}, "[engine] undo_s must be a number of seconds"),
    ({**trendyol(), "engine": {"undo_s": float("nan")}}, "[engine] undo_s must be a number of seconds"),
    ({**trendyol(), "engine": {"quiet_s": 179}}, "[engine] quiet_s is below 180"),
    ({**trendyol(), "engine": {"settle_read_gap_s": 1}}, "[engine] settle_read_gap_s is below 30"),
]


@pytest.mark.parametrize(("values", "words"), BAD, ids=[words for _, words in BAD])
def test_what_is_wrong_is_one_sentence_with_table_and_key_and_no_value(values: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingsError) as raised:
        loaded(values)
    assert str(raised.value).startswith(words)
    assert not any(value in str(raised.value) for value in PLANTED)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000", "http://localhost:1", "http://[::1]:9000"])
def test_the_engine_may_hurry_when_every_shop_is_on_the_loopback(address: str) -> None:
    settings = loaded({**trendyol(api_url=address + "/"), "engine": {"quiet_s": 0, "settle_read_gap_s": 0.1}})
    assert settings.engine.quiet_s == 0
    assert settings.shops[0] == loaded(trendyol(api_url=address)).shops[0]


def test_one_real_address_among_loopback_ones_keeps_the_engine_slow() -> None:
    local = dict.fromkeys(("oms_url", "questions_url", "shipping_url", "listing_url"), "http://127.0.0.1:1")
    with pytest.raises(SettingsError, match="quiet_s"):
        loaded({**hepsiburada(**local), "engine": {"quiet_s": 1}})


def test_secrets_are_not_in_the_repr() -> None:
    settings = loaded({"shops": {"a": TRENDYOL, "b": {**HEPSIBURADA, "api_user": "au-planted"}}})
    assert "planted" not in repr(settings)


def test_streamlits_own_table_is_left_alone() -> None:
    assert loaded({**trendyol(), "auth": {"redirect_uri": "x"}}).shops


def test_no_shop_means_demo_with_its_own_database(tmp_path: Path) -> None:
    settings = read_settings({}, tmp_path)
    assert settings.demo
    assert settings.database == tmp_path / "data/demo.duckdb"


def test_the_demo_is_forced_and_the_shops_are_left_out(tmp_path: Path) -> None:
    secrets(tmp_path, '[shops.a]\nmarketplace = "trendyol"\nseller_id = "1"\napi_key = "x"\napi_secret = "y"\n')
    assert not read_settings({}, tmp_path).demo
    settings = read_settings({"CLAIMS_DEMO": "1"}, tmp_path)
    assert (settings.demo, settings.shops, settings.database) == (True, (), tmp_path / "data/demo.duckdb")


def test_the_environment_names_file_and_database(tmp_path: Path) -> None:
    other = tmp_path / "my.toml"
    other.write_text('[shops.a]\nmarketplace = "trendyol"\nseller_id = "1"\napi_key = "x"\napi_secret = "y"\n')
    settings = read_settings({"CLAIMS_SECRETS": str(other), "CLAIMS_DB": "b/c.duckdb"}, tmp_path)
    assert (settings.source, settings.database, len(settings.shops)) == (other, tmp_path / "b/c.duckdb", 1)
    with pytest.raises(SettingsError, match="CLAIMS_SECRETS names a file that does not exist"):
        read_settings({"CLAIMS_SECRETS": str(tmp_path / "none.toml")}, tmp_path)


def test_a_broken_file_is_one_sentence_with_its_line(tmp_path: Path) -> None:
    secrets(tmp_path, '[shops.a]\nmarketplace = "trendyol"\napi_key = "planted\n')
    with pytest.raises(SettingsError, match=r"secrets\.toml is not valid TOML at line 3") as raised:
        read_settings({}, tmp_path)
    assert "planted" not in str(raised.value)
    assert raised.value.__cause__ is None
    (tmp_path / ".streamlit/secrets.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings({}, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_that_others_can_read_is_told(tmp_path: Path) -> None:
    source = secrets(tmp_path, "")
    source.chmod(0o644)
    assert settings_file_warnings(source) == ["secrets.toml can be read by others (mode 644); chmod 600 it"]
    source.chmod(0o600)
    assert settings_file_warnings(source) == []
    assert settings_file_warnings(tmp_path / "none.toml") == []


def test_the_block_of_the_interface_document_is_read() -> None:
    block = """
    [shops.trendyol-ana]
    marketplace = "trendyol"
    name = "Örnek Mağaza"
    seller_id = "123456"
    api_key = "a"
    api_secret = "b"
    integrator = "SelfIntegration"
    mode = "live"
    api_url = "https://stageapigw.trendyol.com"
    [engine]
    undo_s = 5
    """
    settings = loaded(tomllib.loads(block))
    assert (settings.shops[0].name, settings.engine.undo_s) == ("Örnek Mağaza", 5)


def secrets(root: Path, text: str) -> Path:
    source = root / ".streamlit/secrets.toml"
    source.parent.mkdir(exist_ok=True)
    source.write_text(text, encoding="utf-8")
    return source
