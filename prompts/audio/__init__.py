"""Sound: recordings of our sentences, what is taken in, and engines that speak."""
