"""What a SAM function stands for beside the function itself."""
