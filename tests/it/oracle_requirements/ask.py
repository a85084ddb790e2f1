"""Reads worlds of requirements files with pip's own parser and says what it made of them.

In: JSON on stdin, a list of {file name: text}; `r.txt` is the one that is read. Out: JSON, per world either
{"error": message} or what was read. argv[1] is the directory pip lies in, argv[2] an empty one to work in.
"""

import json
import logging
import os
import sys

sys.path.insert(0, sys.argv[1])

from pip._internal.index.collector import LinkCollector
from pip._internal.index.package_finder import PackageFinder
from pip._internal.models.search_scope import SearchScope
from pip._internal.models.selection_prefs import SelectionPreferences
from pip._internal.network.session import PipSession
from pip._internal.req.constructors import install_req_from_parsed_requirement
from pip._internal.req.req_file import parse_requirements
from pip._internal.req.req_install import check_invalid_constraint_type
from pip._vendor.packaging.utils import canonicalize_name

# optparse prints its usage for each mistake.
sys.stderr = open(os.devnull, "w")
logging.disable(logging.CRITICAL)
SESSION = PipSession()


class Options:
    require_hashes = None
    no_require_hashes = None
    features_enabled = []


def one(parsed):
    req = install_req_from_parsed_requirement(parsed, config_settings=(parsed.options or {}).get("config_settings"))
    if parsed.constraint:
        problem = check_invalid_constraint_type(req)
        if problem:
            raise ValueError(problem)
    hashes = dict((parsed.options or {}).get("hashes", {}))
    # pip adds the hash of a URL when it comes to the download.
    if req.link and req.link.hash:
        hashes.setdefault(req.link.hash_name, []).append(req.link.hash)
    return {
        "name": req.name and canonicalize_name(req.name),
        "extras": sorted(map(canonicalize_name, req.extras)),
        "specifiers": sorted(str(s) for s in req.req.specifier) if not req.link else [],
        "url": req.link and req.link.url_without_fragment.replace(os.getcwd(), "HERE").rstrip("/"),
        "subdirectory": req.link and req.link.subdirectory_fragment,
        "editable": req.editable,
        "config": {
            key: value if isinstance(value, list) else [value] for key, value in (req.config_settings or {}).items()
        },
        "marker": req.markers and str(req.markers),
        "hashes": sorted(f"{kind}:{digest}" for kind, digests in hashes.items() for digest in digests),
        "constraint": parsed.constraint,
        "line": int(parsed.line_source.split()[1]),
    }


def read(world):
    for name, text in world.items():
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    SESSION.pip_trusted_origins.clear()
    links = LinkCollector(SESSION, SearchScope.create([], ["default"], False))
    finder = PackageFinder.create(link_collector=links, selection_prefs=SelectionPreferences(allow_yanked=False))
    options = Options()
    try:
        parsed = list(parse_requirements("r.txt", SESSION, finder=finder, options=options))
        roots = sorted((one(item) for item in parsed), key=lambda root: root["constraint"])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"}
    here = os.getcwd()
    control = finder.release_control
    return {
        "roots": roots,
        "indexes": list(finder.index_urls),
        "find_links": [link.replace(here, "HERE") for link in finder.find_links],
        "no_index": finder.search_scope.no_index,
        "pre": bool(control and ":all:" in control.all_releases),
        "prefer_binary": finder.prefer_binary,
        "hashed": bool(options.require_hashes),
        "formats": [sorted(finder.format_control.get_allowed_formats(name)) for name in ("a", "b-c")],
        "trusted": sorted(host for host, _ in SESSION.pip_trusted_origins),
    }


def main():
    os.environ["TOKEN"] = "s3cret"
    answers = []
    for number, world in enumerate(json.load(sys.stdin)):
        # Each world has a directory of the same length, so that places compare.
        directory = os.path.join(sys.argv[2], "%06d" % number)
        os.makedirs(directory)
        os.chdir(directory)
        answers.append(read(world))
    json.dump(answers, sys.stdout)


main()
