CREATE INDEX sale_by_day ON sale (day);
