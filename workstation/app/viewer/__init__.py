"""The photo on the screen: zoomed, dragged, compared, rendered as it is needed."""
