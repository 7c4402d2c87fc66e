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

    def ready(self):
        super().ready()
        from django.contrib import admin
        from django_otp.plugins.otp_static.models import StaticDevice
        from django_otp.plugins.otp_totp.models import TOTPDevice

        # The library's pages show the secrets of a second factor, with which one could make its codes.
        admin.site.unregister([StaticDevice, TOTPDevice])
