-- Who asks, as the transaction says: empty when nobody is signed in, so that every policy fails closed.
CREATE FUNCTION app_subject() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN NULLIF(current_setting('app.subject', true), '')::uuid;
CREATE FUNCTION app_companies() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(current_setting('app.companies', true), ',')::uuid[];
CREATE FUNCTION app_is_staff(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(role = ANY (string_to_array(current_setting('app.staff', true), ',')), false);
