"""Types lines into an interactive shell on a terminal, its stderr a file. A line with a label is waited for: the shell
makes the file OUT/LABEL.done. READY, if any, is what a line editor writes when it begins to read: its shell loses what is
typed before. With DRAWS it draws on stderr, so that stays the terminal. What the terminal showed goes to stdout."""
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

out, ready, draws, shell = sys.argv[1], sys.argv[2].encode().decode("unicode_escape").encode(), sys.argv[3], sys.argv[4:]
with open(out + "/lines", "rb") as file:
    lines = [line.split(b"\x01", 1) for line in file.read().split(b"\0")]

pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 250, 0, 0))
    if not draws:
        os.dup2(os.open(out + "/stderr", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), 2)
    os.execv(shell[0], shell)

# What line editors ask a terminal before they go on.
ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?1;0c", b"\x1b[0c": b"\x1b[?1;0c"}
seen = b""


def drain(seconds):
    global seen
    if not select.select([terminal], [], [], seconds)[0]:
        return True
    try:
        got = os.read(terminal, 65536)
    except OSError:
        return False
    for question, answer in ANSWERS.items():
        for _ in range(got.count(question)):
            os.write(terminal, answer)
    seen += got
    return bool(got)


def until(is_done, line):
    deadline = time.monotonic() + 90
    while not is_done():
        if not drain(0.01) or time.monotonic() > deadline:
            return "the shell never did " + repr(line)
    return ""


failed = until(lambda: ready in seen, "start")
for label, line in lines:
    if failed:
        break
    start = len(seen)
    os.write(terminal, line + b"\r")
    done = os.path.join(os.fsencode(out), label + b".done")
    failed = until(lambda: ready in seen[start:] and (not label or os.path.exists(done)), line)
try:
    os.kill(pid, signal.SIGKILL)
except OSError:
    pass
os.waitpid(pid, 0)
sys.stdout.write(seen.decode(errors="replace"))
sys.exit(failed or 0)
