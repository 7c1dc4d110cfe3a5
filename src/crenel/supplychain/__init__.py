"""What is shipped: which libraries are in which function, from where, and what is known of them."""
