CREATE ROLE search LOGIN;
CREATE ROLE reporter LOGIN;
GRANT rds_iam TO search, reporter;
GRANT SELECT ON product TO search;
GRANT SELECT ON sale TO reporter;
