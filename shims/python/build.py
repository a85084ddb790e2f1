"""Runs one hook of a build backend (PEP 517, PEP 660) in its isolated environment.

argv: a JSON file with the question, and where the JSON answer goes. The working directory is the source. Everything
that the backend prints goes to the streams it finds; the answer is a file, so that nothing printed can be taken for it.
"""

import importlib
import json
import os
import sys
import traceback

OPTIONAL = {
    "get_requires_for_build_wheel": [],
    "get_requires_for_build_editable": [],
    "prepare_metadata_for_build_wheel": None,
    "prepare_metadata_for_build_editable": None,
}


def load(question):
    """The backend object; from `backend-path` if there is one, and then from nowhere else."""
    places = question["backend_path"]
    # The directory of this file is not the backend's business.
    sys.path[:] = places + [entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]
    module_name, _, attributes = question["backend"].partition(":")
    module = importlib.import_module(module_name)
    if places:
        origin = getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", [])), "")
        origin = os.path.realpath(origin)
        if not any(origin.startswith(os.path.join(os.path.realpath(place), "")) for place in places):
            raise ImportError("the backend %s is not in its backend-path, but at %s" % (module_name, origin))
    backend = module
    for attribute in filter(None, attributes.split(".")):
        backend = getattr(backend, attribute)
    return backend


def answer(question):
    try:
        backend = load(question)
    except Exception:
        traceback.print_exc()
        return {"no_backend": True}
    hook = getattr(backend, question["hook"], None)
    if hook is None:
        if question["hook"] in OPTIONAL:
            return {"value": OPTIONAL[question["hook"]], "is_default": True}
        return {"no_hook": True}
    return {"value": hook(*question["arguments"])}


def main():
    # Backends change sys.argv.
    question_file, answer_file = sys.argv[1:3]
    with open(question_file, encoding="utf-8") as file:
        question = json.load(file)
    result = answer(question)
    with open(answer_file, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
