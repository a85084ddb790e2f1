# Written by 'noglue setup --system'; 'noglue setup --system --undo' removes it.
"""The directories and files of code that a server's own options, variables and configuration name.

The twin of src/discover/command: read as text, never run.
"""

import os

from noglue_paths import absolute, tried

OPTIONS = {
    "celery": (("--workdir",), None),
    "daphne": ((), None),
    "django-admin": (("--pythonpath",), None),
    "flask": (("--app", "-A"), "FLASK_APP"),
    "granian": (("--working-dir",), "GRANIAN_WORKING_DIR"),
    "hypercorn": ((), None),
    "uvicorn": (("--app-dir",), "UVICORN_APP_DIR"),
    "waitress-serve": ((), None),
}


def named(view, server, args, cwd, get):
    """Absolute paths, in the order of the server's own precedence."""
    if server == "gunicorn":
        return gunicorn(view, args, cwd, get)
    options, variable = OPTIONS[server]
    found = [existing(view, value, cwd) for value in values(args, options)]
    found = [path for path in found if path]
    if not found and variable and get(variable):
        found = [path for path in [existing(view, get(variable), cwd)] if path]
    return found


def existing(view, value, cwd):
    """`app.py:create()`: the file is what stands before the colon."""
    for word in (value, value.partition(":")[0]):
        path = absolute(view, word, cwd)
        if tried(view.follow, path):
            return path
    return None


def gunicorn(view, args, cwd, get):
    variable = split(get("GUNICORN_CMD_ARGS") or "")
    found = []
    for words in (args, variable):
        found += values(words, ("--chdir",))[-1:]
    names = ("-c", "--config")
    config = (values(args, names) or values(variable, names) or ["gunicorn.conf.py"])[-1]
    if config.startswith("file:"):
        config = config[5:]
    if not config.startswith("python:"):
        config = absolute(view, config, cwd)
        text = tried(view.read, config)
        if text:
            directory = chdir(text[1])
            found += ([directory] if directory else []) + [config]
    for words in (args, variable):
        for listed in values(words, ("--pythonpath",)):
            found += [path for path in listed.split(",") if path]
    return [absolute(view, path, cwd) for path in found]


def chdir(text):
    """The last plain `chdir = "..."` at the start of a line."""
    found = None
    for line in text.split(b"\n"):
        key, equals, value = line.partition(b"=")
        value = value.strip()
        if not equals or key.rstrip() != b"chdir" or not value:
            continue
        if value.startswith(b"r"):
            value = value[1:]
        quote = value[:1]
        word, closed, rest = value[1:].partition(quote) if quote in (b'"', b"'") else (b"", b"", b"")
        rest = rest.strip()
        if word and closed and b"\\" not in word and (not rest or rest.startswith(b"#")):
            found = os.fsdecode(word)
    return found


def values(args, names):
    """The values of options: --x V, --x=V, -c V, -cV."""
    if "--" in args:
        args = args[: args.index("--")]
    found = []
    for index, word in enumerate(args):
        for name in names:
            if not word.startswith(name):
                continue
            rest = word[len(name) :]
            is_long = name.startswith("--")
            if not rest:
                value = args[index + 1] if index + 1 < len(args) else ""
            elif not is_long:
                value = rest
            elif rest.startswith("="):
                value = rest[1:]
            else:
                continue
            if value:
                found.append(value)
            break
    return found


def split(text):
    """Words as a POSIX shell has them: blanks separate, quotes and backslashes hold together."""
    words, word, quote, letters = [], None, None, iter(text)
    for c in letters:
        if quote and c == quote:
            quote = None
        elif not quote and c in "'\"":
            quote, word = c, word or ""
        elif c == "\\" and quote != "'":
            word = (word or "") + next(letters, "")
        elif not quote and c in " \t\n":
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + c
    return words + ([word] if word is not None else [])
