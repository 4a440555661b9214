"""What regulations demand of a step: asked when it is taken, and again, of the whole way, by a check."""
