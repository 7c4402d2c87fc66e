"""Addresses of matchmaking."""

from django.urls import path

from matchmaking import views

app_name = "matchmaking"

urlpatterns = [
    path("", views.match_list, name="list"),
    path("add/", views.add, name="add"),
    path("<int:criteria_id>/", views.matches, name="matches"),
    path("<int:criteria_id>/edit/", views.edit, name="edit"),
    path("<int:criteria_id>/delete/", views.delete, name="delete"),
]
