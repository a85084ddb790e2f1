# Prints where an interpreter looks for packages and .pth files, as one line of JSON. Run as `python -I -S -B -c`.
import json
import site
import sys

# `-S`: site was not run; this only asks it.
print(
    json.dumps(
        {
            "version": list(sys.version_info[:2]),
            "text": sys.version.split()[0],
            "implementation": sys.implementation.name,
            "is_environment": sys.prefix != sys.base_prefix,
            "folders": site.getsitepackages([sys.prefix]),
        }
    )
)
