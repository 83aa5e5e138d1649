"""Uploads: received as a stream, kept in the data folder, and taken in by a program beside the server."""
