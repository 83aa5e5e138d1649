"""Files such as arrive every week, made by real writers with known words, pages and cells, in both languages."""
