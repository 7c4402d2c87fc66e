"""Addresses of interactions."""

app_name = "interactions"

urlpatterns = []
