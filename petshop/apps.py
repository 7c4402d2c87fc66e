from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class PetshopConfig(AppConfig):
    name = "petshop"

    def ready(self):
        from petshop import checks  # noqa: F401  (registers the checks)


class AdminConfig(admin_apps.AdminConfig):
    """Django's admin with the site's own doors. Named in the settings; not what "petshop" alone means."""

    default = False
    default_site = "petshop.admin.AdminSite"
