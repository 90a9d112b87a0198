"""The networks, one readable Keras file each."""
