# Byte-code for the start-up hook, for every level of optimisation: who cannot write it would compile at each start.
# Run as `python -I -S -B -c CODE FILE...`.
import os
import py_compile
import sys

for path in sys.argv[1:]:
    for level in (0, 1, 2):
        made = py_compile.compile(path, doraise=True, optimize=level)
        os.chmod(made, 0o644)
        os.chmod(os.path.dirname(made), 0o755)
