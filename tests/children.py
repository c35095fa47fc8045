"""Processes that tests start to kill, to fill up or to lock out: comes in code, goes out a process that can import what the tests can."""

import ctypes
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from inspect import isgenerator, isgeneratorfunction
from pathlib import Path

HERE = Path(__file__).parent
_VERSION_3 = 0x20080522  # of Linux' structures of capabilities: linux/capability.h


def child(code: str, *arguments: object) -> "subprocess.Popen[str]":
    """Runs `code` with its arguments in sys.argv; what it prints is read from `stdout`, and it may wait for `stdin`."""
    paths = os.pathsep.join([str(HERE), str(HERE.parent)])
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": paths},
    )


def printed(code: str, *arguments: object) -> str:
    """What the code prints."""
    with child(code, *arguments) as process:
        return process.communicate()[0].strip()


def killed(work: Callable[[int], object], times: int, most: float) -> None:
    """Forks processes that do the work, numbered from 1, and kills each after up to `most` seconds, until so many were killed at it.

    Where the work is a generator, those seconds start as it yields: however busy the machine is, it is killed at what comes then.
    """
    chance, turn, wanted = random.Random(7), 0, times
    while times:
        turn += 1
        ready, tell = os.pipe()
        if not (process := os.fork()):
            if isgenerator(begun := work(turn)):
                for _ in begun:
                    os.write(tell, b"!")
            os._exit(0)
        os.close(tell)
        if isgeneratorfunction(work):
            os.read(ready, 1)
        time.sleep(chance.uniform(0.02, most))
        os.kill(process, signal.SIGKILL)
        times -= os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
        os.close(ready)
        assert turn <= 5 * wanted, "the work ends too soon to be killed at it"


def no_room_beyond(most: int) -> None:
    """No file of this process grows beyond so many bytes, as on a disk that is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def no_rights() -> None:
    """This process writes only where the bits say so, root's too: it gives up its capabilities."""
    if sys.platform == "linux":
        failed = ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(_VERSION_3, 0), (ctypes.c_uint32 * 6)())
        assert not failed, "the capabilities stay"
