"""Training on one big graphics card, in PyTorch, within half an hour; see the README.md here.

Nothing here needs TensorFlow or Keras: the machine that has the card may have neither.
"""
