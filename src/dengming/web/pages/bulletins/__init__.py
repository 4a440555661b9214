"""Pages about the committee's bulletins 季通报."""
