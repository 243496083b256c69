"""The program's side: one worker, the job it is given, and how it ended."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock, Timer

from disclosure_rules.sources.isolation.limits import Limits
from disclosure_rules.sources.isolation.starting import Process
from disclosure_rules.sources.isolation.wire import receive, send

__all__ = ["Ended", "Worker"]

_START = 60  # seconds until a worker must have begun to work


class Ended(Exception):
    """A worker that is no more, and why: `time`, `start` (it never began), or `crash` with the `status` it left and the
    megabytes it had at its `peak`."""

    def __init__(self, why: str, status: int = 0, peak: int = 0) -> None:
        super().__init__(why)
        self.why = why
        self.status = status
        self.peak = peak


class Worker:
    """A process that does one job at a time."""

    def __init__(self, start: Callable[[], Process], modules: Sequence[str] = ()) -> None:
        self.jobs = 0
        self._context: object = None
        self._began = False
        self._open = True
        try:
            self._process = start()
        except (OSError, ValueError):
            raise Ended("start") from None
        with suppress(OSError):  # one that has gone already will be found so
            send(self._process.inlet, pickle.dumps(tuple(modules)))

    @property
    def alive(self) -> bool:
        """Whether the process is there and can be given a job."""
        return self._process.status() is None

    def work(self, function: Callable[..., object], context: object, name: str, data: bytes, limits: Limits) -> bytes:
        """Have one job done and return the answer. Raises Ended, after which the worker is of no more use.

        The context goes to the worker once, and again only where it is another than before.
        """
        if not self._began:
            self._timed(lambda: receive(self._process.outlet), _START, late="start", lost="start")
            self._began = True
        renewed = None if self.jobs and context is self._context else (context,)
        job = pickle.dumps((function, renewed, name, limits), pickle.HIGHEST_PROTOCOL)
        self.jobs += 1
        self._context = context

        def exchange() -> bytes:
            send(self._process.inlet, job)
            send(self._process.inlet, data)
            return receive(self._process.outlet)

        return self._timed(exchange, limits.seconds, late="time", lost="crash")

    def _timed(self, exchange: Callable[[], bytes], seconds: int, *, late: str, lost: str) -> bytes:
        """Exchange something with the worker, which is killed when the time is over: then nothing more comes of it."""
        watch = _Watch(seconds, self._process.kill)
        try:
            return exchange()
        except (EOFError, OSError):
            watch.stop()
            status = self.end()
            raise Ended(late if watch.rang else lost, status, self._process.peak) from None
        finally:
            watch.stop()

    def end(self) -> int:
        """End the process with all it has started; return how it went."""
        self._process.kill()
        status = self._process.status(wait=True)
        self._close()
        return status or 0

    def disown(self) -> None:
        """Forget the process: this one is a copy of the one that it belongs to."""
        self._process.disown()
        self._close()

    def _close(self) -> None:
        if self._open:
            self._open = False
            for pipe in (self._process.inlet, self._process.outlet):
                os.close(pipe)


class _Watch:
    """Calls a function after some seconds (0: never), unless it is stopped before; once stopped, it is not calling."""

    def __init__(self, seconds: int, call: Callable[[], None]) -> None:
        self.rang = False
        self._call: Callable[[], None] | None = call
        self._guard = Lock()
        self._timer = Timer(seconds, self._ring) if seconds else None
        if self._timer is not None:
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        with self._guard:
            self._call = None
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()  # a program of one thread has one thread again

    def _ring(self) -> None:
        with self._guard:
            if self._call is not None:
                self.rang = True
                self._call()
