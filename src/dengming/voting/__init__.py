"""Vote arithmetic: shares of a number, whether a meeting could vote and what it decided, who is elected. Pure.

No rounding anywhere: a share is compared by whole numbers, so that “exactly half” is never in doubt.
"""
