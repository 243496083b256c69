"""Two ways to start a worker: as a command of its own, or as a copy of this process."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from typing import Protocol

from disclosure_rules.sources.isolation.serve import serve
from disclosure_rules.sources.isolation.session import end_session

__all__ = ["Command", "Copy", "Process"]

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from disclosure_rules.sources.isolation.serve import serve; serve()"


class Process(Protocol):
    """A process that reads from `inlet` and writes to `outlet`. It leads a session, so that all it starts ends with it.

    Making one raises OSError where no process can be started.
    """

    inlet: int
    outlet: int
    peak: int  # megabytes it had at most, where it is over and the system tells

    def status(self, *, wait: bool = False) -> int | None:
        """How it went, if it is over: its exit status, or below zero the signal that ended it."""

    def kill(self) -> None:
        """End it with all it has started, at once."""

    def disown(self) -> None:
        """Forget it: this process is a copy of the one that it belongs to."""


class Command:
    """A Python that is started afresh: for a program that may have threads, or whose system has no other way.

    Not by `multiprocessing`: that runs the main script of the program again, and not from a daemonic process.
    """

    def __init__(self) -> None:
        if getattr(sys, "frozen", False) or not sys.executable:
            raise OSError  # what would be started is not Python
        alone = "-I" if sys.flags.isolated else "-P"  # a file that lies about in the folder is never imported
        self._process = subprocess.Popen(
            [sys.executable, alone, "-c", _BOOT, *map(str, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self.inlet, self.outlet = (os.dup(pipe.fileno()) for pipe in (self._process.stdin, self._process.stdout))
        self._process.stdin.close()
        self._process.stdout.close()
        self.peak = 0

    def status(self, *, wait: bool = False) -> int | None:
        if self._process.returncode is None and hasattr(os, "wait4"):
            self._process.returncode, self.peak = _ended(self._process.pid, wait=wait)
        return self._process.wait() if wait else self._process.poll()

    def kill(self) -> None:
        if self._process.returncode is None:
            with suppress(OSError):
                end_session(self._process.pid) if hasattr(os, "killpg") else self._process.kill()

    def disown(self) -> None:
        self._process.returncode = 0


class Copy:
    """A copy of this process, with all it has loaded: for a program that has one thread and knows it."""

    def __init__(self) -> None:
        job, self.inlet = os.pipe()
        self.outlet, answer = os.pipe()
        self._status: int | None = None
        self.peak = 0
        self._pid = os.fork()
        if self._pid == 0:
            try:
                os.setsid()
                for pipe in (self.inlet, self.outlet):
                    os.close(pipe)
                null = os.open(os.devnull, os.O_RDWR)
                for pipe, place in ((job, 0), (answer, 1), (null, 2)):
                    os.dup2(pipe, place)
                    os.close(pipe)
                serve()
            finally:
                os._exit(1)
        os.close(job)
        os.close(answer)

    def status(self, *, wait: bool = False) -> int | None:
        if self._status is None:
            self._status, self.peak = _ended(self._pid, wait=wait)
        return self._status

    def kill(self) -> None:
        if self._status is None:
            end_session(self._pid)

    def disown(self) -> None:
        self._status = 0


def _ended(process: int, *, wait: bool) -> tuple[int | None, int]:
    """The status of a process that is over, or None, and the megabytes it had at most."""
    try:
        found, status, usage = os.wait4(process, 0 if wait else os.WNOHANG)
    except ChildProcessError:  # somebody else has waited for it
        return 0, 0
    return (os.waitstatus_to_exitcode(status), usage.ru_maxrss // 1024) if found else (None, 0)
