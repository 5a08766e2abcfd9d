-- Floors and exchange rates are the operator's setting PAY_POLICY now: one for company-verification and matching.
DROP TABLE pay_floor;
DROP TABLE exchange_rate;
