"""What a process is: where its packages come from, who it runs as. A view, and a command for crontabs."""

import json
import os
import sys


def report(request=None):
    if request is None:
        print(facts())
        return None
    from django.http import HttpResponse

    return HttpResponse(facts(), content_type="application/json")


def facts():
    import django
    import marker

    seen = {
        "prefix": sys.prefix,
        "exec_prefix": sys.exec_prefix,
        "base_prefix": sys.base_prefix,
        "executable": sys.executable,
        "python": "%d.%d" % sys.version_info[:2],
        "path": sys.path,
        "django": django.__version__,
        "django_file": django.__file__,
        "marker": marker.__version__,
        "uid": os.getuid(),
        "gid": os.getgid(),
        "pid": os.getpid(),
        "parent": os.getppid(),
        "cwd": os.getcwd(),
        "virtual_env": os.environ.get("VIRTUAL_ENV"),
        # Late: from the tree that this process started with, whatever was switched in since.
        "late": late(),
    }
    return json.dumps(seen)


def late():
    import marker.late

    return marker.late.VERSION
