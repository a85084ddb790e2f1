"""Plays tests/rule/cases.txt to the rule in shims/python, on a file system in memory; prints one line per question.

    python drive.py SHIMS CASES
"""

import collections
import errno
import os
import stat
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])

import noglue_rule as rule  # noqa: E402
from noglue_paths import absolute, identity, join, lexical, parent, parts, resolved  # noqa: E402
from noglue_trust import Unusable, name_of_path  # noqa: E402

Facts = collections.namedtuple("Facts", "st_mode st_uid st_gid st_dev st_ino")
KINDS = {"file": stat.S_IFREG, "dir": stat.S_IFDIR, "link": stat.S_IFLNK}
SYSTEM = ("/usr/", "/bin/", "/sbin/", "/snap/", "/nix/", "/gnu/")


class World:
    """Files in memory."""

    def __init__(self):
        self.nodes = {}
        self.put("/", "dir", owner=(0, 0), mode=0o755)
        for path, uid in (("/home/bob", 1000), ("/home/ann", 1001), ("/root", 0), ("/srv", 0)):
            self.put(path, "dir", owner=(uid, uid))
        self.put("/tmp", "dir", mode=0o1777)
        for python in ("/usr/bin/python3.12", "/usr/bin/python3.13", "/usr/bin/python3"):
            self.put(python, "file", b"\x7fELF", mode=0o755)

    def put(self, path, kind, content=b"", owner=None, mode=None):
        above = (0, 0)
        if path != "/":
            try:
                up = self.real(parent(path))
            except OSError:
                self.put(parent(path), "dir")
                up = self.real(parent(path))
            path = join(up, path.rpartition("/")[2])
            above = self.nodes[up][0][1:3]
        inode = self.nodes[path][0].st_ino if path in self.nodes else len(self.nodes) + 2
        uid, gid = owner or above
        mode = mode if mode is not None else 0o755 if kind == "dir" else 0o644
        self.nodes[path] = Facts(KINDS[kind] | mode, uid, gid, 1, inode), content

    def node(self, path):
        if path not in self.nodes:
            raise FileNotFoundError(errno.ENOENT, "No such file or directory", path)
        return self.nodes[path]

    def real(self, path, left=None):
        left = left or [41]
        here = "/"
        for part in parts(path):
            following = join(here, part)
            facts = self.node(following)[0]
            if not stat.S_ISDIR(self.nodes[here][0].st_mode):
                raise NotADirectoryError(errno.ENOTDIR, "Not a directory", path)
            if stat.S_ISLNK(facts.st_mode):
                left[0] -= 1
                if left[0] < 0:
                    raise OSError(errno.ELOOP, "Too many levels of symbolic links", path)
                following = self.real(lexical(self.target(following), here), left)
            here = following
        return here

    def follow(self, path):
        return self.node(self.real(path))[0]

    def facts(self, path):
        if path == "/":
            return self.node(path)[0]
        return self.node(join(self.real(parent(path)), path.rpartition("/")[2]))[0]

    def target(self, path):
        facts, content = self.node(join(self.real(parent(path)), path.rpartition("/")[2]))
        if not stat.S_ISLNK(facts.st_mode):
            raise OSError(errno.EINVAL, "Invalid argument", path)
        return content.decode()

    def read(self, path):
        return self.node(self.real(path))

    def group_has_only(self, gid, uids):
        return gid in (50, 0) or gid in uids

    def is_outside(self, uid):
        return uid == 65534


def value(words, key):
    for word in words:
        if word.startswith(key + "="):
            return word[len(key) + 1 :]
    return None


def owner_of(words):
    owner, group = value(words, "owner"), value(words, "group")
    if owner is None and group is None:
        return None
    uid = int(owner or 0)
    return uid, int(group) if group else uid


def add(world, path, words, who):
    owner, mode = owner_of(words), value(words, "mode")
    mode = int(mode, 8) if mode else None
    if "env" in words or "ours" in words:
        return add_environment(world, path, words, who, owner, mode)
    target, text = value(words, "link"), value(words, "text")
    if target is not None:
        return world.put(path, "link", target.encode(), owner, 0o777)
    if "dir" in words:
        return world.put(path, "dir", b"", owner, mode)
    old = world.nodes.get(path, (None, b""))[1]
    world.put(path, "file", old if text is None else text.replace("\\n", "\n").encode(), owner, mode)


def add_environment(world, path, words, who, owner, mode):
    world.put(path, "dir", b"", owner, mode)
    own = identity(world.follow(path))
    id_ = "%032x" % own[1]
    config, prefix = "home = /usr/bin\nversion = 3.12.1\n", path
    if "ours" in words:
        config += "noglue-id = %s\n" % id_
        prefix = join(path, "gen/7")
        world.put(join(path, "gen"), "dir")
        world.put(prefix, "dir")
        world.put(join(prefix, "pyvenv.cfg"), "file", config.encode())
        for name, target in (("current", "gen/7"), ("bin", "current/bin"), ("lib", "current/lib")):
            world.put(join(path, name), "link", target.encode(), None, 0o777)
    world.put(join(path, "pyvenv.cfg"), "file", config.encode())
    world.put(join(prefix, "lib/python3.12/site-packages"), "dir")
    world.put(join(prefix, "bin"), "dir")
    python = value(words, "python")
    python = "/usr/bin/python3.12" if python is None else python
    if python:
        world.put(join(prefix, "bin/python"), "link", python.encode(), None, 0o777)
    registered = value(words, "registered")
    physical = "/srv/elsewhere/.venv" if registered == "elsewhere" else world.real(path)

    def record(folder, name, which, owners, uid):
        file = join(folder, name)
        world.put(file, "file", b"", (uid, uid))
        inode = world.follow(file).st_ino
        text = "path = %s\ndevice = %d\ninode = %d\nowners = %s\nmade-by = test\nrecord-inode = %d\n"
        content = text % (physical, which[0], which[1], ",".join(map(str, owners)), inode)
        world.put(file, "file", content.encode(), (uid, uid))

    if registered or "registered" in words:
        record(who.user, id_, (1, 1) if registered in ("stale", "elsewhere") else own, [], who.uid)
    if registered == "system":
        record(who.system, id_, own, [], 0)
    if "granted" in words:
        record(who.user, name_of_path(physical), own, [owner[0]] if owner else [], who.uid)


def starts_of(world, words, cwd):
    """As for any caller of the rule: the script, what it links to, a directory that was named, the working directory."""
    after = {key: words[at + 1] for at, key in enumerate(words[:-1]) if key in ("script", "dir")}
    has_cwd = True
    if "script" in after:
        path = absolute(world, after["script"], cwd)
        yield rule.Start.of_code(world, path)
        try:
            is_link = stat.S_ISLNK(world.facts(path).st_mode)
        except OSError:
            is_link = False
        if is_link:
            yield rule.Start.of_code(world, resolved(world, path))
        has_cwd = not path.startswith(SYSTEM) or path.endswith("/gunicorn")
    if "dir" in after and after["dir"] in world.nodes:
        yield rule.Start.of_code(world, after["dir"])
    if has_cwd:
        yield rule.Start(cwd)


def ask(world, question, who):
    words = question.split(" ")
    if "off" in words:
        return "off"
    cwd = words[words.index("cwd") + 1] if "cwd" in words else "/nowhere"
    try:
        found = rule.resolve(world, value(words, "switch"), cwd, starts_of(world, words, cwd), who)
    except Unusable as unusable:
        assert unusable.sentence and unusable.advice and unusable.line()
        return " ".join(filter(None, (unusable.reason, unusable.path if unusable.reason in WITH_PATH else None)))
    return "found " + found.dir if found else "none"


WITH_PATH = ("writable-by-others", "foreign-owner", "unreadable", "python-gone")


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        blocks = [block for block in file.read().split("\n\n") if block.startswith("case ")]
    for block in blocks:
        world, who = World(), rule.Who(1000, "/home/bob", "/home/bob/.local/share/noglue/envs")
        name, rest = block.split("\n")[0], block.strip("\n").split("\n")[1:]
        for line in rest:
            head, _, tail = line.partition(" ")
            words = tail.split(" ")
            if head == "uid":
                home = "/root" if tail == "0" else "/home/bob"
                who = rule.Who(int(tail), home, home + "/.local/share/noglue/envs")
            elif head == "home":
                who = rule.Who(who.uid, tail, tail + "/.local/share/noglue/envs")
            elif line.startswith("/"):
                add(world, head.rstrip("/"), [word for word in words if word], who)
            else:
                question = line.partition(" -> ")[0]
                if head == "script" and " gone" not in line:
                    try:
                        world.facts(words[0])
                    except OSError:
                        world.put(words[0], "file")
                print("%s: %s -> %s" % (name, question, ask(world, question, who)))


main()
