# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""What the rule asks of the file system, how it reads paths, and how it words them. Reads only."""

import errno
import os
import stat
import sys

LIMIT = 64 * 1024
LINKS = 40


class Disk:
    """The real file system."""

    def follow(self, path):
        return os.stat(path)

    def facts(self, path):
        return os.lstat(path)

    def target(self, path):
        return os.readlink(path)

    def read(self, path):
        """A small regular file: its facts and its bytes. A pipe does not block."""
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        try:
            facts = os.fstat(file)
            if not stat.S_ISREG(facts.st_mode):
                raise OSError(errno.EINVAL, "not a regular file")
            if facts.st_size > LIMIT:
                raise OSError(errno.EFBIG, "too large")
            return facts, os.read(file, LIMIT)
        finally:
            os.close(file)

    def group_has_only(self, gid, uids):
        """True when nobody but `uids` and root is in the group, as far as /etc/passwd and /etc/group know."""
        try:
            passwd, groups = lines("/etc/passwd"), lines("/etc/group")
        except OSError:
            return False
        names = ["root"]
        for fields in passwd:
            try:
                name, uid, primary = fields[0], int(fields[2]), int(fields[3])
            except (IndexError, ValueError):
                continue
            if uid == 0 or uid in uids:
                names.append(name)
            elif primary == gid:
                return False
        is_known = False
        for fields in groups:
            if len(fields) > 2 and fields[2] == str(gid):
                is_known = True
                members = fields[3].split(",") if len(fields) > 3 else []
                if not all(not m.strip() or m.strip() in names for m in members):
                    return False
        return is_known

    def is_outside(self, uid):
        """True for the uid under which a user namespace shows all who are not in it."""
        try:
            if uid != int(lines("/proc/sys/kernel/overflowuid")[0][0]):
                return False
            ranges = [[int(n) for n in fields[0].split()] for fields in lines("/proc/self/uid_map")]
        except (OSError, ValueError, IndexError):
            return False
        return not any(len(r) == 3 and r[0] <= uid < r[0] + r[2] for r in ranges)


def lines(path):
    """The fields of each line of a file such as /etc/passwd."""
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return [line.rstrip("\n").split(":") for line in file]


def home_of(uid):
    try:
        for fields in lines("/etc/passwd"):
            if len(fields) > 5 and fields[2] == str(uid):
                return fields[5] if fields[5].startswith("/") else None
    except OSError:
        pass
    return None


def name_of(uid):
    try:
        for fields in lines("/etc/passwd"):
            if len(fields) > 2 and fields[2] == str(uid):
                return shown(fields[0])
    except OSError:
        pass
    return "uid %d" % uid


# Paths, as src/discover/start.rs and std::path have them.


def tried(ask, path):
    """The answer, or None where the system has none."""
    try:
        return ask(path)
    except (OSError, ValueError):
        return None


def identity(facts):
    return facts.st_dev, facts.st_ino


def join(directory, name):
    return name if name.startswith("/") else directory.rstrip("/") + "/" + name


def parent(path):
    return path.rpartition("/")[0] or "/"


def parts(path):
    return [part for part in path.split("/") if part not in ("", ".")]


def ancestors(path):
    """The directory and those above it, by the letters of the path."""
    names = parts(path)
    for count in range(len(names), -1, -1):
        yield "/" + "/".join(names[:count])


def starts_with(path, directory):
    return path == directory or path.startswith(directory.rstrip("/") + "/")


def lexical(path, base):
    """Absolute, `..` taken by its letters."""
    names = []
    for part in parts(join(base, path)):
        if part == "..":
            del names[-1:]
        else:
            names.append(part)
    return "/" + "/".join(names)


def absolute(view, path, cwd):
    """Absolute; `..` after a name goes as the system would go, through links."""
    result = "/"
    for part in parts(join(cwd, path)):
        if part != "..":
            result = join(result, part)
            continue
        facts = tried(view.facts, result)
        if facts and stat.S_ISLNK(facts.st_mode):
            result = resolved(view, result)
        result = parent(result)
    return result


def resolved(view, path):
    """What a chain of links ends at, each link's own directory kept as it is written."""
    for _ in range(LINKS):
        target = tried(view.target, path)
        if target is None:
            break
        path = lexical(target, parent(path))
    return path


# Words, as src/ui/text.rs and src/discover/text.rs have them.


def shown(path):
    """Harmless on a terminal."""
    out = []
    for c in path[:200]:
        code = ord(c)
        if code < 0x20:
            c = chr(0x2400 + code)
        elif code == 0x7F:
            c = "\u2421"
        elif 0x80 <= code < 0xA0 or code in (0x200E, 0x200F) or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
            c = "\ufffd"
        elif 0xD800 <= code <= 0xDFFF:
            c = "\ufffd"
        out.append(c)
    return "".join(out) + ("\u2026" if len(path) > 200 else "")


def pasted(path):
    """One word for a POSIX shell."""
    text = shown(path)
    if text and all(c.isalnum() or c in "/._-+@%,:" for c in text):
        return text
    return "'" + text.replace("'", "'\\''") + "'"


def say(line):
    """One line on standard error, whatever state the interpreter is in."""
    data = (line + "\n").encode("utf-8", "replace")
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except Exception:
        try:
            os.write(2, data)
        except OSError:
            pass
