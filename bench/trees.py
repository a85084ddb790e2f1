"""Pictures of installed trees, in a form in which those of two installers can be compared."""

import hashlib
import os
import re

# What an installer says of itself.
OWN = {"INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"}
# What any environment has.
IN_BIN = ("python", "activate", "Activate", "deactivate", "pydoc")


def pins(env, python):
    """`name==version` of everything that is installed."""
    found = set()
    for name in os.listdir(os.path.join(env, "lib", python, "site-packages")):
        if name.endswith((".dist-info", ".egg-info")):
            project, version = name.rsplit(".", 1)[0].split("-")[:2]
            found.add(f"{re.sub(r'[-_.]+', '-', project).lower()}=={version}")
    return found


def picture(env, python):
    """Every file that packages brought, by its path in the environment: its kind, and a hash of what it holds."""
    files = {}
    env = os.path.realpath(env)
    for top, folders, names in os.walk(env):
        folders[:] = sorted(folder for folder in folders if folder != "__pycache__")
        inside = os.path.relpath(top, env)
        for name in names + [folder for folder in folders if os.path.islink(os.path.join(top, folder))]:
            path = os.path.normpath(os.path.join(inside, name))
            if is_ours_to_compare(path, name, python):
                files[path] = seen(os.path.join(top, name), path, name)
    return files


def is_ours_to_compare(path, name, python):
    parts = path.split(os.sep)
    if len(parts) == 1 or name.endswith(".pyc"):
        return False
    if parts[0] == "bin" and name.startswith(IN_BIN):
        return False
    if parts[-2].endswith(".dist-info") and name in OWN:
        return False
    return parts[0] != "lib64" and name not in ("_virtualenv.pth", "noglue_reload.pth", "noglue_reload.py")


def seen(path, inside, name):
    if os.path.islink(path):
        return "link to " + os.readlink(path)
    with open(path, "rb") as file:
        content = file.read()
    if name == "RECORD" and ".dist-info" + os.sep in inside:
        content = record(content)
    elif inside.startswith("bin" + os.sep):
        content = script(content)
    runs = "runs" if os.stat(path).st_mode & 0o100 else "file"
    return f"{runs} {hashlib.sha256(content).hexdigest()[:16]}"


# The first line names the environment; with a long path it is two lines of shell.
def script(content):
    if not content.startswith(b"#!"):
        return content
    lines = content.split(b"\n")
    skip = 3 if lines[0] == b"#!/bin/sh" and lines[1:2] and lines[1].startswith(b"'''exec'") else 1
    return b"\n".join(lines[skip:])


# In order; scripts without hash, since their first lines differ, and without what an installer adds.
def record(content):
    lines = set()
    for line in content.decode("utf-8", "replace").splitlines():
        path = line.rsplit(",", 2)[0].strip('"')
        if "__pycache__/" in path or path.endswith(".pyc") or path.rsplit("/", 1)[-1] in OWN:
            continue
        lines.add(path if path.startswith("../") and "/bin/" in path else line)
    return "\n".join(sorted(lines)).encode()


def difference(ours, theirs):
    """One line for each path that is not the same in both."""
    found = []
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            found.append(f"{path}: noglue {ours.get(path, 'nothing')}, pip {theirs.get(path, 'nothing')}")
    return found
