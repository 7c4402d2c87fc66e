"""Addresses of sessions_app."""

app_name = "sessions_app"

urlpatterns = []
