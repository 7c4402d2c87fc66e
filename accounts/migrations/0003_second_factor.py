from django.db import migrations

from accounts.contract import DeleteWith


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_triggers"),
        ("otp_static", "0003_add_timestamps"),
        ("otp_totp", "0003_add_timestamps"),
    ]

    operations = [
        DeleteWith("otp_totp_totpdevice"),
        DeleteWith("otp_static_staticdevice"),
        DeleteWith(
            "otp_static_statictoken", column="device_id", parent="otp_static_staticdevice", parent_key="id"
        ),
    ]
