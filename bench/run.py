"""Side by side with the peers: `run.py --noglue PATH`. Writes docs/benchmarks.md and prints the table.

Runs are interleaved and medians compared; a ratio below 1 means that noglue is faster. `--quick` makes fewer
runs, `--only WORD` picks rows, `--check` ends with 1 when a target is missed.
"""

import argparse
import json
import os
import sys
import tempfile

import cases
from timing import Failed, interleaved, say
from tools import Tools, remove

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--noglue", required=True, help="the program to measure")
    parser.add_argument("--scale", type=float, default=1.0, help="times the usual number of runs")
    parser.add_argument("--quick", action="store_true", help="as --scale 0.3")
    parser.add_argument("--only", default="", help="only rows whose title contains this")
    parser.add_argument("--work", help="a folder for everything; kept (default: temporary)")
    parser.add_argument("--page", default=os.path.join(HERE, "..", "docs", "benchmarks.md"))
    parser.add_argument("--json", help="write all times there")
    parser.add_argument("--check", action="store_true", help="exit 1 when a target is missed")
    args = parser.parse_args()
    if args.quick:
        args.scale = 0.3
    work = os.path.realpath(args.work or tempfile.mkdtemp(prefix="noglue-bench-"))
    try:
        rows, versions, failed = measure(args, work)
    finally:
        os.chdir("/")
        remove(os.path.join(work, "trash") if args.work else work)
    page = render(rows, versions)
    print(page)
    if args.json:
        with open(args.json, "w") as file:
            json.dump([{"title": c.title, "seconds": {r.tool: r.seconds for r in rs}} for c, rs in rows], file, indent=1)
    if failed:
        say(f"not measured: {', '.join(failed)}")
        return 1
    if not args.only:
        with open(args.page, "w") as file:
            file.write(page)
    return int(args.check and any(row[-1] == "no" for row in table(rows)))


def measure(args, work):
    """All rows that were asked for, in the order of the page."""
    tools = Tools(args.noglue, work)
    if not os.path.exists(tools.uv):
        tools.install_peers()
    runs = lambda usual: max(1, round(usual * args.scale))
    projects = {name: cases.Project(tools, name) for name in cases.SETS}
    w1, w2 = projects["W1"], projects["W2"]
    large = [row for name in cases.LARGE for is_cold in (False, True) for row in large_row(tools, args, name, is_cold)]
    # Functions, since some lay things out where an earlier row would remove them.
    plan = [
        lambda: cases.start(tools, runs(60)),
        lambda: cases.nothing_to_do(w2, runs(40)),
        lambda: cases.shim(w2, runs(80)),
        lambda: cases.python_shim(w2, runs(60)),
        lambda: cases.venv(tools, runs(30)),
        lambda: cases.warm(w1, runs(15)),
        lambda: cases.warm(w2, runs(12)),
        lambda: cases.warm_sync(w1, runs(15)),
        lambda: cases.warm_sync(w2, runs(12)),
        lambda: cases.one_more(w2, runs(15)),
        lambda: cases.first_check(w1, runs(7)),
        lambda: cases.resolution(w2, runs(15), is_cold=False),
        lambda: cases.resolution(w2, runs(5), is_cold=True),
        *large,
        lambda: cases.cold(w1, runs(5)),
        lambda: cases.cold(w2, runs(5)),
    ]
    if args.only and large:
        plan = large
    else:
        for project in projects.values():
            project.warm()
    rows, failed = [], []
    for make in plan:
        case = make()
        if args.only and args.only not in case.title:
            continue
        try:
            results = interleaved(case.contenders, case.runs, tools.log)
        except Failed as why:
            say(f"{case.title}: {why}")
            failed.append(case.title)
            continue
        rows.append((case, results))
        say("  ".join([f"{case.title}:", *(f"{r.tool} {milliseconds(r.median)}" for r in results)]))
        tools.settle()
    return rows, tools.versions(), failed


# They take minutes: not in a short run, unless asked for by name.
def large_row(tools, args, name, is_cold):
    is_asked = args.only in cases.title_of_large(name, is_cold) if args.only else args.scale >= 1
    usual = 3 if is_cold else 9
    return [lambda: cases.large(tools, name, max(1, round(usual * args.scale)), is_cold)] if is_asked else []


def milliseconds(seconds):
    value = seconds * 1000
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def table(rows):
    """The rows of the page: work, noglue, peer, ratio, target, others, reached."""
    lines = []
    for case, results in rows:
        by_tool = {r.tool: r for r in results}
        own, peer = by_tool["noglue"], by_tool[case.against]
        others = [f"{r.tool} {milliseconds(r.median)}" for r in results if r.tool not in ("noglue", case.against)]
        if case.limit is None:
            compared, target, reached = shim_words(by_tool)
        else:
            ratio = own.median / peer.median
            compared, target, reached = f"{ratio:.2f}", f"{case.limit:.1f}", "yes" if ratio <= case.limit else "no"
        peer_words = f"{case.against} {milliseconds(peer.median)}"
        lines.append((case.title, milliseconds(own.median), peer_words, compared, target, ", ".join(others) or "-", reached))
    return lines


def shim_words(by_tool):
    """A shim is judged by what it adds to the program itself; pyenv's by the same."""
    added = by_tool["noglue"].median - by_tool["direct"].median
    if "pyenv" not in by_tool:
        return f"+{milliseconds(added)}", "+2 ms", "yes" if added <= 0.002 else "no"
    theirs = by_tool["pyenv"].median - by_tool["direct"].median
    times = theirs / max(added, 0.000_05)
    reached = added <= 0.002 and times >= 20
    words = f"+{milliseconds(added)}; pyenv +{milliseconds(theirs)}, {times:.0f}x as much"
    return words, "+2 ms; 20x", "yes" if reached else "no"


def render(rows, versions):
    cores = os.cpu_count()
    head = [
        "# Benchmarks",
        "",
        f"Made by `make bench` on a machine with {cores} cores, all tools in one run, in turn; medians.",
        f"Compared: {versions}.",
        "The ratio is noglue's time over that of the peer: below 1 noglue is faster. Compare ratios, not milliseconds.",
        "",
        f"W1 is {', '.join(cases.SETS['W1'])}; W2 is {', '.join(cases.SETS['W2'])}; both with all that they need.",
        f"The large sets: {'; '.join(f'{name}: `{chr(32).join(lines)}`' for name, lines in cases.LARGE.items())}.",
        "",
        "| work | noglue | peer | ratio | target | others | reached |",
        "|---|---|---|---|---|---|---|",
    ]
    body = ["| " + " | ".join(row) + " |" for row in table(rows)]
    foot = [
        "",
        "- *Nothing cached* reads from the network; what noglue does in the background after it is not counted, and",
        "  no other run starts before it has ended.",
        "- *Resolve, caches warm*: an index may set no time for which a listing is fresh. noglue then takes ten minutes, as it",
        "  does for the public index; uv asks again each time, so that row measures the network for uv alone.",
        "- *From the caches*: both with `--offline`, so that neither asks the index whether a listing is still right.",
        "- *`sync`, environment made too* for noglue starts from `requirements.txt` without a lock; for uv from `uv.lock`.",
        "- The shims of noglue and pyenv are judged by what they add to the program called by its own path.",
        "",
    ]
    return "\n".join([*head, *body, *foot])


if __name__ == "__main__":
    sys.exit(main())
