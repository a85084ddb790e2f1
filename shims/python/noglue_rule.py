# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""The rule: from where code lies to the environment it runs in. The twin of noglue's src/discover; the cases in
tests/rule/cases.txt hold for both.

Directories to start from in, an environment, None or Unusable out. Executes nothing and writes nothing; reads
pyvenv.cfg, .python-envs and noglue's own records only. Asks the file system through a view, so that tests can play
any owner.
"""

import errno
import os
import stat

from noglue_paths import (
    absolute, ancestors, home_of, identity, join, lexical, parent, pasted, shown, starts_with, tried,
)
from noglue_trust import Unusable, check, physical, unreadable


class Who:
    """Who asks: uid, home directory, and the folders of records."""

    def __init__(self, uid, home, user, system="/etc/noglue/envs"):
        self.uid, self.home, self.user, self.system = uid, home, user, system

    @classmethod
    def of_process(cls):
        uid, get = os.geteuid(), os.environ.get
        home = get("HOME") or ""
        if not home.startswith("/"):
            home = home_of(uid)
        data = get("NOGLUE_DATA_DIR")
        xdg = get("XDG_DATA_HOME") or ""
        if not data and xdg.startswith("/"):
            data = xdg + "/noglue"
        if not data and home:
            data = join(home, ".local/share/noglue")
        return cls(uid, home, data and join(data, "envs"))


class Start:
    """A directory to start from. `code` is the code that was named; None for the working directory."""

    def __init__(self, dir, code=None):
        self.dir, self.code = dir, code

    @classmethod
    def of_code(cls, view, path):
        """A file or directory of code. What is not there is not code, and widens nothing."""
        facts = tried(view.follow, path)
        if facts and stat.S_ISDIR(facts.st_mode):
            return cls(path, path)
        return cls(parent(path), path if facts else None)


class Place:
    """An environment that was found; nothing is said yet of its trust or soundness."""

    def __init__(self, dir, root, config, start):
        self.dir, self.root, self.config, self.start = dir, root, config, start


class Environment:
    """One that may be used."""

    def __init__(self, place, prefix, interpreter, config):
        self.dir, self.root, self.start = place.dir, place.root, place.start
        self.prefix, self.interpreter, self.config = prefix, interpreter, config
        self.python = join(prefix, "bin/python")


def resolve(view, named, cwd, starts, who):
    """The rule. `named` is NOGLUE_PROJECT. An Environment or None; raises Unusable."""
    if named:
        place = named_project(view, absolute(view, named, cwd))
    else:
        home = who.home and tried(view.follow, who.home)
        home = home and identity(home)
        place = next(filter(None, (walk(view, start, who.uid, home) for start in starts)), None)
    return place and open_(view, place, who)


def named_project(view, root):
    start = Start(root, root)
    facts = tried(view.follow, root)
    found = facts and environment_in(view, root, facts, start)
    if not found:
        raise Unusable(
            Place(join(root, ".venv"), root, {}, start),
            "no-environment",
            "NOGLUE_PROJECT names %s, which has no environment (.venv)" % shown(root),
            "to make it one: cd %s && noglue sync" % pasted(root),
        )
    return found


# src/discover/walk.rs


def walk(view, start, uid, home):
    for directory in ancestors(start.dir):
        facts = tried(view.follow, directory)
        if not facts:
            continue
        is_open = facts.st_mode & 0o002
        if is_open and not has_own_environment(view, directory, uid):
            return None
        found = environment_in(view, directory, facts, start)
        if found:
            return found
        if is_open or (home and identity(facts) == home):
            return None
    return None


def has_own_environment(view, directory, uid):
    facts = tried(view.facts, join(directory, ".venv"))
    return facts and stat.S_ISDIR(facts.st_mode) and facts.st_uid == uid


def environment_in(view, root, facts, start):
    """The environment of one directory: .venv, else the default of .python-envs."""
    venv = join(root, ".venv")
    config = config_of(view, venv, root)
    if config is not None:
        return Place(venv, root, config, start)
    if facts.st_mode & 0o002:
        return None
    list_ = join(root, ".python-envs")

    def refused(line):
        sentence = "the last line of %s is no environment: %s" % (shown(list_), shown(line))
        advice = "correct the last line of %s" % pasted(list_)
        return Unusable(Place(venv, root, {}, start), "not-listed", sentence, advice)

    try:
        text = view.read(list_)[1]
    except OSError as error:
        if is_absent(error) or is_hidden(view, list_, error):
            return None
        raise refused(error.strerror or "")
    # PEP 832 (draft): UTF-8, one environment per line, the last one is the default.
    try:
        named = [line.strip() for line in text.decode("utf-8").split("\n") if line.strip()]
    except UnicodeDecodeError:
        raise refused("not UTF-8")
    if not named:
        return None
    if "\0" in named[-1]:
        raise refused(named[-1])
    listed = lexical(os.fsdecode(named[-1].encode("utf-8")), root)
    config = config_of(view, listed, root)
    if config is None:
        raise refused(listed)
    return Place(listed, root, config, start)


def config_of(view, venv, root):
    path = join(venv, "pyvenv.cfg")
    try:
        return parse_config(view.read(path)[1])
    except OSError as error:
        if is_absent(error) or is_hidden(view, venv, error):
            return None
        raise unreadable(Place(venv, root, {}, None), path, error)


def is_hidden(view, path, error):
    return error.errno == errno.EACCES and not tried(view.facts, path)


def is_absent(error):
    return error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


# src/discover/pyvenv.rs


def parse_config(text):
    config = {"id": None, "version": None, "system": False, "home": None}
    for line in text.split(b"\n"):
        key, equals, value = line.partition(b"=")
        key, value = key.strip().lower(), value.strip()
        if not equals:
            continue
        if key == b"home" and value:
            config["home"] = os.fsdecode(value)
        elif key in (b"version", b"version_info"):
            config["version"] = minor_version(value.decode("utf-8", "replace")) or config["version"]
        elif key == b"noglue-id":
            text = value.decode("ascii", "replace")
            config["id"] = text if is_id(text) else None
        elif key == b"include-system-site-packages":
            config["system"] = value.lower() == b"true"
    return config


def is_id(text):
    return len(text) == 32 and all(c in "0123456789abcdef" for c in text)


def minor_version(text):
    major, dot, rest = text.strip().partition(".")
    digits = rest[: len(rest) - len(rest.lstrip("0123456789"))]
    try:
        return (int(major), int(digits)) if dot else None
    except ValueError:
        return None


# src/discover/environment.rs


def open_(view, place, who):
    """Checks trust and soundness. Executes nothing."""
    def broken(reason, sentence, path=None):
        advice = "to repair it: cd %s && noglue sync" % pasted(place.root)
        return Unusable(place, reason, sentence, advice, path)

    route = check(view, place, who)
    dir_ = shown(place.dir)
    no_generation = "%s is damaged: 'current' leads to no generation" % dir_
    prefix, is_ours = place.dir, False
    target = tried(view.target, join(place.dir, "current"))
    if target is not None:
        number = target[4:] if target.startswith("gen/") else ""
        if not number.isdecimal():
            raise broken("no-generation", no_generation)
        prefix, is_ours = join(place.dir, "gen/%d" % int(number)), True
    elif place.config["id"]:
        raise broken("no-generation", no_generation)
    python = join(prefix, "bin/python")
    try:
        interpreter, facts = route.follow(python)
    except OSError as error:
        if error.errno != errno.ENOENT:
            raise unreadable(place, error.filename or python, error)
        if not tried(view.follow, prefix):
            raise broken("no-generation", no_generation)
        if tried(view.facts, python):
            gone = error.filename or python
            raise broken("python-gone", "the Python of %s is gone: %s" % (dir_, shown(gone)), gone)
        raise broken("no-python", "%s is damaged: it has no bin/python" % dir_)
    if not stat.S_ISREG(facts.st_mode):
        raise broken("no-python", "%s is damaged: it has no bin/python" % dir_)
    anew = "make it anew with an installed Python: noglue venv --clear %s" % pasted(place.dir)
    if interpreter.rpartition("/")[2].startswith("noglue"):
        raise Unusable(place, "python-is-noglue", "the Python of %s is noglue itself" % dir_, anew)
    if is_inside(view, route, interpreter, place, who):
        sentence = "the interpreter of %s lies inside the project (%s); not used" % (dir_, shown(interpreter))
        raise Unusable(place, "interpreter-inside-project", sentence, anew, interpreter)
    config = place.config
    if is_ours:
        # A generation knows its own Python best: the file above it may be of another one.
        text = tried(view.read, join(prefix, "pyvenv.cfg"))
        if text:
            config = dict(parse_config(text[1]), id=config["id"])
    now = version_of(interpreter)
    if config["version"] and now and config["version"] != now:
        sentence = "%s was made for Python %d.%d, but its interpreter is %d.%d now" % (
            (dir_,) + config["version"] + now
        )
        raise broken("python-changed", sentence)
    if config["version"] and not packages_of(route, prefix, config["version"]):
        raise broken("no-packages", "%s is damaged: it has no site-packages" % dir_)
    return Environment(place, prefix, interpreter, config)


def packages_of(route, prefix, version):
    """The site-packages of one version, asked for on the way; None if there are none."""
    for name in ("python%d.%d", "python%d.%dt", "pypy%d.%d"):
        path = join(prefix, "lib/%s/site-packages" % (name % version))
        try:
            route.follow(path)
            return path
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise unreadable(route.place, error.filename or path, error)
    return None


def is_inside(view, route, interpreter, place, who):
    """A project at / or at the home directory holds every interpreter; there only the environment itself counts."""
    dir_ = route.ending(place.dir)
    if dir_ and starts_with(interpreter, dir_):
        return True
    root = route.ending(place.root)
    if not root or not starts_with(interpreter, root):
        return False
    home = who.home and physical(view, who.home)
    return root != "/" and not (home and starts_with(home, root))


def version_of(interpreter):
    name = interpreter.rpartition("/")[2]
    for kind in ("python", "pypy"):
        if name.startswith(kind):
            return minor_version(name[len(kind) :])
    return None


def unreadable(place, path, error):
    sentence = "%s cannot be read (%s); %s is not used" % (shown(path), error.strerror, shown(place.dir))
    return Unusable(place, "unreadable", sentence, "see: ls -ld %s" % pasted(path), path)
