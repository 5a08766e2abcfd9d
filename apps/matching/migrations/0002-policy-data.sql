-- DEMO: invented floors and rates, the same as in company-verification. An operator replaces them by a migration of their own; `policy_version` and `as_of` say which are in force.
CREATE TABLE pay_floor (
  -- ISO 3166-1 alpha-2, or ** for every country that has no row of its own.
  country text PRIMARY KEY CHECK (country ~ '^([A-Z]{2}|\*\*)$'),
  minor_per_hour int8 NOT NULL CHECK (minor_per_hour BETWEEN 0 AND 9000000000000000),
  currency text NOT NULL,
  policy_version text NOT NULL
);
GRANT SELECT ON pay_floor TO :app, :worker;
INSERT INTO pay_floor (country, minor_per_hour, currency, policy_version)
SELECT country, minor_per_hour, currency, 'DEMO-1' FROM (VALUES
  ('**', 500, 'USD'), ('US', 1500, 'USD'), ('CA', 1700, 'CAD'), ('MX', 9000, 'MXN'), ('BR', 2500, 'BRL'), ('GB', 1150, 'GBP'),
  ('IE', 1300, 'EUR'), ('DE', 1300, 'EUR'), ('FR', 1200, 'EUR'), ('NL', 1400, 'EUR'), ('ES', 1000, 'EUR'), ('IT', 1000, 'EUR'),
  ('PL', 3200, 'PLN'), ('CH', 2400, 'CHF'), ('SE', 15000, 'SEK'), ('EG', 15000, 'EGP'), ('KE', 40000, 'KES'), ('NG', 400000, 'NGN'),
  ('ZA', 6000, 'ZAR'), ('IN', 25000, 'INR'), ('BD', 40000, 'BDT'), ('PK', 90000, 'PKR'), ('PH', 20000, 'PHP'), ('ID', 5000000, 'IDR'),
  ('JP', 1100, 'JPY'), ('AU', 2400, 'AUD'), ('NZ', 2300, 'NZD')
) AS demo (country, minor_per_hour, currency);

CREATE TABLE exchange_rate (
  currency text PRIMARY KEY,
  -- Units of the currency that one US dollar buys.
  per_usd numeric NOT NULL CHECK (per_usd > 0),
  as_of date NOT NULL
);
GRANT SELECT ON exchange_rate TO :app, :worker;
INSERT INTO exchange_rate (currency, per_usd, as_of)
SELECT currency, per_usd, DATE '2026-01-01' FROM (VALUES
  ('USD', 1), ('EUR', 0.90), ('GBP', 0.78), ('CHF', 0.88), ('SEK', 10.4), ('PLN', 3.9), ('CAD', 1.36), ('MXN', 18.5), ('BRL', 5.4),
  ('EGP', 48), ('KES', 129), ('NGN', 1550), ('ZAR', 18.2), ('INR', 84), ('BDT', 119), ('PKR', 279), ('PHP', 57), ('IDR', 15800),
  ('JPY', 150), ('AUD', 1.52), ('NZD', 1.66)
) AS demo (currency, per_usd);
