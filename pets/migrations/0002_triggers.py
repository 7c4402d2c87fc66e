from django.db import migrations

from accounts.contract import KeepTimestamps, RoundDecimal


class Migration(migrations.Migration):
    dependencies = [("pets", "0001_initial"), ("accounts", "0002_triggers")]

    operations = [
        KeepTimestamps("pets", key="pet_id", touched="updated_at", filled=["created_at", "updated_at"]),
        RoundDecimal("pets", key="pet_id", column="weight", places=2, touched="updated_at"),
        RoundDecimal("pets", key="pet_id", column="price", places=2, touched="updated_at"),
    ]
