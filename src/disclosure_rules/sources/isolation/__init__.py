"""A file of unknown origin is worked on in a process of its own, under limits of time and memory."""

from disclosure_rules.sources.isolation.limits import DEFAULT_LIMITS, Limits
from disclosure_rules.sources.isolation.need import expect, needs_worker
from disclosure_rules.sources.isolation.pool import copy_this_process, end_workers, isolated, start_worker

__all__ = [
    "DEFAULT_LIMITS",
    "Limits",
    "copy_this_process",
    "end_workers",
    "expect",
    "isolated",
    "needs_worker",
    "start_worker",
]
