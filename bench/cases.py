"""The pieces of work that are compared. Each gives a title, a target and the tools' ways of doing it."""

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass

from timing import Contender, Step, run, say

SETS = {
    "W1": ["Django", "gunicorn", "psycopg[binary]", "requests", "whitenoise", "celery", "redis"],
    "W2": ["jupyterlab"],
}
# Resolved, not installed: many packages, or many versions to go through.
LARGE = {
    "jupyterlab": ["jupyterlab"],
    "airflow": [
        "apache-airflow[amazon,celery,cncf-kubernetes,docker,google,http,postgres,redis,slack,snowflake,ssh,statsd]"
    ],
    "boto3 and old urllib3": ["boto3", "urllib3<1.25"],
    "boto3 and old botocore": ["boto3", "botocore<1.20"],
    "homeassistant": ["homeassistant"],
}
HERE = os.path.dirname(os.path.abspath(__file__))
# Named in every call: left to itself, and told of a Python, `uv pip` would change that Python.
INTO = ["--python", ".venv"]


@dataclass
class Case:
    """One row of the table."""

    title: str
    # The tool that noglue is measured against, and how many times its time noglue may take.
    against: str
    limit: float
    contenders: list
    runs: int
    # Rows without an agreed target are there for information.
    note: str = ""


class Project:
    """One set of packages, laid out for each tool in a folder of its own, with all caches warm."""

    def __init__(self, tools, name):
        self.tools, self.name = tools, name
        self.noglue = tools.folder("noglue", name)
        self.uv = tools.folder("uv", name)
        self.pip = tools.folder("pip", name)
        lines = SETS[name]
        for folder in (self.noglue, self.uv, self.pip):
            write(os.path.join(folder, "requirements.in" if folder != self.noglue else "requirements.txt"), lines)
            site = os.path.join(folder, "site")
            if name == "W1" and not os.path.isdir(site):
                shutil.copytree(os.path.join(HERE, "..", "examples", "django"), site)
        dependencies = ", ".join(f'"{line}"' for line in lines)
        text = f'[project]\nname = "bench"\nversion = "1"\nrequires-python = ">=3.8"\ndependencies = [{dependencies}]\n'
        with open(os.path.join(self.uv, "pyproject.toml"), "w") as file:
            file.write(text)

    def warm(self):
        """Fills both caches, byte-code of noglue's store included, and pins what all install."""
        say(f"warming {self.name}")
        env = self.tools.env(NOGLUE_COMPILE="now")
        requires = f">={'.'.join(version_of(self.tools.python)[:2])}"
        path = os.path.join(self.uv, "pyproject.toml")
        with open(path) as file:
            text = file.read().replace(">=3.8", requires)
        with open(path, "w") as file:
            file.write(text)
        which = ["--python", self.tools.python]
        self.once([self.tools.uv, "lock", *which], self.uv)
        self.once([self.tools.uv, "sync", *which], self.uv)
        self.once([self.tools.uv, "pip", "compile", *which, "-q", "requirements.in", "-o", "pins.txt"], self.uv)
        for folder in (self.noglue, self.pip):
            shutil.copy(os.path.join(self.uv, "pins.txt"), folder)
        run(Step([self.tools.noglue, "sync"], self.noglue, env), self.tools.log)
        # The same pins as the others, so that all link the same files.
        run(Step([self.tools.noglue, "sync", "-r", "pins.txt"], self.noglue, env), self.tools.log)
        self.tools.settle()
        run(Step([self.tools.noglue, "sync"], self.noglue, env), self.tools.log)

    def once(self, argv, cwd):
        run(Step(argv, cwd, self.tools.env()), self.tools.log)

    def step(self, tool, *argv, **env):
        """A step in the tool's own folder."""
        folder = {"noglue": self.noglue, "uv": self.uv}.get(tool, self.pip)
        return Step(list(argv), folder, self.tools.env(**env))

    def without_env(self, tool):
        folder = {"noglue": self.noglue, "uv": self.uv}.get(tool, self.pip)
        return lambda: self.tools.discard(os.path.join(folder, ".venv"))

    def with_empty_env(self, tool, *argv):
        def prepare():
            self.without_env(tool)()
            run(self.step(tool, *argv), self.tools.log)

        return prepare


def write(path, lines):
    with open(path, "w") as file:
        file.writelines(f"{line}\n" for line in lines)


def version_of(python):
    code = "import sys; print(*sys.version_info[:3], sep='.')"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip().split(".")


def start(tools, runs):
    step = lambda program: [Step([program, "--version"], tools.home, tools.env())]
    return Case("`--version`", "uv", 0.5, [Contender("noglue", step(tools.noglue)), Contender("uv", step(tools.uv))], runs)


def venv(tools, runs):
    folder = tools.folder("venvs")
    def one(tool, *argv, runs=None):
        target = os.path.join(folder, tool.replace(" ", "-"))
        return Contender(tool, [Step([*argv, target], folder, tools.env())], lambda: tools.discard(target), runs)

    contenders = [
        one("noglue", tools.noglue, "venv"),
        one("uv", tools.uv, "venv", "-q", "--python", tools.python),
        one("virtualenv", tools.virtualenv, "-q", "--python", tools.python, runs=3),
        one("venv without pip", tools.python, "-m", "venv", "--without-pip", runs=5),
        one("venv", tools.python, "-m", "venv", runs=2),
    ]
    return Case("`venv`", "uv", 0.6, contenders, runs)


def nothing_to_do(project, runs):
    tools = project.tools
    contenders = [
        Contender("noglue", [project.step("noglue", tools.noglue, "sync")]),
        Contender("uv", [project.step("uv", tools.uv, "sync", "--python", tools.python)]),
        Contender("uv pip install", [project.step("uv", tools.uv, "pip", "install", *INTO, "-q", "-r", "pins.txt")]),
    ]
    return Case(f"`sync`, nothing to do, {project.name}", "uv", 0.5, contenders, runs)


def warm(project, runs):
    tools = project.tools
    python = os.path.join(project.pip, ".venv", "bin", "python")
    contenders = [
        Contender(
            "noglue",
            [project.step("noglue", tools.noglue, "sync", "-r", "pins.txt")],
            project.with_empty_env("noglue", tools.noglue, "venv"),
        ),
        Contender(
            "uv",
            [project.step("uv", tools.uv, "pip", "sync", *INTO, "-q", "pins.txt")],
            project.with_empty_env("uv", tools.uv, "venv", "-q", "--python", tools.python),
        ),
        Contender(
            "pip",
            [project.step("pip", python, "-m", "pip", "install", "-q", "--no-deps", "--no-compile", "-r", "pins.txt")],
            project.with_empty_env("pip", tools.python, "-m", "venv", ".venv"),
            runs=1,
        ),
    ]
    title = f"install {project.name} into an empty environment, caches warm"
    return Case(title, "uv", 0.9, contenders, runs)


def one_more(project, runs):
    """One small package into an environment that is there. Without a network: uv would ask its index each time."""
    tools = project.tools
    package = "colorama==0.4.6"
    ways = {"noglue": [tools.noglue, "pip"], "uv": [tools.uv, "pip"]}
    into = {"noglue": [], "uv": [*INTO, "-q"]}
    def words(tool, word, *more):
        return [*ways[tool], word, *into[tool], *more]

    def contender(tool):
        def prepare():
            # Fetched once; then it is gone each time before it comes.
            run(project.step(tool, *words(tool, "install", package)), tools.log)
            run(project.step(tool, *words(tool, "uninstall", package.split("=")[0])), tools.log)

        return Contender(tool, [project.step(tool, *words(tool, "install", "--offline", package))], prepare)

    return Case(f"one small package more in {project.name}", "uv", 1.2, [contender("noglue"), contender("uv")], runs)


def warm_sync(project, runs):
    tools = project.tools
    contenders = [
        Contender("noglue", [project.step("noglue", tools.noglue, "sync")], project.without_env("noglue")),
        Contender("uv", [project.step("uv", tools.uv, "sync", "-q", "--python", tools.python)], project.without_env("uv")),
    ]
    return Case(f"`sync` {project.name}, environment made too, caches warm", "uv", 0.9, contenders, runs)


def first_check(project, runs):
    """From nothing to the end of the first `manage.py check`: what a person waits for after a checkout."""
    tools = project.tools
    def byte_code_free(tool, folder):
        def prepare():
            project.without_env(tool)()
            for top, names, _ in os.walk(os.path.join(folder, "site")):
                tools.discard(*(os.path.join(top, name) for name in names if name == "__pycache__"))

        return prepare

    def contender(tool, folder, *argv):
        python = os.path.join(folder, ".venv", "bin", "python")
        steps = [project.step(tool, *argv), project.step(tool, python, "site/manage.py", "check")]
        return Contender(tool, steps, byte_code_free(tool, folder))

    contenders = [
        contender("noglue", project.noglue, tools.noglue, "sync"),
        contender("uv", project.uv, tools.uv, "sync", "-q", "--python", tools.python),
    ]
    return Case(f"`sync` {project.name} and the first `manage.py check`", "uv", 0.6, contenders, runs)


def cold(project, runs):
    tools = project.tools
    caches = {tool: os.path.join(tools.work, "cold", tool) for tool in ("noglue", "uv")}
    def nothing(tool):
        def prepare():
            tools.settle()
            tools.discard(caches[tool])
            project.without_env(tool)()

        return prepare

    # uv resolves too, as noglue does: from requirements, not from its lock.
    uv_words = ["pip", "install", *INTO, "-q", "-r", "requirements.in"]
    steps = {
        "noglue": project.step("noglue", tools.noglue, "sync", NOGLUE_CACHE_DIR=caches["noglue"]),
        "uv": project.step("uv", tools.uv, *uv_words, UV_CACHE_DIR=caches["uv"]),
    }
    def uv_nothing():
        nothing("uv")()
        run(project.step("uv", tools.uv, "venv", "-q", "--python", tools.python), tools.log)

    contenders = [
        Contender("noglue", [steps["noglue"]], nothing("noglue")),
        Contender("uv", [steps["uv"]], uv_nothing),
    ]
    return Case(f"install {project.name}, nothing cached", "uv", 1.0, contenders, runs)


def resolution(project, runs, is_cold):
    tools = project.tools
    caches = {tool: os.path.join(tools.work, "cold", tool) for tool in ("noglue", "uv")}
    def prepare(tool):
        def empty():
            tools.settle()
            tools.discard(caches[tool])

        return empty if is_cold else tools.settle

    which = ["--python", tools.python]
    more = lambda variable, tool: {variable: caches[tool]} if is_cold else {}
    contenders = [
        Contender(
            "noglue",
            [project.step("noglue", tools.noglue, "pip", "compile", "requirements.txt", **more("NOGLUE_CACHE_DIR", "noglue"))],
            prepare("noglue"),
        ),
        Contender(
            "uv",
            [project.step("uv", tools.uv, "pip", "compile", *which, "requirements.in", **more("UV_CACHE_DIR", "uv"))],
            prepare("uv"),
        ),
    ]
    state = "nothing cached" if is_cold else "caches warm"
    return Case(f"resolve {project.name}, {state}", "uv", 1.0, contenders, runs)


def large(tools, name, runs, is_cold):
    """One of the large sets, from nothing, or from caches alone."""
    folder = tools.folder("large", name.replace(" ", "-"))
    write(os.path.join(folder, "requirements.in"), LARGE[name])
    places = {tool: os.path.join(folder, f"cache-{tool}") for tool in ("noglue", "uv")}
    words = ["pip", "compile", "-q", "--python", tools.python, "requirements.in"]

    def contender(tool, program, variable):
        step = lambda *more: Step([program, *words, *more], folder, tools.env(**{variable: places[tool]}))

        def empty():
            tools.settle()
            tools.discard(places[tool])

        def fill():
            if not os.path.isdir(places[tool]):
                run(step(), tools.log)
            tools.settle()

        return Contender(tool, [step()], empty) if is_cold else Contender(tool, [step("--offline")], fill)

    contenders = [
        contender("noglue", tools.noglue, "NOGLUE_CACHE_DIR"),
        contender("uv", tools.uv, "UV_CACHE_DIR"),
    ]
    return Case(title_of_large(name, is_cold), "uv", 1.0, contenders, runs)


def title_of_large(name, is_cold):
    return f"resolve {name}, {'nothing cached' if is_cold else 'from the caches'}"


def shim(project, runs):
    """A program that does nothing, called by its path and through each tool's shim."""
    tools = project.tools
    data = tools.env()["NOGLUE_DATA_DIR"]
    program = os.path.join(os.path.realpath(os.path.join(project.noglue, ".venv", "bin")), "bench-true")
    shims = os.path.join(data, "shims")
    os.makedirs(shims, exist_ok=True)
    if not os.path.exists(program):
        shutil.copy(os.path.realpath("/bin/true"), program)
        os.chmod(program, os.stat(program).st_mode | stat.S_IXUSR)
    link = os.path.join(shims, "bench-true")
    if not os.path.lexists(link):
        os.symlink(tools.noglue, link)
    contenders = [
        Contender("noglue", [project.step("noglue", link)]),
        Contender("direct", [project.step("noglue", program)]),
    ]
    return Case("a program that does nothing, through the shim", "direct", None, contenders, runs)


def python_shim(project, runs):
    """`python -S -c pass` through the shims of noglue and pyenv, each beside the same interpreter called directly."""
    tools = project.tools
    words = ["-I", "-S", "-c", "pass"]
    link = os.path.join(tools.env()["NOGLUE_DATA_DIR"], "shims", "python")
    if not os.path.lexists(link):
        os.symlink(tools.noglue, link)
    direct = os.path.join(project.noglue, ".venv", "bin", "python")
    contenders = [
        Contender("noglue", [project.step("noglue", link, *words)]),
        Contender("direct", [project.step("noglue", direct, *words)]),
        Contender("uv run", [project.step("uv", tools.uv, "run", "-q", "--no-sync", "python", *words)]),
    ]
    if tools.pyenv_shims:
        root = os.path.dirname(tools.pyenv_shims)
        names = os.environ.get("PATH", "").split(os.pathsep)
        env = {"PYENV_ROOT": root, "PATH": os.pathsep.join([tools.pyenv_shims, os.path.join(root, "bin"), *names])}
        contenders.append(Contender("pyenv", [project.step("pip", os.path.join(tools.pyenv_shims, "python3"), *words, **env)]))
    else:
        say("skipped: pyenv's shim: no pyenv on this machine")
    return Case("`python -c pass`, through the shim", "direct", None, contenders, runs)
