"""Engine, transactions, migrations, and the clock that everything is told the time by."""
