"""Whether every part of the installation is well, in sentences."""
