"""Reports of a run: for the terminal, a pull request, a CI server, and a person with a browser.

Each module renders one form and knows nothing of the others: ``terminal``, ``markdown``, ``junit``, ``html``. They
share which samples are the worst (``worst``), how figures are named and written (``figures``), and how the words of
users and documents are made safe to show (``text``).
"""
