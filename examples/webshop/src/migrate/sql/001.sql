CREATE TABLE product (
  sku text PRIMARY KEY,
  name text NOT NULL,
  category text NOT NULL,
  trade_price numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
