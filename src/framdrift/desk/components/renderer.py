"""Forms in our own markup: `{{ form }}` and `{{ form.field.as_field_group }}` use the components."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Renders forms, fields and their errors with the templates of the components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
