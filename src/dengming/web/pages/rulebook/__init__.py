"""制度库: what each institution asks, of whom, since when and why; which demands of the speech are covered."""
