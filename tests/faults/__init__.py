"""What fails around the service, made to fail: ``make faults`` runs all of it, the tests a short form."""
