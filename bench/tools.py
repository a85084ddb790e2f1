"""The tools that are compared: where they are, how they are installed, and in which environment they run."""

import os
import shutil
import subprocess
import sys
import time

from timing import say

# What a machine may have set that says how its index is reached.
THROUGH = [
    "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "PIP_CERT", "PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL",
    "PIP_TRUSTED_HOST", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
]


class Tools:
    """Paths of the tools, and a world of folders for them to work in."""

    def __init__(self, noglue, work):
        self.work = work
        self.noglue = os.path.realpath(noglue)
        self.log = os.path.join(work, "log")
        self.python = getattr(sys, "_base_executable", sys.executable)
        self.home = self.folder("home")
        self.peers = os.path.join(work, "peers")
        self.uv = os.path.join(self.peers, "bin", "uv")
        self.virtualenv = os.path.join(self.peers, "bin", "virtualenv")
        self.pyenv_shims = find_pyenv_shims()

    def folder(self, *parts):
        """A folder of this run, made if need be."""
        path = os.path.join(self.work, *parts)
        os.makedirs(path, exist_ok=True)
        return path

    def discard(self, *paths):
        """Moves folders out of the way. Deleted at the end only: ext4 passes inodes over that were freed in the last
        minutes, one by one, so that a folder made right after one was deleted costs many times its usual time."""
        trash = self.folder("trash")
        for path in filter(os.path.lexists, paths):
            os.rename(path, os.path.join(trash, str(len(os.listdir(trash)))))

    def install_peers(self):
        """uv and virtualenv, newest, from the index that pip uses."""
        say("installing the peers")
        subprocess.run([self.python, "-m", "venv", self.peers], check=True)
        pip = [os.path.join(self.peers, "bin", "python"), "-m", "pip", "--disable-pip-version-check", "-q", "install"]
        subprocess.run([*pip, "--upgrade", "pip", "uv", "virtualenv"], check=True)

    def env(self, **more):
        """What every timed program sees: as little as possible, and the same for all."""
        env = {name: os.environ[name] for name in THROUGH if name in os.environ}
        env.update(
            HOME=self.home,
            LANG="C.UTF-8",
            PATH=os.pathsep.join([os.path.dirname(self.python), "/usr/bin", "/bin"]),
            NOGLUE_CACHE_DIR=self.folder("noglue", "cache"),
            NOGLUE_DATA_DIR=self.folder("noglue", "data"),
            NOGLUE_PYTHON=self.python,
            UV_CACHE_DIR=self.folder("uv", "cache"),
            UV_PYTHON_DOWNLOADS="never",
            UV_NO_CONFIG="1",
            PIP_DISABLE_PIP_VERSION_CHECK="1",
            PIP_CACHE_DIR=self.folder("pip", "cache"),
        )
        index = os.environ.get("PIP_INDEX_URL")
        if index:
            env["UV_DEFAULT_INDEX"] = index
        env.update(more)
        return env

    def versions(self):
        """One line that names what was compared."""
        def ask(*argv):
            text = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
            return " ".join(text.split()[:2])

        pip = ask(os.path.join(self.peers, "bin", "pip"), "--version")
        names = [ask(self.noglue, "--version"), ask(self.uv, "--version"), pip, ask(self.virtualenv, "--version")]
        return ", ".join([*names, f"CPython {sys.version.split()[0]}"])

    def settle(self):
        """Waits until nothing that noglue left in the background runs, so that it slows no other's run."""
        for _ in range(1200):
            if not any(is_process_of(self.noglue, pid) for pid in os.listdir("/proc") if pid.isdigit()):
                return
            time.sleep(0.05)


def is_process_of(program, pid):
    """True when the process runs `program`."""
    try:
        return os.readlink(f"/proc/{pid}/exe") == program
    except OSError:
        return False


def find_pyenv_shims():
    """The folder of an installed pyenv's shims; pyenv itself is in no registry that a script could take it from."""
    roots = [os.environ.get("PYENV_ROOT"), os.path.join(os.path.expanduser("~"), ".pyenv")]
    for root in filter(None, roots):
        if os.access(os.path.join(root, "shims", "python3"), os.X_OK):
            return os.path.join(root, "shims")
    return None


def remove(*paths):
    """Removes folders, read-only ones too."""
    for path in paths:
        if not os.path.lexists(path):
            continue
        for top, _, _ in os.walk(path):
            os.chmod(top, 0o755)
        shutil.rmtree(path)
