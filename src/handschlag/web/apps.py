"""Django's registration of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "handschlag.web"
    label = "web"
