"""Addresses of pets."""

app_name = "pets"

urlpatterns = []
