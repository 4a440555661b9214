"""Pages about colour warnings 双色预警."""
