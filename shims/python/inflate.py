"""Unpacks what is packed with bzip2 or xz: stdin to the file argv[2], at most argv[3] bytes. argv[1]: `bz2` or `lzma`."""

import importlib
import sys


def main():
    packed = importlib.import_module(sys.argv[1]).open(sys.stdin.buffer)
    left = int(sys.argv[3])
    with open(sys.argv[2], "wb") as file:
        while True:
            piece = packed.read(1 << 20)
            if not piece:
                break
            left -= len(piece)
            if left < 0:
                sys.exit("it expands to more than %s bytes" % sys.argv[3])
            file.write(piece)


if __name__ == "__main__":
    main()
