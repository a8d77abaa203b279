"""Numbers as a careful editor reads them: units, bounds, ranges, magnitudes."""
