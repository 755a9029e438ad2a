import hashlib
import os

from bot.store.files import PictureFiles


def test_a_file_is_named_by_its_own_hash(tmp_path):
    files = PictureFiles(tmp_path)

    sha256 = files.write(b"picture")

    assert sha256 == hashlib.sha256(b"picture").hexdigest()
    assert files.read(sha256) == b"picture"


def test_a_file_that_is_not_what_its_name_says_is_not_shown(tmp_path):
    files = PictureFiles(tmp_path)
    sha256 = files.write(b"picture")
    files.path(sha256).write_bytes(b"another")

    assert files.read(sha256) is None


def test_a_damaged_file_is_written_again(tmp_path):
    files = PictureFiles(tmp_path)
    sha256 = files.write(b"picture")
    files.path(sha256).write_bytes(b"damaged")

    files.write(b"picture")

    assert files.read(sha256) == b"picture"


def test_writing_again_starts_its_time_again(tmp_path):
    files = PictureFiles(tmp_path)
    sha256 = files.write(b"picture")
    os.utime(files.path(sha256), (0, 0))

    files.write(b"picture")

    assert list(files.older_than(1000)) == []


def test_drafts_of_a_crash_are_swept(tmp_path):
    files = PictureFiles(tmp_path)
    sha256 = files.write(b"picture")
    draft = files.path(sha256).with_name(f".{sha256}.abcd.tmp")
    draft.write_bytes(b"half")

    files.sweep_drafts()

    assert not draft.exists()
    assert files.read(sha256) == b"picture"
