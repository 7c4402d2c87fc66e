"""Addresses of matchmaking."""

app_name = "matchmaking"

urlpatterns = []
