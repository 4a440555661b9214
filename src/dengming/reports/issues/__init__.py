"""The life of a committee's paper: steps, who sees it, what it shows."""
