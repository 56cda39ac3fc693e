"""Run the command line: `python -m scimviewer`."""

from scimviewer.cli import main

if __name__ == "__main__":
    main()
