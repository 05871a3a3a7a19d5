"""Rural return-to-poverty monitoring (防止返贫监测): the three classes."""
