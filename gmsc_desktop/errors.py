"""The one family of errors that is shown to a person as a sentence with a next step."""


class UserFacingError(Exception):
    """Something in the world stands in the way: a full disk, a locked plan, a newer or a foreign file.

    ``sentence`` says what happened and what is safe, ``next_step`` what the person can do; both are plain text in
    Indonesian.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step
