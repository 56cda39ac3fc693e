"""Let other processes read chunks, and go on when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from scimviewer.formats.chunks import Span
from scimviewer.store.reading import Block, Task, Trouble, read_chunk

T = TypeVar("T")
MOST_DEATHS = 20  # records of one chunk that may kill a worker before the chunk is given up
MOST_MEMORY = 4 * 1024**3  # address space of a worker: a hostile record must not take the machine along

_watch: Any = None


def _leave_with(parent: Any) -> None:
    parent.join()
    os._exit(1)


@contextmanager
def _unheard() -> Iterator[None]:
    """Processes that start in here never hear of Ctrl-C: it is for the importing process, which ends them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_worker(watch: Any) -> None:
    """Prepare a worker: leave when the parent is gone, and do not eat all memory."""
    global _watch
    _watch = watch
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # Windows has no such limit


def _read(task: Task) -> Block:
    return read_chunk(task)


def _read_watched(task: Task) -> Block:
    """Read a chunk and note each record before it is read, so that a death can be laid to one of them."""
    _watch.value = -1
    return read_chunk(task, _watch)


@dataclass(slots=True)
class Pending:
    """A chunk that is being read."""

    task: Task
    future: Future[Block]

    @property
    def size(self) -> int:
        """Bytes of the chunk."""
        return self.task.length or len(self.task.data or b"")


def process_context() -> BaseContext:
    """How workers start. A fork is ready at once, which is half of the time to the first rows; it is only safe on
    Linux and where no other thread runs, so everywhere else a worker is a fresh process.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


class Workers:
    """A pool of reading processes. Results are asked for in the order of submission."""

    def __init__(self, count: int | None = None) -> None:
        self.count = count or max(1, min(4, os.cpu_count() or 1))
        self._context = process_context()
        self._watch = self._context.Value("q", -1, lock=False)
        self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.count, process_context(), initializer=start_worker, initargs=(self._watch,))

    def submit(self, task: Task) -> Pending:
        """Start reading a chunk."""
        return Pending(task, self._submitted(_read, task))

    def _submitted(self, work: Callable[..., T], *args: Any) -> Future[T]:
        try:
            with _unheard():
                return self._pool.submit(work, *args)
        except BrokenProcessPool:
            self._restart()
            with _unheard():
                return self._pool.submit(work, *args)

    def result(self, pending: Pending) -> Block:
        """Wait for a chunk. Where the worker died on it, the record that killed it becomes a problem."""
        try:
            return pending.future.result()
        except (BrokenProcessPool, CancelledError):
            return self._careful(pending.task)
        except OSError as error:  # the file went away, or the network did
            return given_up(pending.task, f"could not be read again: {(error.strerror or 'the device failed').lower()}")

    def _careful(self, task: Task) -> Block:
        """Read a chunk alone, record by record, leaving out those on which the worker dies."""
        for _ in range(MOST_DEATHS):
            self._restart()
            self._watch.value = -1
            try:
                return self._submitted(_read_watched, task).result()
            except OSError as error:
                return given_up(task, f"could not be read again: {(error.strerror or 'the device failed').lower()}")
            except BrokenProcessPool:
                at = self._watch.value
                if at == -1 or at in task.skip:
                    break
                task = replace(task, skip=task.skip | {at})
        self._restart()
        return given_up(task, "could not be read: the reading process died on them")

    def call(self, work: Callable[..., T], *args: Any) -> T | None:
        """Run any function of one process there; None where the worker died on it."""
        for _ in range(2):
            try:
                return self._submitted(work, *args).result()
            except BrokenProcessPool:
                self._restart()
        return None

    def _restart(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._new_pool()

    def close(self) -> None:
        """Let the processes go; what they still read is dropped."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def given_up(task: Task, why: str) -> Block:
    """A block in place of a chunk that cannot be read: one problem for all of it."""
    length = task.length or len(task.data or b"")
    span = Span(task.offset, length, task.first_line)
    block = read_chunk(replace(task, data=b"", file=None, spans=[]))
    block.troubles.append(Trouble(None, span, f"These {length} bytes {why}.", b""))
    return block
