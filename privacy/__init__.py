"""What keeps telephone numbers ours to lose: number type, key store, vault, do-not-call, retention, scan."""
