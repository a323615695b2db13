"""Every write of the flow: one verb of the office, one transaction."""
