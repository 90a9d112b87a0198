"""What the program knows: photos, steps, recipes, rendering and export. No Qt."""
