"""Run the command line: `python -m scimviewer`."""

import multiprocessing

from scimviewer.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # in a packaged program, workers start here too
    main()
