"""Pages about papers on points 积分情况通报."""
