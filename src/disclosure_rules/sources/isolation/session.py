"""A worker with all that it has started, ended at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

__all__ = ["end_session"]

_SESSION = 3  # of what stands behind the name in /proc/…/stat


def end_session(leader: int) -> None:
    """Kill the leader of a session, the groups of processes in it, and those who have a group of their own.

    A leader that is not yet one is killed alone. Where the system has no /proc, groups of their own are left.
    """
    for process in (*_members(leader), leader):
        with suppress(OSError):
            os.kill(process, signal.SIGKILL)
    with suppress(OSError):
        os.killpg(leader, signal.SIGKILL)


def _members(session: int) -> Iterator[int]:
    own = str(session)
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError, IndexError):
            told = (folder / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
            if told[_SESSION] == own and folder.name != own:
                yield int(folder.name)
