"""Addresses of the second factor, under ``/accounts/second-factor/``."""

from django.urls import path

from accounts.second_factor import views

app_name = "second_factor"

urlpatterns = [
    path("", views.overview, name="overview"),
    path("code/", views.code, name="code"),
    path("recovery/", views.recovery, name="recovery"),
    path("set-up/", views.set_up, name="set_up"),
    path("set-up/confirm/", views.confirm, name="confirm"),
    path("new-codes/", views.new_codes, name="new_codes"),
    path("replace/", views.replace, name="replace"),
    path("remove/", views.remove, name="remove"),
]
