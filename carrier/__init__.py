"""The telephone network: the port, Twilio, the simulator; TwiML; signatures; status tables."""
