"""The most used packages, installed by noglue and by the newest pip, file by file the same?

`world.py --noglue PATH --python PYTHON [--python PYTHON]`: every name of `top300.txt` with all that it needs, on each
Python, from the index that both are set up for. Says what differs; ends with 1 when anything does. `--group N`
installs N names together, which asks the index less; a group that either tool refuses is taken name by name.
"""

import argparse
import collections
import os
import subprocess
import sys
import tempfile
import time

from timing import say
from tools import THROUGH, remove
from trees import difference, pins, picture

HERE = os.path.dirname(os.path.abspath(__file__))
# With accelerator libraries of many gigabytes: resolved by both, not installed.
HEAVY = {"sglang", "torch", "vllm"}


class Side:
    """One tool: how it installs names into a new environment."""

    def __init__(self, label, cache_variable, work):
        self.label, self.home = label, os.path.join(work, "home")
        self.env = {name: os.environ[name] for name in THROUGH if name in os.environ}
        self.env.update(
            HOME=self.home,
            LANG="C.UTF-8",
            PATH=os.environ.get("PATH", "/usr/bin:/bin"),
            NOGLUE_DATA_DIR=os.path.join(work, "data"),
            NOGLUE_COMPILE="never",
            PIP_DISABLE_PIP_VERSION_CHECK="1",
        )
        self.env[cache_variable] = os.path.join(work, "cache-" + label)
        os.makedirs(self.home, exist_ok=True)

    def call(self, argv, cwd, seconds=1800, **env):
        """Exit code and all that was said."""
        ran = subprocess.run(
            argv, cwd=cwd, env={**self.env, **env}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=seconds, text=True, errors="replace",
        )
        return ran.returncode, ran.stdout


class World:
    """One Python, both tools, and a folder that is emptied as one goes."""

    def __init__(self, noglue, python, work):
        self.noglue, self.python, self.work = os.path.realpath(noglue), python, work
        self.name = subprocess.run(
            [python, "-c", "import sys; print('python%d.%d' % sys.version_info[:2])"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        self.ours, self.theirs = Side("noglue", "NOGLUE_CACHE_DIR", work), Side("pip", "PIP_CACHE_DIR", work)
        self.pip = os.path.join(work, "pip-of-" + self.name)
        if not os.path.isdir(self.pip):
            self.new_pip()

    # The newest pip that this Python can run, apart from the environments it is to fill.
    def new_pip(self):
        first = os.path.join(self.work, "first-" + self.name)
        subprocess.run([self.python, "-m", "venv", first], check=True)
        argv = [os.path.join(first, "bin", "python"), "-m", "pip", "install", "-q", "--target", self.pip, "pip"]
        code, said = self.theirs.call(argv, self.work)
        remove(first)
        if code != 0:
            raise SystemExit(f"no new pip for {self.python}:\n{said}")

    def install(self, names):
        """What both made of the names: for each its folder, or the last lines of its refusal."""
        ours, theirs = os.path.join(self.work, "ours"), os.path.join(self.work, "theirs")
        remove(ours, theirs)
        os.makedirs(ours)
        with open(os.path.join(ours, "requirements.txt"), "w") as file:
            file.writelines(f"{name}\n" for name in names)
        resolve_only = HEAVY.intersection(names)
        words = ["pip", "compile", "-q", "-o", "out.txt", "requirements.txt"] if resolve_only else ["sync"]
        code, said = self.ours.call([self.noglue, *words, "--python", self.python], ours)
        refused = {} if code == 0 else {"noglue": last_lines(said)}
        subprocess.run([self.python, "-m", "venv", "--without-pip", theirs], check=True)
        more = ["--dry-run"] if resolve_only else ["--no-compile"]
        argv = [os.path.join(theirs, "bin", "python"), "-m", "pip", "install", "--ignore-installed", *more, *names]
        code, said = self.theirs.call(argv, theirs, PYTHONPATH=self.pip)
        if code != 0:
            refused["pip"] = last_lines(said)
        if resolve_only and not refused:
            return refused, pins_of_lines(ours), pins_of_report(said)
        return refused, os.path.join(ours, ".venv", "current"), theirs

    def judge(self, names):
        """One line for each thing that is not as it should be."""
        refused, ours, theirs = self.install(names)
        if refused:
            return [f"refused by {tool}: {said}" for tool, said in sorted(refused.items())]
        if isinstance(ours, set):
            return [f"{side} resolves {pin}" for side, pin in other_pins(ours, theirs)]
        other = other_pins(pins(ours, self.name), pins(theirs, self.name))
        if other:
            return [f"{side} installs {pin}" for side, pin in other]
        found = difference(picture(ours, self.name), picture(theirs, self.name))
        code, said = self.ours.call([self.noglue, "pip", "check"], os.path.join(self.work, "ours"))
        return found + ([f"pip check: {line}" for line in said.splitlines()] if code else [])


def other_pins(ours, theirs):
    return [("noglue", pin) for pin in sorted(ours - theirs)] + [("pip", pin) for pin in sorted(theirs - ours)]


def pins_of_lines(folder):
    with open(os.path.join(folder, "out.txt")) as file:
        return {line.split()[0] for line in file if line[:1].isalnum()}


# "Would install a-1.0 b-2.0"
def pins_of_report(said):
    words = next(line for line in said.splitlines() if line.startswith("Would install ")).split()[2:]
    return {"==".join((name.lower().replace("_", "-").replace(".", "-"), version))
            for name, version in (word.rsplit("-", 1) for word in words)}


# For another Python, or its build fails whoever starts it.
def is_refused_by_both(found):
    return len(found) == 2 and all(line.startswith("refused by ") for line in found)


def last_lines(said):
    return " | ".join(line.strip() for line in said.strip().splitlines()[-8:])


def run(world, groups, log):
    """Judges group by group; a group that is not clean is taken name by name."""
    counts = collections.Counter()
    waiting = list(groups)
    while waiting:
        names = waiting.pop(0)
        began = time.monotonic()
        found = world.judge(names)
        if found and len(names) > 1:
            say(f"{world.name} {' '.join(names)}: together they differ, now one by one: {found[0]}")
            waiting = [[name] for name in names] + waiting
            continue
        kind = "as pip" if not found else "refused by both" if is_refused_by_both(found) else "not as pip"
        counts[kind] += len(names)
        say(f"{world.name} {' '.join(names)}: {kind} ({time.monotonic() - began:.0f} s)")
        for line in found[:40]:
            say(f"    {line}")
        log.write(f"{world.name}\t{' '.join(names)}\t{len(found)}\n")
        log.flush()
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--noglue", required=True, help="the program to judge")
    parser.add_argument("--python", action="append", required=True, help="an interpreter; may be repeated")
    parser.add_argument("--names", default=os.path.join(HERE, "top300.txt"), help="a file, one name a line")
    parser.add_argument("--only", action="append", default=[], help="only this name; may be repeated")
    parser.add_argument("--group", type=int, default=1, help="names installed together")
    parser.add_argument("--work", help="a folder for caches and a log of what was judged; kept, and gone on from")
    args = parser.parse_args()
    work = os.path.realpath(args.work or tempfile.mkdtemp(prefix="noglue-world-"))
    os.makedirs(work, exist_ok=True)
    with open(args.names) as file:
        names = args.only or [line.strip() for line in file if line[:1] not in ("#", "\n")]
    done = os.path.join(work, "judged.tsv")
    failed = 0
    with open(done, "a+") as log:
        log.seek(0)
        known = {(python, name) for python, found, _ in map(lambda l: l.split("\t"), log) for name in found.split()}
        for python in args.python:
            world = World(args.noglue, python, work)
            left = [name for name in names if args.only or (world.name, name) not in known]
            groups = [left[at:at + args.group] for at in range(0, len(left), args.group)]
            counts = run(world, groups, log)
            print(f"{world.name}: {', '.join(f'{count} {kind}' for kind, count in sorted(counts.items()))}")
            failed += counts["not as pip"]
    remove(os.path.join(work, "ours"), os.path.join(work, "theirs"))
    if not args.work:
        remove(work)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
