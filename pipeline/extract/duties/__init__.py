"""Who must, may or must not do what, and which duty a time expression belongs to."""

from pipeline.extract.duties.actors import Actors, actors_of
from pipeline.extract.duties.happenings import Happening, happening
from pipeline.extract.duties.implied import implied_obligor
from pipeline.extract.duties.positions import Duties, action_at, duty_at
from pipeline.extract.duties.reading import duties
from pipeline.extract.duties.subclauses import hangs

__all__ = [
    "Actors",
    "Duties",
    "Happening",
    "action_at",
    "actors_of",
    "duties",
    "duty_at",
    "hangs",
    "happening",
    "implied_obligor",
]
