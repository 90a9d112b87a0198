"""What a file says about its photo: EXIF, XMP, IPTC and TIFF tags, read and written."""
