import stat

import pytest
from cryptography import x509

from engine.certificates import make
from engine.errors import CannotSign


@pytest.fixture
def files(tmp_path):
    return tmp_path / "c2pa" / "certificates.pem", tmp_path / "c2pa" / "key.pem"


def test_both_files_are_for_their_owner_alone(files):
    make(*files, name="Atelier")

    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600, 0o600]
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700
    assert sorted(path.name for path in files[0].parent.iterdir()) == [
        "certificates.pem",
        "key.pem",
    ]


def test_the_root_vouches_for_the_certificate_that_signs(files):
    make(*files, name="Atelier")

    own, root = x509.load_pem_x509_certificates(files[0].read_bytes())
    own.verify_directly_issued_by(root)
    assert own.subject.rfc4514_string() == "O=Atelier (self-made),CN=Atelier"


def test_what_is_there_stays_unless_it_is_to_be_replaced(files):
    make(*files, name="Atelier")
    before = files[1].read_bytes()

    with pytest.raises(CannotSign, match="--replace"):
        make(*files, name="Atelier")
    assert files[1].read_bytes() == before
    make(*files, name="Atelier", replace=True)
    assert files[1].read_bytes() != before


@pytest.mark.parametrize("name", ["", "x" * 59])
def test_a_name_that_no_certificate_holds_is_refused(files, name):
    with pytest.raises(CannotSign, match="58"):
        make(*files, name=name)
    assert not files[1].exists()
