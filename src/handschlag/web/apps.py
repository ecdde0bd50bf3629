"""Django's registration of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "handschlag.web"
    label = "web"

    def ready(self) -> None:
        from handschlag.web.guesses import listen

        listen()
