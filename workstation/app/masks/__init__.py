"""What the hand does on the photo: region brush, lasso, similar places, colour dots, eyedropper."""
