"""积分情况通报: the branch's paper on points, made by the system, read out at a meeting, kept as it was read."""
