"""What the product gives out, as JSON: the same from the command line, over HTTP and in evals."""
