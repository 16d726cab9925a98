"""What power, drives and other programs do to the application's own paths, counted by the gates of reliability."""
