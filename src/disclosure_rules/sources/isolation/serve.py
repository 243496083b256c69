"""The worker's side: one job after another is taken from standard input and answered on standard output."""

from __future__ import annotations

import faulthandler
import gc
import os
import pickle
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.isolation.limits import Limits
from disclosure_rules.sources.isolation.session import end_session
from disclosure_rules.sources.isolation.wire import receive, send

try:
    import resource
except ImportError:  # not on Windows: no limit of memory there
    resource = None  # type: ignore[assignment]

__all__ = ["serve"]

_GRACE = 10  # seconds after the limit of time; the program ends its worker at the limit, if it is still there to do so
_MEGABYTE = 1024 * 1024


def serve() -> None:
    """Work until the program is gone. What native code prints goes nowhere."""
    answers = os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    faulthandler.disable()  # in a copy of a program that had it
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program is asked to stop, and ends its workers
    if resource is not None:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(100_000)  # nearly all that a job makes lives to its end
    jobs: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(jobs,), daemon=True).start()
    for module in pickle.loads(jobs.get()):
        import_module(module)
    own = _address_space()
    send(answers, b"")
    context: Any = None
    while True:
        function, renewed, name, limits = pickle.loads(jobs.get())
        context = context if renewed is None else renewed[0]
        data = jobs.get()
        with _within(limits, own):
            answer = _answer(function, context, name, data)
        send(answers, answer or pickle.dumps(("memory", "")))
        if answer is None:
            os._exit(0)  # what is left of this process is not worth keeping


def _listen(jobs: SimpleQueue[bytes]) -> None:
    """Hand on what the program sends; when it is gone, however it went, so is this process with all it has started."""
    try:
        while True:
            jobs.put(receive(0))
    except (EOFError, OSError):
        if hasattr(os, "getsid") and os.getsid(0) == os.getpid():
            end_session(os.getpid())
        os._exit(0)


def _answer(function: Any, context: Any, name: str, data: bytes) -> bytes | None:
    """The answer to one job as bytes; None where memory ran out."""
    try:
        try:
            return pickle.dumps(("done", function(context, name, data)), pickle.HIGHEST_PROTOCOL)
        except SourceError as error:
            return pickle.dumps(("unreadable", error.message))
        except MemoryError:
            return None
        except Exception as error:
            return pickle.dumps(("failed", f"{type(error).__name__}: {error}"))
    except MemoryError:
        return None


@contextmanager
def _within(limits: Limits, own: int) -> Iterator[None]:
    """Keep to the limits, that of memory on top of the process's `own`. The system ends this process some time after
    the limit of time, should nobody be there to do it."""
    alarmed = limits.seconds and hasattr(signal, "alarm")
    before = _limit_memory(own + limits.megabytes * _MEGABYTE) if limits.megabytes else None
    if alarmed:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(limits.seconds + _GRACE)
    try:
        yield
    finally:
        if alarmed:
            signal.alarm(0)
        if before is not None:
            resource.setrlimit(resource.RLIMIT_AS, before)


def _limit_memory(size: int) -> tuple[int, int] | None:
    """Limit the address space to so many bytes; return the limits before, or None where there is no such limit."""
    if resource is None:
        return None
    try:
        before = resource.getrlimit(resource.RLIMIT_AS)
        most = before[1]
        resource.setrlimit(resource.RLIMIT_AS, (size if most == resource.RLIM_INFINITY else min(size, most), most))
    except (ValueError, OSError, AttributeError):  # macOS has the name only
        return None
    return before


def _address_space() -> int:
    """How many bytes of memory this process has asked for until now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
