"""The part of servers.py that runs on the machine: sets it up, takes the times, prints them as JSON."""

import glob
import http.client
import json
import os
import statistics
import subprocess
import sys
import time

sys.path.insert(0, "/srv")
from timing import Contender, Step, interleaved  # noqa: E402

SITE = "/srv/site"
ENV = {"PATH": os.environ["PATH"]}
PORT = 8000


def main():
    runs = int(sys.argv[1])
    set_up()
    python = measure_python(10 * runs)
    json.dump({"uwsgi": measure_uwsgi(runs), "python": python, "calls": count_calls()}, sys.stdout)


def set_up():
    os.makedirs(SITE)
    with open(f"{SITE}/requirements.txt", "w") as file:
        file.write("django==5.2.19\n")
    env = dict(ENV, HOME="/root", PIP_NO_INDEX="1", PIP_FIND_LINKS="/srv/wheels", NOGLUE_COMPILE="now")
    quietly = dict(cwd=SITE, env=env, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["noglue", "--quiet", "sync"], **quietly)
    subprocess.run(["noglue", "run", "--", "django-admin", "startproject", "proj", "."], **quietly)
    with open(f"{SITE}/proj/urls.py", "w") as file:
        file.write("from django.http import HttpResponse\nfrom django.urls import path\n")
        file.write("urlpatterns = [path('', lambda request: HttpResponse('ok'))]\n")
    subprocess.run(["noglue", "--quiet", "setup", "--system", "--yes"], **quietly)


def hook_is(present):
    """With one file away this Python starts as if noglue had never been here."""
    for path in glob.glob("/usr/local/lib/python3*/dist-packages/noglue.pth*"):
        os.rename(path, path.removesuffix(".off") + ("" if present else ".off"))


def measure_uwsgi(runs):
    lines = f"[uwsgi]\nplugins = python3\nmaster = true\nneed-app = true\ndie-on-term = true\nuid = www-data\ngid = www-data\n"
    lines += f"http-socket = 127.0.0.1:{PORT}\nchdir = {SITE}\nmodule = proj.wsgi\n"
    for name, more in (("noglue", ""), ("home=", f"home = {SITE}/.venv\n")):
        with open(f"/srv/{name}.ini", "w") as file:
            file.write(lines + more)
    times = {"noglue": [], "home=": []}
    for number in range(runs + 2):
        for name in sorted(times, reverse=bool(number % 2)):
            hook_is(name == "noglue")
            seconds = first_page(f"/srv/{name}.ini")
            # The first two fill the caches.
            if number >= 2:
                times[name].append(seconds)
    hook_is(True)
    return {name: statistics.median(all_) for name, all_ in times.items()}


def first_page(ini):
    null = subprocess.DEVNULL
    start = time.perf_counter()
    server = subprocess.Popen(["uwsgi-core", "--ini", ini], env=ENV, stdout=null, stderr=null)
    try:
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
                connection.request("GET", "/")
                answer = connection.getresponse()
                if answer.read() != b"ok":
                    sys.exit(f"{ini}: the page is another one: {answer.status}")
                return time.perf_counter() - start
            except ConnectionError:
                if server.poll() is not None or time.perf_counter() - start > 30:
                    sys.exit(f"{ini}: no page")
                time.sleep(0.001)
    finally:
        server.terminate()
        server.wait()


def measure_python(runs):
    with open("/srv/nothing.py", "w") as file:
        file.write("pass\n")
    step = Step(["/usr/bin/python3", "/srv/nothing.py"], "/srv", ENV)
    contenders = [
        Contender("hook", [step], lambda: hook_is(True)),
        Contender("bare", [step], lambda: hook_is(False)),
    ]
    results = interleaved(contenders, runs, "/srv/log")
    hook_is(True)
    return {result.tool: result.median for result in results}


def count_calls():
    """System calls of one start; by ptrace in Python's own words, since strace need not be here."""
    counts = {}
    for name, present in (("hook", True), ("bare", False)):
        hook_is(present)
        counts[name] = min(calls_of(["/usr/bin/python3", "/srv/nothing.py"]) for _ in range(3))
    hook_is(True)
    return counts


def calls_of(argv):
    import ctypes

    TRACEME, SYSCALL, SETOPTIONS, GOOD = 0, 24, 0x4200, 1
    libc = ctypes.CDLL(None, use_errno=True)
    pid = os.fork()
    if pid == 0:
        libc.ptrace(TRACEME, 0, None, None)
        os.execve(argv[0], argv, ENV)
    os.waitpid(pid, 0)
    libc.ptrace(SETOPTIONS, pid, None, ctypes.c_void_p(GOOD))
    stops = 0
    while True:
        libc.ptrace(SYSCALL, pid, None, None)
        _, status = os.waitpid(pid, 0)
        if os.WIFEXITED(status):
            # Two stops for each: on the way in and on the way out.
            return stops // 2
        stops += os.WSTOPSIG(status) == 5 | 0x80


if __name__ == "__main__":
    main()
