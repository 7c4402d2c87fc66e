from django.apps import AppConfig


class PetshopConfig(AppConfig):
    name = "petshop"

    def ready(self):
        from petshop import checks  # noqa: F401  (registers the checks)
