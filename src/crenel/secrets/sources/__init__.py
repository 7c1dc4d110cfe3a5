"""What is looked through: trees, single files, standard input, archives, git history."""
