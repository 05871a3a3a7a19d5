"""Whoever has our public key can tell that a list is ours and as we made it; one changed byte is found."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from config.commands.outbound import command
from minzheng.exchange.outbound.models import Push
from minzheng.exchange.outbound.queries import files_of
from minzheng.exchange.outbound.reading import signature_holds
from minzheng.exchange.outbound.verifying import NotAsSigned, verify, verify_file
from minzheng.kernel.access.actors import Actor
from minzheng.kernel.access.choices import Role
from minzheng.kernel.access.scope import EVERYTHING, in_scope
from minzheng.kernel.documents import vault
from minzheng.kernel.identity import signing
from minzheng.kernel.identity.fields import keyring
from tests.unit.outbound.conftest import made
from tests.unit.site.screens import Seat


def changed(content: bytes, at: int) -> bytes:
    """The same with one bit of one byte turned over."""
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_the_signature_holds_and_ties_file_and_note_together(delivered: Push) -> None:
    content, note, signature = files_of(delivered).values()
    said = verify(content, note, signature, delivered.public_key)
    assert said["reference"] == delivered.reference
    assert said["purpose"] == delivered.purpose
    assert signature_holds(delivered)


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_changed_byte_anywhere_is_found(delivered: Push, at: int) -> None:
    content, note, signature = files_of(delivered).values()
    for files in (
        (changed(content, at % len(content)), note, signature),
        (content, changed(note, at % len(note)), signature),
        (content, note, changed(signature, at % len(signature))),
    ):
        with pytest.raises(NotAsSigned):
            verify(*files, delivered.public_key)


def test_what_is_kept_and_was_changed_is_told(delivered: Push, settings: Any) -> None:
    path = settings.VAULT / delivered.digest[:2] / delivered.digest
    path.write_bytes(keyring().encrypt_bytes(changed(vault.fetch(delivered.digest), 40)))
    assert not signature_holds(delivered)
    path.unlink()
    assert not signature_holds(delivered)
    assert "does not hold" in Seat(Role.COUNTY_OFFICER).get(f"/pushes/{delivered.pk}/")


def test_a_list_cannot_be_passed_off_as_that_of_another_month(delivered: Push) -> None:
    content, note, signature = files_of(delivered).values()
    with pytest.raises(NotAsSigned):
        verify(content, note.replace(b'"2026-10"', b'"2026-11"'), signature, delivered.public_key)


def test_a_key_that_was_changed_signs_no_more_and_what_it_signed_still_holds(
    delivered: Push, officer: Actor, settings: Any, tmp_path: Path
) -> None:
    settings.KEYS = tmp_path / "keys"
    first = signing.current_key(settings.KEYS)
    signature = bytes.fromhex(signing.sign(first, b"x"))
    second = signing.change_key(settings.KEYS)
    assert [key.secret == "" for key in signing.keys(settings.KEYS)] == [True, False]
    assert (second.number, signing.current_key(settings.KEYS)) == (2, second)
    assert signing.is_signed(b"x", signature, first.public)
    assert not signing.is_signed(b"x", signature, second.public)
    assert signing.from_pem(signing.as_pem(second.public).encode()) == second.public
    assert (settings.KEYS / signing.FILE).stat().st_mode & 0o077 == 0


def test_a_file_is_verified_from_the_command_line_with_the_public_key_alone(
    delivered: Push, settings: Any, tmp_path: Path
) -> None:
    pem = tmp_path / "ours.pem"
    pem.write_text(signing.as_pem(delivered.public_key))
    file = settings.OUTBOX / "medical_insurance" / delivered.reference / f"{delivered.reference}.csv"
    good = CliRunner().invoke(command, ["verify", str(file), "--key", str(pem)])
    assert (good.exit_code, delivered.reference in good.output) == (0, True)
    file.write_bytes(changed(file.read_bytes(), 33))
    bad = CliRunner().invoke(command, ["verify", str(file), "--key", str(pem)])
    assert (bad.exit_code, "changed" in bad.output) == (1, True)
    with pytest.raises(NotAsSigned):
        verify_file(file, delivered.public_key)


def test_the_clear_text_lies_nowhere_but_in_the_outbox(delivered: Push, settings: Any) -> None:
    kept = b"".join(path.read_bytes() for path in settings.VAULT.rglob("*") if path.is_file())
    assert "石小妹".encode() not in kept
    with in_scope(EVERYTHING):
        assert vault.fetch(delivered.digest).count("石小妹".encode()) == 1


def test_a_list_made_anew_is_signed_by_the_key_of_its_day(homes: Any, officer: Actor, settings: Any) -> None:
    push = made(officer)
    assert push is not None
    assert push.public_key == signing.current_key(settings.KEYS).public
