"""A file that hangs, crashes or eats memory costs itself, and leaves nothing behind."""

import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import hostile
from disclosure_rules.api import load_rulebook
from disclosure_rules.cli import run_command
from disclosure_rules.cli.limits import MEGABYTES, SECONDS
from disclosure_rules.place import Place
from disclosure_rules.sources import SourceError
from disclosure_rules.sources.isolation import Limits, end_workers, expect, isolated, needs_worker, pool
from disclosure_rules.sources.isolation.need import SMALL
from disclosure_rules.sources.isolation.starting import Command, Copy
from disclosure_rules.sources.isolation.wire import load_result

ON_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems do not limit memory")
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="signals")
FIXTURE = Path(__file__).parents[2] / "fixtures" / "service-centre-2021-consistent.docx"
BOTH = pytest.mark.usefixtures("workers")
STARTS = [Command, *([Copy] if sys.platform.startswith("linux") else [])]


@pytest.fixture(params=STARTS, ids=lambda start: start.__name__)
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that are started in either way."""
    monkeypatch.setattr(pool, "_start", request.param)


@pytest.fixture(autouse=True)
def no_workers() -> Iterator[None]:
    """None is there before and after a test."""
    end_workers()
    yield
    end_workers()


def do(job: Callable[..., object], *, data: bytes = b"", **limits: int) -> object:
    return isolated(job, "context", "x.pdf", data, Limits(**limits))


def refused(job: Callable[..., object], **limits: int) -> dict[str, str]:
    with pytest.raises(SourceError) as caught:
        do(job, **limits)
    return caught.value.message


def gone(process: int) -> bool:
    """Whether a process is over, or will be in a moment."""
    for _ in range(100):
        try:
            os.kill(process, 0)
            state = Path(f"/proc/{process}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
        except (ProcessLookupError, FileNotFoundError):
            return True
        if state == "Z":  # over; whoever adopted it has not looked yet
            return True
        time.sleep(0.05)
    return False


def script(words: str, folder: Path) -> subprocess.Popen[str]:
    """A program that uses the package. It can be interrupted, even where the tests run in the background of a shell,
    which has its children ignore that."""
    able = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    (folder / "script.py").write_text(able + textwrap.dedent(words), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "script.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=folder,
    )


# ------------------------------------------------------------------ what comes back


@BOTH
def test_a_worker_is_used_again() -> None:
    first = do(hostile.echoes, data=b"x" * 3_000_000)
    second = do(hostile.echoes)
    assert isinstance(first, tuple) and isinstance(second, tuple)
    assert (first[:3], second[:3]) == (("context", "x.pdf", 3_000_000), ("context", "x.pdf", 0))
    assert first[3] == second[3] != os.getpid()


@BOTH
def test_another_context_is_sent() -> None:
    told = [isolated(hostile.echoes, context, "x", b"", Limits()) for context in ("one", "one", "two")]
    assert [item[0] for item in told] == ["one", "one", "two"]  # type: ignore[index]


@BOTH
def test_what_native_code_prints_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    assert do(hostile.chatters) == 10
    assert capfd.readouterr() == ("", "")


def test_several_threads_have_several_workers() -> None:
    told: list[object] = []
    threads = [threading.Thread(target=lambda: told.append(do(hostile.echoes))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 4


# ------------------------------------------------------------------ what becomes of bad files


@BOTH
@pytest.mark.parametrize("job", [hostile.sleeps, hostile.spins])
def test_a_file_that_hangs_is_stopped(job: Callable[..., object]) -> None:
    message = refused(job, seconds=1)
    assert message["zh"].startswith("“x.pdf”处理超过 1 秒，已停止")
    assert "'x.pdf' takes more than 1 seconds and was stopped" in message["en"]
    assert do(hostile.echoes)


@BOTH
@ON_LINUX
def test_a_file_that_eats_memory_is_stopped() -> None:
    message = refused(hostile.hoards, megabytes=200)
    assert "需要超过 200 MB 内存" in message["zh"] and "needs more than 200 MB of memory" in message["en"]
    assert do(hostile.echoes)


@BOTH
@ON_LINUX
def test_native_code_that_crashes_for_want_of_memory_is_said_to() -> None:
    assert "needs more than 200 MB" in refused(hostile.hoards_and_crashes, megabytes=200)["en"]


@BOTH
@ON_POSIX
def test_a_file_that_crashes_the_reader() -> None:
    message = refused(hostile.crashes)
    assert "崩溃（信号 6）" in message["zh"] and "crashed (signal 6)" in message["en"]
    assert "exit status 7" in refused(hostile.leaves)["en"]
    assert "the system killed" in refused(hostile.is_killed)["en"]
    assert do(hostile.echoes)


def test_an_error_nobody_thought_of() -> None:
    assert "IndexError: deep inside" in refused(hostile.fails)["en"]


@BOTH
def test_damage_done_by_one_file_is_not_laid_to_the_next() -> None:
    assert [do(hostile.crashes_when_used) for _ in range(3)] == ["x.pdf"] * 3


@BOTH
def test_a_result_is_made_of_values_alone(capfd: pytest.CaptureFixture[str]) -> None:
    assert "damaged" in refused(hostile.forges)["en"]
    assert capfd.readouterr() == ("", "")
    assert load_result(pickle.dumps(Place(line=3))) == Place(line=3)
    for harmful in (os.system, subprocess.Popen, Command, FIXTURE, end_workers, SourceError):
        with pytest.raises(pickle.UnpicklingError):
            load_result(pickle.dumps(harmful))


def test_a_worker_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("", "/no/such/python", sys.executable + "-none"):
        monkeypatch.setattr("sys.executable", program)
        expect([FIXTURE])
        assert "cannot be started" in refused(hostile.echoes)["en"]


# ------------------------------------------------------------------ nothing is left behind


@ON_POSIX
def test_a_program_without_a_main_guard(tmp_path: Path) -> None:
    """It may be a thread, or a daemonic process; and what lies about in its folder is not imported by a worker."""
    (tmp_path / "lxml.py").write_text("raise SystemExit(9)", encoding="utf-8")
    words = f"""
        import multiprocessing, sys, threading
        sys.path.remove(sys.path[0])  # the folder of the script
        from disclosure_rules import check
        def run(): print(len(check({str(FIXTURE)!r}).documents[0].document.facts) > 100, flush=True)
        run()
        thread = threading.Thread(target=run)
        thread.start(); thread.join()
        child = multiprocessing.get_context("fork").Process(target=run, daemon=True)
        child.start(); child.join()
        run()
    """
    with script(words, tmp_path) as program:
        out, err = program.communicate(timeout=60)
    assert (out.split(), err) == (["True"] * 4, "")


@ON_POSIX
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("job", ["sleeps", "spins"])
@pytest.mark.parametrize("copied", [False, True])
def test_a_worker_does_not_outlive_the_program(tmp_path: Path, number: int, job: str, copied: bool) -> None:
    words = f"""
        import hostile
        from disclosure_rules.sources.isolation import Limits, copy_this_process, isolated
        {"copy_this_process()" if copied else ""}
        print(isolated(hostile.echoes, 0, "x", b"", Limits())[3], flush=True)
        isolated(hostile.{job}, 0, "x", b"", Limits())
    """
    with script(words, tmp_path) as program:
        assert program.stdout is not None
        worker = int(program.stdout.readline())
        time.sleep(0.1)
        os.kill(worker, 0)
        program.send_signal(number)
        program.communicate(timeout=10)
    assert gone(worker)


@ON_LINUX
@BOTH
def test_what_a_worker_has_started_ends_with_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with pytest.raises(SourceError):
        isolated(hostile.starts_others, 0, str(told), b"", Limits(seconds=2))
    others = [int(number) for number in told.read_text("ascii").split()]
    assert len(others) == 2 and all(map(gone, others))


def test_an_idle_worker_leaves_with_the_program(tmp_path: Path) -> None:
    words = """
        import hostile
        from disclosure_rules.sources.isolation import Limits, isolated
        print(isolated(hostile.echoes, 0, "x", b"", Limits())[3])
    """
    with script(words, tmp_path) as program:
        out, err = program.communicate(timeout=30)
    assert err == "" and gone(int(out))


# ------------------------------------------------------------------ which files


def test_small_plain_files_stay_here() -> None:
    text = "支出5万元。".encode()
    assert not needs_worker(text) and not needs_worker(b"\x89PNG\r\n\x1a\n") and not needs_worker(b"")
    assert not needs_worker(b"%PDF-1.7", plain=True)
    assert needs_worker(text * SMALL) and needs_worker(text * SMALL, plain=True)
    assert needs_worker(b"%PDF-1.7") and needs_worker(b"PK\x03\x04") and needs_worker(b"<html><body>")


def test_limits_are_whole_and_not_below_nothing() -> None:
    assert Limits() == Limits(seconds=SECONDS, megabytes=MEGABYTES)
    for wrong in ({"seconds": -1}, {"megabytes": -1}):
        with pytest.raises(ValueError, match="0 for none"):
            Limits(**wrong)


@BOTH
def test_the_answer_is_the_same_in_whichever_process() -> None:
    checker = load_rulebook()
    here, there, free = (
        checker.check(FIXTURE, limits=limits).documents[0]
        for limits in (None, Limits(), Limits(seconds=0, megabytes=0))
    )
    assert here.summary == there.summary == free.summary
    assert here.findings == there.findings == free.findings
    assert len(here.held) == len(there.held) > 0
    facts = checker.read(FIXTURE).facts
    assert [fact.text for fact in facts] == [fact.text for fact in checker.read(FIXTURE, limits=None).facts]


def test_the_other_files_keep_their_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_bytes(dict(hostile.texts(2_000_000))["prose.txt"])
    words = ["check", str(FIXTURE), str(slow), str(FIXTURE), "--timeout", "5", "--lang", "en"]
    assert run_command(words) == 3
    out = capsys.readouterr().out
    assert "'slow.txt' takes more than 5 seconds" in out and "3 files" in out and out.count(FIXTURE.name) >= 2
    assert run_command(["read", str(slow), "--timeout", "1"]) == 3
    assert "takes more than 1 seconds" in capsys.readouterr().err
