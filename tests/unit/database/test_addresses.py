"""Addresses are read and remembered without any server."""

import stat
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from minzheng.kernel.database import DatabaseProblem, addresses
from minzheng.kernel.database.addresses import parse_url, site_role
from tests.unit.database.servers import settings


def test_the_embedded_addresses_are_chosen_once_and_remembered(tmp_path: Path) -> None:
    with settings():
        first, second = addresses(tmp_path), addresses(tmp_path)
    assert first == second
    assert (first.owner.host, first.owner.dbname) == ("127.0.0.1", "minzheng")
    assert first.owner.port == first.site.port
    assert len({first.owner.password, first.site.password, first.admin.password}) == 3


def test_secrets_are_private_files(tmp_path: Path) -> None:
    with settings():
        addresses(tmp_path)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    files = list((tmp_path / "keys").iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_homes_side_by_side_have_ports_of_their_own(tmp_path: Path) -> None:
    with settings():
        assert addresses(tmp_path / "a").owner.port != addresses(tmp_path / "b").owner.port


def test_a_given_address_is_the_owner_and_the_site_gets_a_role_of_its_own(tmp_path: Path) -> None:
    with settings(DATABASE_URL="postgres://chief:p%40ss@db.example:6543/county?sslmode=require"):
        where = addresses(tmp_path)
    assert not where.embedded
    assert where.owner.as_django() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "county",
        "USER": "chief",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }
    assert (where.site.user, where.site.host) == ("county_site", "db.example")
    assert where.site.options == {"sslmode": "require"}
    assert where.site.password not in ("", "p@ss")


def test_a_given_site_address_is_taken_as_it_is(tmp_path: Path) -> None:
    with settings(DATABASE_URL="postgresql://a:b@h/d", SITE_DATABASE_URL="postgresql://web:w@h/d"):
        where = addresses(tmp_path)
    assert (where.site.user, where.site.password, where.site_is_ours) == ("web", "w", False)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://a%20b:c%2Fd@h:6000/name?sslmode=require",
        "postgresql://u:p@:5433/d?host=%2Frun%2Fpg",
        "postgresql://u@h:5432/d",
    ],
)
def test_an_address_survives_being_written_as_url(url: str) -> None:
    params = parse_url(url, "DATABASE_URL")
    assert parse_url(params.as_url(), "DATABASE_URL") == params
    assert conninfo_to_dict(params.as_url()) == conninfo_to_dict(psycopg.conninfo.make_conninfo(**params.as_keywords()))


def test_a_broken_address_is_named_and_its_password_is_not_shown(tmp_path: Path) -> None:
    with settings(DATABASE_URL="mysql://u:secret@h/d"), pytest.raises(DatabaseProblem, match="DATABASE_URL") as caught:
        addresses(tmp_path)
    assert "secret" not in str(caught.value)


def test_passwords_do_not_show_when_addresses_are_printed(tmp_path: Path) -> None:
    with settings():
        where = addresses(tmp_path)
    assert where.owner.password not in repr(where)


def test_a_site_address_alone_is_refused(tmp_path: Path) -> None:
    with settings(SITE_DATABASE_URL="postgresql://u:p@h/d"), pytest.raises(DatabaseProblem, match="URL is not"):
        addresses(tmp_path)


def test_the_site_role_of_a_long_name_fits_into_a_name() -> None:
    assert len(site_role("民" * 40).encode()) <= 63
    assert site_role("minzheng") == "minzheng_site"
