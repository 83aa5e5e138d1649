"""What changed between two versions of a document: words, figures and dates, and the measures that are read out of them."""
