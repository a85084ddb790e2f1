# Compiles source files of the store, as `python -m compileall` does. Run by noglue as
# `python -I -S -W ignore -c THIS TAG`; standard input: tree NUL out NUL path NUL, any number of times.
# A file that does not compile (Python 2, templates) is passed over, as pip passes over it.
import os
import sys

import _frozen_importlib_external as external


def main():
    tag = sys.argv[1]
    if sys.implementation.cache_tag != tag:
        sys.exit("this Python's byte-code is %s, not %s" % (sys.implementation.cache_tag, tag))
    fields = [os.fsdecode(field) for field in sys.stdin.buffer.read().split(b"\0")[:-1]]
    made = set()
    for tree, out, path in zip(fields[0::3], fields[1::3], fields[2::3]):
        source_path = os.path.join(tree, path)
        with open(source_path, "rb") as file:
            source = file.read()
            mtime = int(os.fstat(file.fileno()).st_mtime)
        try:
            # The name in the code object is set anew at import (`_fix_co_filename`).
            code = compile(source, path, "exec", dont_inherit=True)
            data = external._code_to_timestamp_pyc(code, mtime, len(source))
        except Exception:
            continue
        directory, name = os.path.split(path)
        directory = os.path.join(out, directory, "__pycache__")
        if directory not in made:
            os.makedirs(directory, exist_ok=True)
            made.add(directory)
        target = os.path.join(directory, "%s.%s.pyc" % (name[:-3], tag))
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444), "wb") as file:
            file.write(data)
        os.utime(target, (mtime, mtime))


main()
