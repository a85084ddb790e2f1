"""A build backend in one file, for tests: needs nothing, builds from PKG-INFO and the modules beside it.

`misbehave.py`, where a test puts one, is executed before each hook with the hook's name as `hook`, its directory as
`directory` and its settings as `settings`; what it puts into `answer` is answered instead of the right thing.
"""

import base64
import hashlib
import os
import zipfile


def _misbehave(hook, directory=None, settings=None):
    names = {"hook": hook, "directory": directory, "settings": settings}
    if os.path.exists("misbehave.py"):
        with open("misbehave.py") as file:
            exec(file.read(), names)
    return names


def _info():
    with open("PKG-INFO") as file:
        text = file.read()
    fields = dict(line.split(": ", 1) for line in text.splitlines() if ": " in line)
    return text, fields["Name"].replace("-", "_"), fields["Version"]


def get_requires_for_build_wheel(config_settings=None):
    return _misbehave("get_requires", settings=config_settings).get("answer", [])


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    names = _misbehave("prepare_metadata", metadata_directory, config_settings)
    text, name, version = _info()
    dist_info = "%s-%s.dist-info" % (name, version)
    os.mkdir(os.path.join(metadata_directory, dist_info))
    with open(os.path.join(metadata_directory, dist_info, "METADATA"), "w") as file:
        file.write(names.get("metadata", text))
    return names.get("answer", dist_info)


def _wheel(wheel_directory, files, names):
    text, name, version = _info()
    name, version = names.get("name", name), names.get("version", version)
    dist_info = "%s-%s.dist-info" % (name, version)
    tag = names.get("tag", "py3-none-any")
    files[dist_info + "/METADATA"] = names.get("metadata", text).encode()
    files[dist_info + "/WHEEL"] = ("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: %s\n" % tag).encode()
    record = ""
    for path, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        record += "%s,sha256=%s,%d\n" % (path, digest, len(content))
    files[dist_info + "/RECORD"] = (record + dist_info + "/RECORD,,\n").encode()
    file_name = "%s-%s-%s.whl" % (name, version, tag)
    with zipfile.ZipFile(os.path.join(wheel_directory, file_name), "w") as wheel:
        for path, content in files.items():
            wheel.writestr(path, content)
    return names.get("answer", file_name)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    names = _misbehave("build_wheel", wheel_directory, config_settings)
    files = {}
    for path in sorted(os.listdir(".")):
        if path.endswith(".py") and path not in ("backend.py", "misbehave.py"):
            with open(path, "rb") as file:
                files[path] = file.read()
    return _wheel(wheel_directory, files, names)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    names = _misbehave("build_editable", wheel_directory, config_settings)
    _, name, _ = _info()
    return _wheel(wheel_directory, {"_%s.pth" % name: (os.getcwd() + "\n").encode()}, names)
