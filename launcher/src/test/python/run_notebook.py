"""Runs a notebook with real Jupyter (nbclient): run_notebook.py INPUT OUTPUT KERNEL. Paths of kernel specs come from JUPYTER_PATH."""

import sys

import nbformat
from nbclient import NotebookClient

source, target, kernel = sys.argv[1:]
notebook = nbformat.read(source, as_version=4)
NotebookClient(notebook, timeout=300, kernel_name=kernel, startup_timeout=120).execute()
nbformat.validate(notebook)
nbformat.write(notebook, target)
