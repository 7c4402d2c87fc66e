from django.db import migrations

from accounts.contract import KeepTimestamps


class Migration(migrations.Migration):
    dependencies = [("interactions", "0001_initial"), ("accounts", "0002_triggers")]

    operations = [
        KeepTimestamps("user_interactions", key="interaction_id", touched=None, filled=["created_at"]),
    ]
