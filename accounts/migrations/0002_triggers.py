from django.db import migrations

from accounts.contract import CreateTouchMarks, DeleteWith, KeepTimestamps


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("admin", "0003_logentry_add_action_flag_choices")]

    operations = [
        CreateTouchMarks(),
        KeepTimestamps("users", key="user_id", touched="updated_at", filled=["created_at", "updated_at"]),
        DeleteWith("django_admin_log"),
    ]
