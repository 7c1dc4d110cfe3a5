"""Who acts and with what powers: roles, users, their policies, and who may take them on."""
