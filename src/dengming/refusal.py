"""What every layer raises when it will not do what was asked."""


class Refusal(ValueError):
    """One clear Chinese sentence: what is wrong, where, and how to mend it.

    The command line prints it and exits with 2; pages show it beside the field. Nothing has been saved.
    """
