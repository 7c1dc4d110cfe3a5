"""JavaScript and TypeScript: how they are lowered, and where their imports lead."""
