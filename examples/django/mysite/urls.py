"""One page that says which Python environment serves it."""
import sys

import django
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path


def where(request):
    lines = [
        f"prefix {sys.prefix}",
        f"python {sys.version.split()[0]}",
        f"django {django.__version__} from {django.__file__}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


urlpatterns = [
    path('', where),
    path('admin/', admin.site.urls),
]
