#!/usr/bin/env python3
"""Locks of other tools, read by noglue and by the tools themselves: is it the same set of versions?

    bench/foreign.py --noglue target/release/noglue --python python3.12 DIRECTORY

DIRECTORY holds one checkout of a project a directory, each with one lock of uv, poetry, pdm or pipenv. The tools are found on PATH. What
noglue would install (`sync --frozen --dry-run --no-install-project`) is held against what the tool exports for the same groups, its
markers evaluated by `packaging`. Nothing is installed, nothing in a checkout is changed.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FORMATS = {"uv.lock": "uv", "poetry.lock": "poetry", "pdm.lock": "pdm", "Pipfile.lock": "pipenv"}


def run(command, cwd, **env):
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, timeout=600)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()[-600:] or done.stdout.strip()[-600:]}")
    return done


def environment(python):
    facts = subprocess.run([python, "-c", "import sys; print('%d.%d' % sys.version_info[:2], sys.version.split()[0])"], capture_output=True, text=True)
    short, full = facts.stdout.split()
    return {**default_environment(), "python_version": short, "python_full_version": full, "implementation_version": full}


def of_lines(text, facts):
    """name -> version of the lines of an export whose markers hold."""
    found = {}
    for line in text.splitlines():
        line = line.split(" --hash")[0].split(" \\")[0].strip()
        if not line or line.startswith(("#", "-", ".")):
            continue
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({**facts, "extra": ""}):
            continue
        pinned = [s.version for s in requirement.specifier if s.operator in ("==", "===")]
        found[canonicalize_name(requirement.name)] = pinned[0] if pinned else "at a place"
    return found


def of_tool(tool, project, facts):
    if tool == "uv":
        command = ["uv", "export", "--frozen", "--no-hashes", "--no-emit-project", "--no-emit-workspace", "--no-header"]
    elif tool == "poetry":
        command = ["poetry", "export", "--without-hashes", "--format", "requirements.txt"]
        for group in poetry_groups(project):
            command += ["--with", group]
    elif tool == "pdm":
        command = ["pdm", "export", "--without-hashes", "-f", "requirements"]
        extras = table(project).get("project", {}).get("optional-dependencies", {})
        if extras:
            command += ["--without", ",".join(extras)]
    else:
        command = ["pipenv", "requirements"]
    return of_lines(run(command, project, PIPENV_IGNORE_VIRTUALENVS="1").stdout, facts)


def table(project):
    return tomllib.loads((project / "pyproject.toml").read_text())


def poetry_groups(project):
    data = table(project)
    own = data.get("tool", {}).get("poetry", {})
    groups = {name for name, group in own.get("group", {}).items() if not group.get("optional")}
    groups |= {name for name in data.get("dependency-groups", {}) if not own.get("group", {}).get(name, {}).get("optional")}
    if "dev-dependencies" in own:
        groups.add("dev")
    return sorted(groups)


def of_noglue(noglue, project, python, home):
    command = [noglue, "sync", "--frozen", "--dry-run", "--no-install-project", "--python", python]
    # A Pipfile beside a pyproject.toml that says more is read on demand only.
    if (project / "Pipfile.lock").exists():
        command += ["-r", "Pipfile.lock"]
    done = run(command, project, HOME=str(home))
    found = {}
    for line in done.stderr.splitlines():
        if match := re.match(r"^\s*\+ (\S+) (\S+)$", line):
            found[canonicalize_name(match[1])] = match[2]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--noglue", default="noglue")
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    facts = environment(options.python)
    differ = 0
    with tempfile.TemporaryDirectory() as home:
        for project in sorted(p for p in options.directory.iterdir() if p.is_dir()):
            for lock, tool in FORMATS.items():
                if not (project / lock).exists():
                    continue
                try:
                    ours = of_noglue(options.noglue, project, options.python, home)
                    theirs = of_tool(tool, project, facts)
                except (RuntimeError, subprocess.TimeoutExpired) as error:
                    print(f"{tool:7} {project.name:34} not compared: {error}", flush=True)
                    differ += 1
                    break
                # Members of a workspace are exported as places, without a version.
                members = tomllib.loads((project / lock).read_text()).get("manifest", {}).get("members", []) if tool == "uv" else []
                ours = {name: version for name, version in ours.items() if name not in members}
                wrong = sorted(
                    f"{name} {ours.get(name, '-')} / {theirs.get(name, '-')}"
                    for name in ours.keys() | theirs.keys()
                    if theirs.get(name) != "at a place" and ours.get(name) != theirs.get(name)
                )
                same = "same" if not wrong else "DIFFERENT (noglue / tool): " + ", ".join(wrong)
                differ += bool(wrong)
                print(f"{tool:7} {project.name:34} {len(theirs):4} packages: {same}", flush=True)
                break
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
