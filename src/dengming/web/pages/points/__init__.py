"""Pages about points 积分 and colours 双色预警."""
