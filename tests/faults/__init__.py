"""What power, drives and other programs do to the application's own paths; each gate of docs/reliability.md is counted."""
