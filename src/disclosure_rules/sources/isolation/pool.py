"""One door to the workers: a job is done in one of them, and what becomes of it is a result or a SourceError."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, TypeVar, cast

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.isolation.ending import failed, out_of_memory, told
from disclosure_rules.sources.isolation.limits import Limits
from disclosure_rules.sources.isolation.process import Ended, Worker
from disclosure_rules.sources.isolation.starting import Command, Copy, Process
from disclosure_rules.sources.isolation.wire import load_result

__all__ = ["copy_this_process", "end_workers", "isolated", "start_worker"]

_Context = TypeVar("_Context")
_Result = TypeVar("_Result")

_MOST_JOBS = 200  # of one worker: what native code leaks does not pile up
_PLATFORM_COPIES = hasattr(os, "fork") and os.uname().sysname == "Linux"  # elsewhere system libraries break in a copy
_MOST_IDLE = 4  # workers that wait for the next file

_lock = Lock()
_idle: list[Worker] = []
_all: set[Worker] = set()
_start: Callable[[], Process] = Command


def copy_this_process() -> bool:
    """From now on workers start as copies of this process, at no cost: for a program that has one thread and keeps to
    one. Returns False where the system does not do that well."""
    global _start
    if not _PLATFORM_COPIES:
        return False
    _start = Copy
    return True


def start_worker(*modules: str) -> None:
    """Start a worker before there is a job, and have it import the modules it will need; a copy need not be early."""
    if _start is Copy:
        return
    try:
        _put_back(_started(modules))
    except Ended:  # the first job will tell
        return


def isolated(
    function: Callable[[_Context, str, bytes], _Result], context: _Context, name: str, data: bytes, limits: Limits
) -> _Result:
    """Return `function(context, name, data)`, worked out by a worker process. The function must be one that can be
    imported by its name, and its result made of values (see `load_result`).

    `name` and `data` are a file's. Raises SourceError where the function does, and where the file takes more than its
    limits, or the worker's life.
    """
    answer = _answer(function, context, name, data, limits)
    try:
        kind, value = load_result(answer)
    except Exception:  # no answer of ours
        raise failed(name, "the worker's answer is damaged") from None
    if kind == "unreadable":
        raise SourceError(value)
    if kind == "memory":
        raise out_of_memory(name, limits)
    if kind == "failed":
        raise failed(name, value)
    return cast("_Result", value)


def _answer(function: Callable[..., object], context: object, name: str, data: bytes, limits: Limits) -> bytes:
    """One worker's answer. A worker that has worked before and breaks is not proof against this file: a file before it
    may have done the damage, so another one is tried."""
    try:
        worker = _taken() or _started()
        used = worker.jobs > 0
        try:
            return _work(worker, function, context, name, data, limits)
        except Ended as ended:
            if not used or ended.why != "crash":
                raise
        return _work(_started(), function, context, name, data, limits)
    except Ended as ended:
        raise told(name, ended, limits) from None


def _work(worker: Worker, function: Callable[..., object], context: object, *job: Any) -> bytes:
    try:
        answer = worker.work(function, context, *job)
    except BaseException:
        _drop(worker)
        raise
    _put_back(worker)
    return answer


def _started(modules: Sequence[str] = ()) -> Worker:
    worker = Worker(_start, modules)
    with _lock:
        _all.add(worker)
    return worker


def _taken() -> Worker | None:
    """A worker that waits, and is now the caller's alone."""
    while True:
        with _lock:
            if not _idle:
                return None
            worker = _idle.pop()
        if worker.alive:
            return worker
        _drop(worker)


def _put_back(worker: Worker) -> None:
    with _lock:
        if worker.jobs < _MOST_JOBS and len(_idle) < _MOST_IDLE:
            _idle.append(worker)
            return
    _drop(worker)


def _drop(worker: Worker) -> None:
    with _lock:
        _all.discard(worker)
    worker.end()


def end_workers() -> None:
    """End all workers, as is done when the program leaves; the next file gets a new one."""
    with _lock:
        workers = list(_all)
        _idle.clear()
        _all.clear()
    for worker in workers:
        worker.end()


def _disown_all() -> None:
    """In a process that is a copy of this one: its workers are not ours."""
    global _lock
    _lock = Lock()
    for worker in _all:
        worker.disown()
    _idle.clear()
    _all.clear()


atexit.register(end_workers)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown_all)
