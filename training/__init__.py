"""From the open corpus to the model in the package: code of the development side only."""
