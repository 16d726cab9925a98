"""Tables of offices, whatever they are about: where one begins, what its columns mean, what its cells say."""
