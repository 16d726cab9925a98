"""Starts GMSC Desktop: a worker job where the first argument asks for one, otherwise the command line or the window."""

import sys


def main() -> int:
    """The exit code. A worker is dispatched before anything else of the program is imported."""
    if sys.argv[1:2] == ["--worker"]:
        from gmsc_desktop import worker

        return worker.run(*sys.argv[2:4])
    from gmsc_desktop import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
