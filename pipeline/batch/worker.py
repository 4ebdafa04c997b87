"""A process that reads chunks: a task a line on standard input, beats and entries a line on standard output.

It ends when its input does, whatever it is doing: nothing is read for a run that has died. It ends, too, when
it has run out of memory: what is left of such a process would cost the documents after it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Iterator

from pipeline.batch.messages import EXHAUSTED, Task
from pipeline.batch.reading import ChunkReader
from pipeline.errors import OutputError


def main() -> None:
    """Answer tasks until the process that gives them is gone."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the run, which then ends this process
    _limit_memory(int(sys.argv[2]))

    def tell(**message: object) -> None:
        answers.write(json.dumps(message) + "\n")
        answers.flush()

    reader = ChunkReader()
    for line in _lines():
        try:
            entry = reader.read(Task.from_json(line), lambda *place: tell(at=place))
        except OutputError as error:
            tell(unwritten=[error.name, error.cause])
        except MemoryError:
            os._exit(EXHAUSTED)
        except Exception:
            os._exit(1)  # an ordinary end would wait for the thread that reads
        else:
            tell(entry=entry.as_json())


def _lines() -> Iterator[str]:
    """The lines of standard input. At its end the process ends, though a document may be being read."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def collect() -> None:
        for line in sys.stdin:
            lines.put(line)
        os._exit(0)

    threading.Thread(target=collect, daemon=True).start()
    while True:
        yield lines.get()


def _limit_memory(megabytes: int) -> None:
    """Let what would take more fail; 0 for no limit. Where the system knows no limits there is none."""
    if megabytes == 0:
        return
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes << 20, megabytes << 20))
