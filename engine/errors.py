"""What can go wrong.

* EngineError           str(error) is one sentence, fit to show to the member who asked
  - InvalidParams       the request itself is wrong: it says what is accepted
  - QueueFull           too many jobs wait, in all or for this owner
  - Cancelled           somebody stopped the job
  - Parked              the engine closed under the job: the same recipe can be submitted again
  - ModelError          a model is missing, damaged, unreachable or not allowed
  - CheckUnavailable    the picture was painted but could not be checked, so it stays inside
    + Withheld          of a job (engine.job): it carries what can be checked again
  - CannotSign          certificates or their key are missing, or do not fit
  - RenderFault         the picture came out broken (not finite, or one flat colour)
  - OutOfMemory         the job did not fit into memory
  - EngineDown          the GPU thread died: nothing paints until the process starts again
"""


class EngineError(Exception):
    """Base of everything that the engine raises on purpose."""


class InvalidParams(EngineError):
    pass


class QueueFull(EngineError):
    pass


class Cancelled(EngineError):
    pass


class Parked(EngineError):
    pass


class ModelError(EngineError):
    pass


class CheckUnavailable(EngineError):
    pass


class CannotSign(EngineError):
    pass


class RenderFault(EngineError):
    pass


class OutOfMemory(EngineError):
    pass


class EngineDown(EngineError):
    pass
