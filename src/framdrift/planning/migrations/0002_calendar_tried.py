from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_calendars'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarconnection',
            name='tried_at',
            field=models.DateTimeField(null=True),
        ),
    ]
