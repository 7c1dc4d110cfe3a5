CREATE TABLE sale (
  day date NOT NULL,
  category text NOT NULL,
  quantity int NOT NULL,
  total numeric(12, 2) NOT NULL
);
