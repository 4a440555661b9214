"""Makes `{{ form.field.as_field_group }}` look like the design system's field (`FORM_RENDERER` in the settings)."""

from django.forms.renderers import DjangoTemplates


class FieldRenderer(DjangoTemplates):
    """Django's own renderer, with `parts/_field.html` around every control."""

    field_template_name = "parts/_field.html"
