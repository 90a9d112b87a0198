"""What went wrong, in words for the person at the screen."""


class HeirloomError(Exception):
    """A failure that the user can understand: what happened, and what to do about it.

    Parameters
    ----------
    message
        One sentence: what was given and why it cannot be used.
    hint
        One sentence: what is possible or what to do now.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


class Cancelled(Exception):  # noqa: N818 - not an error: the user's wish, never shown
    """The user no longer wants the result."""
