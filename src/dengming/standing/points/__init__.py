"""积分 points: what each member earned and lost by which rule, and which colour is proposed."""
