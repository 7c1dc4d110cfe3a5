"""What is shipped: runtimes, layers, images, signatures, other people's applications."""
