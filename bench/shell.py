"""What the shell hook costs: at the start of a shell, at a prompt where nothing changed, and at the entry of a project.

    python3 bench/shell.py --noglue target/release/noglue [--runs N] [--check]

The start is timed from outside, with and without the hook, in turn. The other two are timed by the shell itself over many
rounds, so that its own start is in neither. Entering is entering and leaving, halved. The targets: 5 ms, 0.05 ms, 3 ms.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

from timing import Contender, Step, interleaved

MOST = {"start": 5, "prompt": 0.05, "enter": 3}
ROUNDS = {"prompt": 5000, "enter": 200}

# How a shell is started, loads the hook, and what it runs ROUNDS times in which it knows the time.
SHELLS = {
    "bash": (
        ["bash", "--norc", "--noprofile", "-c"],
        'eval "$("$PROGRAM" hook bash)"\n',
        'cd "$AT"; _noglue_hook; t=$EPOCHREALTIME; for ((i = 0; i < N; i++)); do %s; done; '
        'u=$EPOCHREALTIME; echo $(((${u/./} - ${t/./})))',
    ),
    "zsh": (
        ["zsh", "-f", "-c"],
        'eval "$("$PROGRAM" hook zsh)"\n',
        'zmodload zsh/datetime; cd "$AT"; _noglue_hook; t=$EPOCHREALTIME; for ((i = 0; i < N; i++)); do %s; done; '
        "u=$EPOCHREALTIME; printf '%%.0f\\n' $(((u - t) * 1000000))",
    ),
    "fish": (
        ["fish", "--no-config", "-c"],
        '"$PROGRAM" hook fish | source\n',
        'cd "$AT"; _noglue_hook; set t (date +%%s.%%N); for i in (seq $N); %s; end; '
        'set u (date +%%s.%%N); math "($u - $t) * 1000000"',
    ),
}
WORK = {"prompt": "_noglue_hook", "enter": 'cd "$PROJECT"; cd "$AWAY"'}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--noglue", required=True)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    args = parser.parse_args()
    args.noglue = os.path.abspath(args.noglue)
    work = os.path.realpath(tempfile.mkdtemp(prefix="noglue-bench-"))
    try:
        rows = measure(args, work)
    finally:
        os.chdir("/")
        shutil.rmtree(work)
    print("| shell | start | prompt, nothing changed | entering a project |\n|---|---|---|---|")
    for shell, row in rows:
        print("| %s | %+.2f ms | %.4f ms | %.2f ms |" % (shell, row["start"], row["prompt"], row["enter"]))
    missed = [(shell, what) for shell, row in rows for what in MOST if row[what] > MOST[what]]
    return int(args.check and bool(missed))


def measure(args, work):
    project, away = os.path.join(work, "project"), os.path.join(work, "away")
    os.makedirs(project)
    os.makedirs(away)
    env = {"HOME": work, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "NOGLUE_HOOK": "quiet"}
    env.update(PROGRAM=args.noglue, PROJECT=project, AWAY=away)
    subprocess.run([args.noglue, "venv", "--quiet"], cwd=project, env=env, check=True)
    rows = []
    for shell, (argv, load, timed) in SHELLS.items():
        program = shutil.which(argv[0])
        if not program:
            print("skipped: %s is not installed" % shell, file=sys.stderr)
            continue
        argv = [program, *argv[1:]]
        contenders = [
            Contender(name, [Step([*argv, text + "true"], away, env)]) for name, text in (("without", ""), ("with", load))
        ]
        without, with_hook = interleaved(contenders, args.runs, os.path.join(work, "log"))
        row = {"start": (with_hook.median - without.median) * 1000}
        for what, line in WORK.items():
            at = project if what == "prompt" else away
            inner = {**env, "AT": at, "N": str(ROUNDS[what])}
            script = load + timed % line
            seconds = []
            for _ in range(5):
                done = subprocess.run([*argv, script], cwd=away, env=inner, check=True, capture_output=True, text=True)
                seconds.append(float(done.stdout.strip()) / 1000 / ROUNDS[what])
            row[what] = statistics.median(seconds) / (2 if what == "enter" else 1)
        rows.append((shell, row))
    return rows


if __name__ == "__main__":
    sys.exit(main())
