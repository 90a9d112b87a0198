"""Run converted networks: LiteRT, padding, devices. Needs neither TensorFlow nor Keras."""
