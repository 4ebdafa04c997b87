"""A process that reads chunks: a task a line on standard input, beats and entries a line on standard output.

It ends when its input does, and between documents when the process that started it is gone: nothing is read
for a run that has died.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Final

from pipeline.batch.messages import Task
from pipeline.batch.reading import ChunkReader
from pipeline.errors import OutputError

START: Final = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from pipeline.batch.worker import main; main()"
)
"""Runs `main` in a new interpreter that finds modules where this one does: `-c START PATHS MEMORY`."""


def main() -> None:
    """Answer tasks until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # what a library prints is no answer
    _limit_memory(int(sys.argv[2]))
    parent = os.getppid()

    def tell(**message: object) -> None:
        if os.getppid() != parent:
            sys.exit()
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    reader = ChunkReader()
    for line in sys.stdin:
        try:
            entry = reader.read(Task.from_json(line), lambda number: tell(at=number))
        except OutputError as error:
            tell(unwritten=[error.name, error.cause])
        else:
            tell(entry=entry.as_json())


def _limit_memory(megabytes: int) -> None:
    """Let what would take more fail; 0 for no limit. Where the system knows no limits there is none."""
    if megabytes == 0:
        return
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
