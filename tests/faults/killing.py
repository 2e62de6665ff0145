"""Killing a build with everything it has started, as when a machine goes down: nobody gets to clean up."""

import contextlib
import os
import signal
import subprocess

import psutil


def family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return a process and all that descend from it; kernels run in sessions of their own and are found too."""
    with contextlib.suppress(psutil.NoSuchProcess):
        first = psutil.Process(process.pid)
        return [first, *first.children(recursive=True)]
    return []


def stage(processes: list[psutil.Process]) -> str:
    """Return how far a build has come, by what it has running."""
    words = set()
    for each in processes:
        with contextlib.suppress(psutil.Error):
            words.update(each.cmdline())
    for word, name in (("build-site", "pages"), ("ipykernel_launcher", "cells"), ("job", "steps")):
        if word in words:
            return name
    return "planning" if processes else "over"


def kill(process: subprocess.Popen[str]) -> str:
    """Kill a build and everything it has started, and return the stage it had reached."""
    known: list[psutil.Process] = []
    while fresh := [each for each in family(process) if each not in known]:
        for each in fresh:  # held first, so that none sees another die and starts to tidy up
            with contextlib.suppress(psutil.Error):
                os.kill(each.pid, signal.SIGSTOP)
        known += fresh
    reached = stage(known) if process.poll() is None else "over"
    for each in known:
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            os.kill(each.pid, signal.SIGKILL)
    psutil.wait_procs(known[1:], timeout=30)
    process.communicate()
    return reached
