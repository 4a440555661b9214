"""双色预警: a proposal from points and overdue duties, confirmed by people, told, answered, lifted."""
