"""What the office takes away: a month's evidence as a workbook, its daily counts as CSV."""
