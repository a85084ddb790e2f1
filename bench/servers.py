"""First request of a cold uWSGI and start of a hooked Python, on a machine of the server tests.

`servers.py --noglue PATH [--root DIR]`. DIR is what the server tests keep (`NOGLUE_TEST_ROOT`, else
`target/noglue-root`); they build it when they first run. Needs root. Writes docs/benchmarks-servers.md and prints it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
APPS = os.path.join(HERE, "..", "tests", "apps")
PAGE = """# Benchmarks of servers

Made by `make bench-servers` on a machine with {cores} cores, on Debian's own uWSGI and Python in the root of the server tests; both ways in turn;
medians. Compare differences, not milliseconds.

{table}

- *first page*: from the start of uWSGI until Django has answered, byte-code compiled before; `home=` names the same environment, and the
  hook is away then.
"""
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--noglue", required=True, help="the program to measure")
    parser.add_argument("--root", default=os.environ.get("NOGLUE_TEST_ROOT"), help="where the server tests keep systems")
    parser.add_argument("--runs", type=int, default=30)
    args = parser.parse_args()
    root = newest(args.root or os.path.join(HERE, "..", "target", "noglue-root"))
    with tempfile.TemporaryDirectory(prefix="noglue-bench-") as layers:
        with open(os.path.join(APPS, "machine.sh")) as file:
            script = file.read()
        namespaces = ["--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts", "--net"]
        machine = subprocess.Popen(
            ["unshare", *namespaces, "/bin/sh", "-c", script, "machine.sh", root, layers, os.path.abspath(args.noglue)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": PATH},
        )
        try:
            init = machine.stdout.readline().strip().decode()
            if machine.stdout.readline().strip() != b"ready":
                sys.exit("the machine did not start")
            for name in ("servers_inside.py", "timing.py"):
                with open(os.path.join(HERE, name)) as source, open(f"/proc/{init}/root/srv/{name}", "w") as copy:
                    copy.write(source.read())
            inside = ["nsenter", "--target", init, "--mount", "--uts", "--ipc", "--net", "--pid", "/usr/bin/env", "--chdir=/srv"]
            command = [*inside, "/usr/bin/python3", "-I", "/srv/servers_inside.py", str(args.runs)]
            output = subprocess.run(command, env={"PATH": PATH}, stdout=subprocess.PIPE, check=True).stdout
        finally:
            machine.stdin.close()
            machine.wait()
    page = PAGE.format(cores=os.cpu_count(), table=table(json.loads(output)))
    print(page)
    with open(os.path.join(HERE, "..", "docs", "benchmarks-servers.md"), "w") as file:
        file.write(page)


def newest(folder):
    """A system that is whole: nothing else there has a name of hexadecimal digits alone."""
    try:
        names = [name for name in os.listdir(folder) if set(name) <= set("0123456789abcdef")]
    except OSError as error:
        sys.exit(f"{error}; run the server tests once: cargo test --test it apps::")
    if not names:
        sys.exit(f"no system in {folder}; run the server tests once: cargo test --test it apps::")
    return max((os.path.join(folder, name) for name in names), key=os.path.getmtime)


def table(found):
    uwsgi, wired = found["uwsgi"]["noglue"], found["uwsgi"]["home="]
    hooked, bare = found["python"]["hook"], found["python"]["bare"]
    calls = found["calls"]["hook"] - found["calls"]["bare"]
    rows = [
        ("first page of a cold uWSGI, Django", f"{1000 * uwsgi:.0f} ms", f"`home=` {1000 * wired:.0f} ms",
         f"{100 * (uwsgi / wired - 1):+.1f} %", "+5 %", uwsgi <= 1.05 * wired),
        ("`python3 FILE` with the hook, no project", f"{1000 * hooked:.2f} ms", f"without {1000 * bare:.2f} ms",
         f"{1000 * (hooked - bare):+.2f} ms", "+0.5 ms", hooked - bare <= 0.0005),
        ("the same, system calls", str(found["calls"]["hook"]), f"without {found['calls']['bare']}",
         f"{calls:+d}", "+40", calls <= 40),
    ]
    lines = ["| work | noglue | peer | difference | target | reached |", "|---|---|---|---|---|---|"]
    lines += ["| " + " | ".join([*row[:-1], "yes" if row[-1] else "no"]) + " |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
