"""What the start-up hook costs where there is no project: time and system calls of a Python with it and without it.

    python3 bench/startup.py [--python PY] [--runs N] [--check]

Nothing is installed: the hook lies in the site directory of a user who exists for this run only. The targets are
half a millisecond and forty system calls more.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from timing import Contender, Step, interleaved

HOOK = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "shims", "python")
MOST = {"milliseconds": 0.5, "calls": 40}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=getattr(sys, "_base_executable", sys.executable))
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    args = parser.parse_args()
    work = os.path.realpath(tempfile.mkdtemp(prefix="noglue-bench-"))
    try:
        rows = measure(args, work)
    finally:
        os.chdir("/")
        shutil.rmtree(work)
    print("| start | without | with | more | calls more |\n|---|---|---|---|---|")
    for row in rows:
        print("| %s | %.2f ms | %.2f ms | %+.2f ms | %s |" % row)
    missed = [r for r in rows if r[3] > MOST["milliseconds"] or (isinstance(r[4], int) and r[4] > MOST["calls"])]
    return int(args.check and bool(missed))


def measure(args, work):
    envs = {}
    for name in ("without", "with"):
        envs[name] = {"HOME": os.path.join(work, name), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
        ask = [args.python, "-c", "import site; print(site.getusersitepackages())"]
        folder = subprocess.run(ask, env=envs[name], check=True, capture_output=True, text=True).stdout.strip()
        os.makedirs(folder)
        if name == "with":
            files = [os.path.join(HOOK, file) for file in os.listdir(HOOK) if file.startswith("noglue")]
            for file in files:
                shutil.copy(file, folder)
            modules = [os.path.join(folder, os.path.basename(f)) for f in files if f.endswith(".py")]
            subprocess.run([args.python, "-I", "-S", "-m", "py_compile", *modules], check=True)
    script = os.path.join(work, "some", "folder", "tool.py")
    os.makedirs(os.path.dirname(script))
    with open(script, "w") as file:
        file.write("pass\n")
    rows = []
    for title, words in (("a script", [script]), ("`-c`", ["-c", "pass"]), ("`-m`", ["-m", "keyword"])):
        argv = [args.python, *words]
        contenders = [Contender(name, [Step(argv, "/", env)]) for name, env in envs.items()]
        results = interleaved(contenders, args.runs, os.path.join(work, "log"))
        before, after = (statistics.median(result.seconds) * 1000 for result in results)
        counts = [calls(argv, env, work) for env in envs.values()]
        more = counts[1] - counts[0] if None not in counts else "not counted: no strace"
        rows.append((title, before, after, after - before, more))
    return rows


def calls(argv, env, work):
    """System calls of one run, None where nothing counts them."""
    if not shutil.which("strace"):
        return None
    log = os.path.join(work, "calls")
    subprocess.run(["strace", "-o", log, *argv], env=env, cwd="/", check=True, capture_output=True)
    with open(log) as file:
        return sum(1 for line in file if "(" in line)


if __name__ == "__main__":
    sys.exit(main())
