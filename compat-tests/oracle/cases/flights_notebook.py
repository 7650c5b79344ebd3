"""The notebook of the examples, run by nbclient in the plain ipykernel: what stands below its cells."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(Path(__file__).parents[3] / "examples/flights.ipynb", as_version=4)
NotebookClient(notebook, timeout=240).execute()
for cell in notebook.cells:
    for output in cell.get("outputs", []):
        match output.output_type:
            case "stream" if output.name == "stdout":
                sys.stdout.write(output.text)
            case "execute_result":
                print(output.data.get("text/html", output.data["text/plain"]))
