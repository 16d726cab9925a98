"""Starts GMSC Desktop: a worker job where the first argument asks for one, the window, or the command line."""

import sys


def main() -> int:
    """The exit code. A worker is dispatched before anything else of the program is imported."""
    if sys.argv[1:2] == ["--worker"]:
        from gmsc_desktop import worker

        return worker.run(*sys.argv[2:4])
    if len(sys.argv) == 1:
        from gmsc_desktop import app

        if app.has_screen():  # what most people start need not wait for the commands
            return app.run()
    from gmsc_desktop import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
