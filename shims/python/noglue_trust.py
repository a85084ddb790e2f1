# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""Trust: whether an environment may be used, and the route on which everything of it is followed.

Found from the working directory: only what this user made with noglue or trusted. Found from code that was named:
also what belongs to the owner of that code or of a directory above it up to the project. Never: what others can
write to on the way. The twin of src/discover/trust and src/discover/route.rs.
"""

import errno
import os
import stat

from noglue_paths import LINKS, ancestors, identity, join, name_of, parts, pasted, shown, starts_with, tried


class Unusable(Exception):
    """An environment that was found and must not or cannot be used."""

    def __init__(self, place, reason, sentence, advice, path=None):
        Exception.__init__(self, sentence)
        self.dir, self.root = place.dir, place.root
        self.reason, self.sentence, self.advice, self.path = reason, sentence, advice, path

    def line(self):
        """What a person reads."""
        return "noglue: %s; %s" % (self.sentence, self.advice)


def unreadable(place, path, error):
    sentence = "%s cannot be read (%s); %s is not used" % (shown(path), error.strerror, shown(place.dir))
    return Unusable(place, "unreadable", sentence, "see: ls -ld %s" % pasted(path), path)


def check(view, place, who):
    """The route on which the rest of `place` is to be followed; raises Unusable."""
    dir_ = shown(place.dir)
    try:
        facts = view.follow(place.dir)
    except OSError as error:
        raise unreadable(place, place.dir, error)
    standing, owners = standing_of(view, place, who, identity(facts))
    accepted = {0, who.uid}
    code = place.start.code
    trust = "noglue trust %s" % pasted(place.dir)
    if standing == "known":
        accepted.update(owners)
    elif code is not None:
        pass
    elif who.uid == 0 and facts.st_uid != 0:
        raise not_for_root(place, facts.st_uid)
    elif standing == "replaced":
        sentence = "%s is not the environment that was registered (its inode differs); not used" % dir_
        raise Unusable(place, "replaced", sentence, "if that was you: " + trust)
    else:
        sentence = "%s was not made by you with noglue; not used" % dir_
        raise Unusable(place, "not-made-here", sentence, "to trust it: " + trust)
    if code is not None:
        above = [d for d in ancestors(place.start.dir) if starts_with(d, place.root)]
        found = [tried(view.follow, path) for path in [code] + above]
        accepted.update(f.st_uid for f in found if f)
    route = Route(view, place, who.uid, accepted)
    for path in (place.dir, join(place.dir, "pyvenv.cfg")):
        try:
            route.follow(path)
        except OSError as error:
            raise unreadable(place, error.filename or path, error)
    return route


def not_for_root(place, owner):
    user = name_of(owner)
    sentence = "%s: root does not use environments of %s; not used" % (shown(place.dir), user)
    advice = "run this as %s, or as root: noglue trust %s" % (user, pasted(place.dir))
    return Unusable(place, "not-for-root", sentence, advice)


class Route:
    """Paths, followed as the kernel follows them, while asking at each step: who could put something else here?

    Every directory passed, and what the path ends at, must belong to an accepted owner and be closed to others. A
    sticky directory such as /tmp may be open: there only the owner of an entry can replace it.
    """

    def __init__(self, view, place, uid, accepted):
        self.view, self.place, self.uid, self.accepted = view, place, uid, accepted
        self.passed = {}

    def follow(self, path):
        """Where the absolute `path` ends, links resolved, and what is there. OSError where it cannot be followed."""
        view = self.view
        ahead = parts(path)[::-1]
        here, facts, links = "/", None, 0
        if "/" not in self.passed:
            self.check("/", view.facts("/"))
        while ahead:
            part = ahead.pop()
            if part == "..":
                here, facts = here.rpartition("/")[0] or "/", None
                continue
            following = join(here, part)
            if following in self.passed:
                here, facts = following, self.passed[following][0]
                continue
            found = ask(view.facts, following)
            if stat.S_ISLNK(found.st_mode):
                if here in self.passed and self.passed[here][1]:
                    self.check_owner(following, found)
                links += 1
                if links > LINKS:
                    raise OSError(errno.ENOENT, "too many links", following)
                target = ask(view.target, following)
                ahead.extend(parts(target)[::-1])
                here, facts = "/" if target.startswith("/") else here, None
                continue
            self.check(following, found)
            if ahead and not stat.S_ISDIR(found.st_mode):
                raise OSError(errno.ENOTDIR, "Not a directory", following)
            here, facts = following, found
        return here, facts or ask(view.facts, here)

    def ending(self, path):
        """Where the path ends; None where it may not or cannot be followed."""
        try:
            return self.follow(path)[0]
        except (OSError, Unusable):
            return None

    def check(self, path, facts):
        self.check_owner(path, facts)
        is_directory = stat.S_ISDIR(facts.st_mode)
        is_open = facts.st_mode & 0o022
        if is_open and not (is_directory and facts.st_mode & stat.S_ISVTX):
            if facts.st_mode & 0o002 or not self.is_private(facts):
                place, dir_ = self.place, shown(self.place.dir)
                sentence = "%s is writable by others; %s is not used" % (shown(path), dir_)
                if path == place.dir:
                    sentence = "%s is writable by others; not used" % dir_
                advice = "to close it: chmod go-w %s" % pasted(path)
                raise Unusable(place, "writable-by-others", sentence, advice, path)
            is_open = 0
        if is_directory:
            self.passed[path] = facts, is_open

    def is_private(self, facts):
        return self.view.group_has_only(facts.st_gid, self.accepted | {facts.st_uid})

    def check_owner(self, path, facts):
        # In a sandbox the machine's root has no number of its own; whoever is outside cannot be told from root.
        if facts.st_uid in self.accepted or self.view.is_outside(facts.st_uid):
            return
        if self.uid == 0:
            raise not_for_root(self.place, facts.st_uid)
        dir_ = self.place.dir
        sentence = "%s belongs to %s; %s is not used" % (shown(path), name_of(facts.st_uid), shown(dir_))
        advice = "if that is right: noglue trust %s" % pasted(dir_)
        raise Unusable(self.place, "foreign-owner", sentence, advice, path)


class Unchecked(Route):
    """A route that only resolves links and refuses nothing."""

    def __init__(self, view):
        Route.__init__(self, view, None, None, set())

    def check(self, path, facts):
        if stat.S_ISDIR(facts.st_mode):
            self.passed[path] = facts, 0


def physical(view, path):
    """The path with links resolved, as far as they can be."""
    return Unchecked(view).ending(path) or path


def ask(question, path):
    try:
        return question(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path)


# src/discover/trust/registry.rs and record.rs


def standing_of(view, place, who, own):
    """What the records say: known, replaced or unknown, and whose it may be beside the user's and root's."""
    id_, is_seen, path = place.config["id"], False, None
    for name in [id_, None] if id_ else [None]:
        if name is None:
            path = path or physical(view, place.dir)
            name = name_of_path(path)
        for record, inode in records(view, who, name):
            if name == id_ and record["identity"] == own:
                return "known", record["owners"]
            path = path or physical(view, place.dir)
            # A device number may change between boots, an inode not; in a copied file system both may have.
            is_same = record["identity"][1] == own[1] or record["own-inode"] != inode
            if record["path"] == path and is_same:
                return "known", record["owners"]
            # A record of another place is that of a project this one was copied from.
            is_seen = is_seen or record["path"] == path
    return ("replaced" if is_seen else "unknown"), ()


def records(view, who, name):
    """The records of one name that this user may go by, with the inodes of their files."""
    user = [(join(who.user, name), who.uid)] if who.user else []
    system = [(join(who.system, name), 0)]
    for path, owner in system + user if who.uid == 0 else user + system:
        try:
            facts, text = view.read(path)
        except (OSError, ValueError):
            continue
        if facts.st_uid not in (owner, 0) or facts.st_mode & 0o022:
            continue
        # `sudo` may keep HOME: what lies in another user's folder is not root's.
        if who.uid == 0 and not starts_with(path, who.system):
            if Route(view, Nowhere, 0, {0}).ending(path) is None:
                continue
        record = parse_record(text)
        if record:
            yield record, facts.st_ino


class Nowhere:
    """The place of a route whose refusals nobody reads."""

    dir = root = "/"


def parse_record(text):
    values = {}
    for line in text.split(b"\n"):
        key, equals, value = line.partition(b"=")
        if equals:
            values.setdefault(key.strip(), value.strip())
    try:
        path = unescape(values[b"path"])
        numbers = [int(values[key]) for key in (b"device", b"inode", b"record-inode")]
        owners = [int(uid) for uid in values.get(b"owners", b"").split(b",") if uid.strip().isdigit()]
    except (KeyError, ValueError):
        return None
    if not path.startswith("/"):
        return None
    return {"path": path, "identity": tuple(numbers[:2]), "owners": owners, "own-inode": numbers[2]}


def unescape(text):
    out, letters = bytearray(), iter(text)
    for byte in letters:
        if byte == 0x5C:
            byte = next(letters, byte)
            byte = {0x6E: 0x0A, 0x73: 0x20, 0x72: 0x0D, 0x74: 0x09}.get(byte, byte)
        out.append(byte)
    return os.fsdecode(bytes(out))


def name_of_path(path):
    # hashlib loads OpenSSL, which takes longer than everything else here.
    try:
        from _sha2 import sha256
    except ImportError:
        try:
            from _sha256 import sha256
        except ImportError:
            from hashlib import sha256
    return "path-" + sha256(os.fsencode(path)).hexdigest()
