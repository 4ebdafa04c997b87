"""Deadlines: by when, at what time or for how long something is to be done."""

from pipeline.extract.deadlines.reading import deadlines as deadlines
from pipeline.extract.deadlines.resolved import resolved as resolved
