"""How every form of the site is drawn."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Draws fields with the project's one field template (``templates/forms/field.html``)."""

    field_template_name = "forms/field.html"
    form_template_name = "forms/form.html"
