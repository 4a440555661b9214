"""Rosters from Excel: read the sheet, recognise the columns, plan row by row, apply all or nothing."""
