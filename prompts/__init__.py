"""Every sentence per language, the knowledge behind it, and what checks both."""
