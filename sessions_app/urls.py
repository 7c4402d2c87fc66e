"""Addresses of sessions_app."""

from django.urls import path

from sessions_app import views

app_name = "sessions_app"

urlpatterns = [
    path("", views.devices, name="devices"),
    path("end-others/", views.end_others, name="end_others"),
    path("<int:session_id>/end/", views.end, name="end"),
    path("child/<int:user_id>/", views.child_devices, name="child_devices"),
    path("child/<int:user_id>/end-all/", views.child_end_all, name="child_end_all"),
    path("child/<int:user_id>/<int:session_id>/end/", views.child_end, name="child_end"),
]
