"""Running one command and knowing how long it took; running several in turn so that noise hits all alike."""

import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from typing import Callable, Optional


@dataclass
class Step:
    """One program: what to run, where, with which environment."""

    argv: list
    cwd: str
    env: dict


@dataclass
class Contender:
    """One tool's way of doing a piece of work."""

    tool: str
    steps: list
    # Brings the world into the state before the work; not timed.
    prepare: Callable[[], None] = lambda: None
    # Runs of this one; a slow peer needs fewer.
    runs: Optional[int] = None


@dataclass
class Result:
    """Seconds of each run of one tool at one piece of work."""

    tool: str
    seconds: list = field(default_factory=list)

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def best(self):
        return min(self.seconds)


class Failed(Exception):
    """A command that was to be timed did not succeed."""


def run(step, log):
    """Runs one step to its end. Everything it says goes to the file `log`."""
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    null = os.open(os.devnull, os.O_RDONLY)
    try:
        os.chdir(step.cwd)
        actions = [(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, out, 2)]
        # posix_spawn and not subprocess: the time of starting is the smallest there is.
        pid = os.posix_spawn(step.argv[0], step.argv, step.env, file_actions=actions)
        _, status = os.waitpid(pid, 0)
    finally:
        os.close(out)
        os.close(null)
    code = os.waitstatus_to_exitcode(status)
    if code != 0:
        with open(log, errors="replace") as file:
            said = file.read()[-2000:]
        raise Failed(f"{' '.join(step.argv)} (in {step.cwd}) ended with {code}:\n{said}")


def timed(contender, log):
    """Seconds of one run."""
    contender.prepare()
    start = time.perf_counter()
    for step in contender.steps:
        run(step, log)
    return time.perf_counter() - start


def interleaved(contenders, runs, log, seed=1):
    """Every tool once per round, in an order that changes, so that a slow minute slows all of them."""
    order = random.Random(seed)
    results = {c.tool: Result(c.tool) for c in contenders}
    for number in range(runs):
        round_ = [c for c in contenders if number < (c.runs or runs)]
        order.shuffle(round_)
        for contender in round_:
            results[contender.tool].seconds.append(timed(contender, log))
    return [results[c.tool] for c in contenders]


def say(text):
    """Progress, for the person who waits."""
    print(text, file=sys.stderr, flush=True)
