"""Learning what answering goes by, from the golden set's dev samples and, where at hand, outside data's part ``tune``."""
