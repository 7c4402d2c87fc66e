from django.db import migrations

from accounts.contract import KeepTimestamps


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0001_initial"), ("accounts", "0002_triggers")]

    operations = [
        KeepTimestamps(
            "sessions", key="session_id", touched="last_accessed", filled=["created_at", "last_accessed"]
        ),
    ]
