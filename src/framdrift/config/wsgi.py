"""The web application as servers call it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "framdrift.config.settings")
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # now, not at the first visitor's expense
