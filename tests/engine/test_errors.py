import inspect

from engine import errors
from engine.errors import EngineError


def test_the_docstring_draws_every_error_there_is():
    drawn = errors.__doc__

    tree = [cls for _, cls in inspect.getmembers(errors, inspect.isclass)]

    assert len(tree) > 5
    assert all(issubclass(cls, EngineError) for cls in tree)
    assert [cls.__name__ for cls in tree if cls.__name__ not in drawn] == []
