"""What is said of a file that a worker could not finish."""

from __future__ import annotations

from disclosure_rules.sources.block import SourceError
from disclosure_rules.sources.isolation.limits import Limits
from disclosure_rules.sources.isolation.process import Ended

__all__ = ["failed", "out_of_memory", "told"]

_KILLED = -9  # by the system, which does so where the machine has no memory left


def told(name: str, ended: Ended, limits: Limits) -> SourceError:
    """The error that says why a worker has ended."""
    if ended.why == "start":
        return _error(
            name,
            "没有读取：无法启动读取文件的子进程，请检查本机的 Python 环境和权限。",
            "was not read: the process that reads files cannot be started; check this Python and its permissions.",
        )
    if ended.why == "time":
        return _error(
            name,
            f"处理超过 {limits.seconds} 秒，已停止，没有检查；请确认文件是否正常，或用 --timeout 放宽时限。",
            f"takes more than {limits.seconds} seconds and was stopped unchecked; see whether the file is sound, "
            "or allow more time (--timeout).",
        )
    if ended.status == _KILLED:
        return _error(
            name,
            "没有检查：读取程序被系统终止（信号 9），多半是内存不足；请确认文件是否正常，或在内存更大的机器上检查。",
            "was not checked: the system killed the reader (signal 9), most likely for want of memory; see whether the "
            "file is sound, or use a machine with more memory.",
        )
    if limits.megabytes and ended.peak > limits.megabytes // 2:  # native code crashes where it gets no more memory
        return out_of_memory(name, limits)
    zh, en = (
        (f"信号 {-ended.status}", f"signal {-ended.status}")
        if ended.status < 0
        else (f"退出码 {ended.status}", f"exit status {ended.status}")
    )
    return _error(
        name,
        f"没有检查：读取程序崩溃（{zh}）；文件可能已损坏，请重新导出后再检查。",
        f"was not checked: the reader crashed ({en}); the file may be damaged, export it again.",
    )


def out_of_memory(name: str, limits: Limits) -> SourceError:
    """The error that says a file needs too much memory."""
    if not limits.megabytes:
        return _error(
            name,
            "没有检查：本机内存不足；请确认文件是否正常。",
            "was not checked: this machine has not enough memory for it; see whether the file is sound.",
        )
    return _error(
        name,
        f"需要超过 {limits.megabytes} MB 内存，已停止，没有检查；请确认文件是否正常，或用 --memory 放宽上限。",
        f"needs more than {limits.megabytes} MB of memory and was stopped unchecked; see whether the file is sound, "
        "or allow more memory (--memory).",
    )


def failed(name: str, why: str) -> SourceError:
    """The error that says what went wrong in a way nobody thought of."""
    return _error(name, f"无法检查（{why}）。", f"cannot be checked ({why}).")


def _error(name: str, zh: str, en: str) -> SourceError:
    return SourceError({"zh": f"“{name}”{zh}", "en": f"'{name}' {en}"})
