"""Answers the questions of oracle_pep.rs with `packaging`: a JSON question in, a JSON answer out."""
import json
import sys
from unittest import mock

sys.path.insert(0, sys.argv[1])
from packaging import _manylinux, _musllinux, tags, utils  # noqa: E402
from packaging.markers import InvalidMarker, Marker  # noqa: E402
from packaging.requirements import InvalidRequirement, Requirement  # noqa: E402
from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: E402
from packaging.version import InvalidVersion, Version  # noqa: E402


def versions(question):
    def one(text):
        try:
            return str(Version(text))
        except InvalidVersion:
            return ""
    return [one(text) for text in question["texts"]]


def order(question):
    parsed = [Version(text) for text in question["texts"]]
    return [(a > b) - (a < b) for a, b in zip(parsed[::2], parsed[1::2])]


def contains(question):
    def one(specifier, texts):
        try:
            parsed = SpecifierSet(specifier)
        except InvalidSpecifier:
            return None
        inside = [parsed.contains(Version(text), prereleases=True) for text in texts]
        return {"in": inside, "pre": any(part.prereleases for part in parsed)}
    return [one(*case) for case in question["cases"]]


def specifiers(question):
    def one(text):
        try:
            SpecifierSet(text)
        except InvalidSpecifier:
            return False
        return True
    return [one(text) for text in question["texts"]]


def answers(marker, environments):
    def one(environment):
        try:
            return marker.evaluate(environment)
        except ValueError:
            return None
    return [one(environment) for environment in environments]


def markers(question):
    def one(text):
        try:
            return answers(Marker(text), question["environments"])
        except InvalidMarker:
            return None
    return [one(text) for text in question["texts"]]


def requirements(question):
    environments = question["environments"]

    def one(text, written):
        try:
            parsed = Requirement(text)
            name = utils.canonicalize_name(parsed.name, validate=True)
            extras = sorted({utils.canonicalize_name(extra, validate=True) for extra in parsed.extras})
        except (InvalidRequirement, utils.InvalidName):
            return None
        marker = parsed.marker and answers(parsed.marker, environments)
        again = False
        if written:
            other = Requirement(written)
            again = (
                utils.canonicalize_name(other.name) == name
                and {utils.canonicalize_name(extra) for extra in other.extras} == set(extras)
                and other.specifier == parsed.specifier
                and other.url == parsed.url
                and (other.marker and answers(other.marker, environments)) == marker
            )
        return {"name": name, "extras": extras, "url": parsed.url, "marker": marker, "again": again}
    return [one(*pair) for pair in zip(question["texts"], question["written"])]


def wheels(question):
    def one(text):
        try:
            name, version, build, found = utils.parse_wheel_filename(text)
        except utils.InvalidWheelFilename:
            return None
        return {"name": name, "version": str(version), "build": list(build), "tags": sorted(map(str, found))}
    return [one(text) for text in question["texts"]]


def sdists(question):
    def one(text):
        try:
            name, version = utils.parse_sdist_filename(text)
        except utils.InvalidSdistFilename:
            return None
        return [name, str(version)] if utils.is_normalized_name(name) else None
    return [one(text) for text in question["texts"]]


def platforms(system, arch):
    """The platform tags of a machine given by its facts."""
    if "macos" in system:
        version = system["macos"]
        return list(tags.mac_platforms((version["major"], version["minor"]), arch))
    glibc = system.get("glibc", {"major": -1, "minor": -1})
    musl = system.get("musl")
    version = _manylinux._GLibCVersion(glibc["major"], glibc["minor"])
    with mock.patch.object(_manylinux, "_get_glibc_version", lambda: version), \
            mock.patch.object(_manylinux, "_is_linux_armhf", lambda executable: True), \
            mock.patch.object(_manylinux, "_is_linux_i686", lambda executable: True), \
            mock.patch.object(_musllinux, "_get_musl_version",
                              lambda executable: musl and _musllinux._MuslVersion(**musl)), \
            mock.patch.object(tags.sysconfig, "get_platform", lambda: "linux-" + arch):
        return list(tags._linux_platforms(is_32bit=False))


def all_tags(question):
    def one(target):
        system = target["platform"]["os"]
        found = platforms({} if system == "linux" else system, target["platform"]["arch"])
        if not found:
            return None
        version = target["version"]
        name = target["implementation"]
        variables = {
            "Py_DEBUG": int(target["debug"]),
            "Py_GIL_DISABLED": int(target["free_threaded"]),
            "WITH_PYMALLOC": 1,
            "Py_UNICODE_SIZE": 2,
            "EXT_SUFFIX": ".%s.so" % target["soabi"],
        }
        with mock.patch.object(tags, "_get_config_var", lambda name, warn=False: variables.get(name)):
            short = tags.INTERPRETER_SHORT_NAMES.get(name, name) + "".join(map(str, version))
            if name == "cpython":
                result = list(tags.cpython_tags(version, platforms=found))
                interpreter = short
            else:
                result = list(tags.generic_tags(short, platforms=found))
                interpreter = "pp3" if name == "pypy" else None
            result += tags.compatible_tags(version, interpreter, found)
        return list(map(str, result))
    return [one(target) for target in question["targets"]]


def scripts(question):
    """What pip writes for entry points, by file name."""
    import pathlib
    import tempfile
    from pip._internal.operations.install.wheel import PipScriptMaker, get_console_script_specs

    def one(executable, entries, gui):
        with tempfile.TemporaryDirectory() as directory:
            maker = PipScriptMaker(None, directory)
            maker.clobber = True
            maker.variants = {""}
            with mock.patch("pip._vendor.distlib.scripts.get_executable", lambda: executable):
                maker.make_multiple(get_console_script_specs(entries))
                maker.make_multiple(["%s = %s" % item for item in gui.items()], {"gui": True})
            return {path.name: path.read_text(encoding="utf-8") for path in pathlib.Path(directory).iterdir()}
    return {"python": list(sys.version_info[:2]), "files": [one(*case) for case in question["cases"]]}


question = json.load(sys.stdin)
todo = {
    "versions": versions, "order": order, "contains": contains, "specifiers": specifiers, "markers": markers,
    "requirements": requirements, "wheels": wheels, "sdists": sdists, "tags": all_tags,
    "scripts": scripts,
}
json.dump(todo[question["do"]](question), sys.stdout)
