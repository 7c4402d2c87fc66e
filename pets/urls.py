"""Addresses of pets."""

from django.urls import path

from pets import views

app_name = "pets"

urlpatterns = [
    path("", views.pet_list, name="list"),
    path("mine/", views.mine, name="mine"),
    path("add/", views.add, name="add"),
    path("<int:pet_id>/", views.detail, name="detail"),
    path("<int:pet_id>/edit/", views.edit, name="edit"),
    path("<int:pet_id>/take-down/", views.take_down, name="take_down"),
]
