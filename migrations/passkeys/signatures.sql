-- Signatures of passkeys. PostgreSQL checks them itself: a workspace that was broken into cannot say that one was right.
-- All of it is public arithmetic about public numbers, so nothing here needs to take the same time for each.

CREATE FUNCTION lintel.number_of(bytes bytea) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  number numeric := 0;
BEGIN
  FOR place IN 0 .. octet_length(bytes) - 1 LOOP
    number := number * 256 + get_byte(bytes, place);
  END LOOP;
  RETURN number;
END $$;

-- Of a number that has no factor in common with the modulus (extended Euclidean algorithm).
CREATE FUNCTION lintel.inverse_of(number numeric, modulus numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  left_over numeric := modulus;
  next_left numeric := mod(mod(number, modulus) + modulus, modulus);
  factor numeric := 0;
  next_factor numeric := 1;
  times numeric;
  kept numeric;
BEGIN
  WHILE next_left <> 0 LOOP
    times := div(left_over, next_left);
    kept := left_over - times * next_left;
    left_over := next_left;
    next_left := kept;
    kept := factor - times * next_factor;
    factor := next_factor;
    next_factor := kept;
  END LOOP;
  RETURN mod(factor + modulus, modulus);
END $$;

-- Whether a point lies on P-256 (SP 800-186, 3.2.1.3), and is not the base point or its opposite.
CREATE FUNCTION lintel.on_p256(x numeric, y numeric) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p CONSTANT numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
  b CONSTANT numeric := 41058363725152142129326129780047268409114441015993725554835256314039467401291;
BEGIN
  RETURN x < p AND y < p AND mod(y * y, p) = mod(mod(x * x, p) * x - 3 * x + b + 3 * p, p)
    AND x <> 48439561293906451759052585252797914202762949526041747995844080717082404635286;
END $$;

-- ECDSA on P-256 (FIPS 186-5, 6.4.2). Both multiples are added up in one pass (Shamir), in Jacobian coordinates: doubling
-- "dbl-2001-b", adding "madd" of the Explicit-Formulas Database. Where a sum would need another formula, which happens to no
-- signature that was made honestly, the answer is no.
CREATE FUNCTION lintel.ecdsa_fits(key_x numeric, key_y numeric, hash numeric, r numeric, s numeric) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  p CONSTANT numeric := 115792089210356248762697446949407573530086143415290314195533631308867097853951;
  n CONSTANT numeric := 115792089210356248762697446949407573529996955224135760342422259061068512044369;
  base_x CONSTANT numeric := 48439561293906451759052585252797914202762949526041747995844080717082404635286;
  base_y CONSTANT numeric := 36134250956749795798585127919587881956611106672985015071877198253568414405109;
  slope numeric;
  u numeric;
  v numeric;
  -- For each bit of u and v: which of the base point, the key, and their sum.
  which integer[] := '{}';
  add_x numeric[];
  add_y numeric[];
  x numeric := 0;
  y numeric := 1;
  z numeric := 0;
  a numeric; b numeric; c numeric; d numeric; h numeric; e numeric;
BEGIN
  IF r < 1 OR r >= n OR s < 1 OR s >= n OR NOT lintel.on_p256(key_x, key_y) THEN RETURN false; END IF;
  slope := mod((key_y - base_y) * lintel.inverse_of(key_x - base_x, p), p);
  a := mod(slope * slope - base_x - key_x, p);
  add_x := ARRAY[base_x, key_x, a];
  add_y := ARRAY[base_y, key_y, mod(slope * (base_x - a) - base_y, p)];
  d := lintel.inverse_of(s, n);
  u := mod(hash * d, n);
  v := mod(r * d, n);
  FOR place IN 1 .. 256 LOOP
    which := which || (mod(u, 2) + 2 * mod(v, 2))::integer;
    u := div(u, 2);
    v := div(v, 2);
  END LOOP;
  FOR place IN REVERSE 256 .. 1 LOOP
    IF z <> 0 THEN
      d := mod(z * z, p);
      c := mod(y * y, p);
      b := mod(x * c, p);
      a := mod(3 * (x - d) * (x + d), p);
      z := mod(2 * y * z, p);
      x := mod(a * a - 8 * b, p);
      y := mod(a * (4 * b - x) - 8 * c * c, p);
    END IF;
    CONTINUE WHEN which[place] = 0;
    IF z = 0 THEN
      x := add_x[which[place]];
      y := add_y[which[place]];
      z := 1;
      CONTINUE;
    END IF;
    d := mod(z * z, p);
    h := mod(add_x[which[place]] * d - x, p);
    IF h = 0 THEN RETURN false; END IF;
    e := mod(add_y[which[place]] * mod(z * d, p) - y, p);
    a := mod(h * h, p);
    b := mod(h * a, p);
    c := mod(x * a, p);
    x := mod(e * e - b - 2 * c, p);
    y := mod(e * (c - x) - y * b, p);
    z := mod(z * h, p);
  END LOOP;
  IF z = 0 THEN RETURN false; END IF;
  -- The x of the sum, modulo n, is r: without dividing by z.
  d := mod(z * z, p);
  RETURN mod(r * d - x, p) = 0 OR (r + n < p AND mod((r + n) * d - x, p) = 0);
END $$;

-- A key of P-256 or of RSA with 2048 bits, as an authenticator gives it: a COSE key (RFC 9052, 7; RFC 9053, 7.1.1; RFC 8230, 4) in the canonical
-- form of CTAP2, in which every byte but those of the key itself is given.
CREATE FUNCTION lintel.passkey_algorithm(public_key bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE
    WHEN octet_length(public_key) = 77 AND substr(public_key, 1, 10) = '\xa5010203262001215820' AND substr(public_key, 43, 3) = '\x225820'
      AND lintel.on_p256(lintel.number_of(substr(public_key, 11, 32)), lintel.number_of(substr(public_key, 46, 32))) THEN 'ES256'
    WHEN octet_length(public_key) = 272 AND substr(public_key, 1, 11) = '\xa401030339010020590100' AND get_byte(public_key, 11) >= 128
      AND substr(public_key, 268, 5) = '\x2143010001' THEN 'RS256' END
$$;

-- RSASSA-PKCS1-v1_5 with SHA-256 and the exponent 65537 (RFC 8017, 8.2.2): what is signed is made, and compared whole.
CREATE FUNCTION lintel.rsa_fits(modulus bytea, hash bytea, signature bytea) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  n CONSTANT numeric := lintel.number_of(modulus);
  given CONSTANT numeric := lintel.number_of(signature);
  power numeric := given;
BEGIN
  IF octet_length(signature) <> 256 OR given >= n THEN RETURN false; END IF;
  FOR bit IN 1 .. 16 LOOP
    power := mod(power * power, n);
  END LOOP;
  RETURN mod(power * given, n) = lintel.number_of(decode('01' || repeat('ff', 202) || '00', 'hex')
    || '\x3031300d060960864801650304020105000420' || hash);
END $$;

-- Signatures of ECDSA come as a DER sequence of two integers.
CREATE FUNCTION lintel.signature_fits(public_key bytea, signed bytea, signature bytea) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  r_bytes integer;
BEGIN
  IF lintel.passkey_algorithm(public_key) = 'RS256' THEN
    RETURN lintel.rsa_fits(substr(public_key, 12, 256), sha256(signed), signature);
  END IF;
  IF octet_length(signature) NOT BETWEEN 8 AND 72 OR get_byte(signature, 0) <> 48 OR get_byte(signature, 1) <> octet_length(signature) - 2
     OR get_byte(signature, 2) <> 2 OR get_byte(signature, 3) NOT BETWEEN 1 AND 33 THEN
    RETURN false;
  END IF;
  r_bytes := get_byte(signature, 3);
  IF octet_length(signature) < 7 + r_bytes OR get_byte(signature, 4 + r_bytes) <> 2
     OR get_byte(signature, 5 + r_bytes) <> octet_length(signature) - 6 - r_bytes THEN
    RETURN false;
  END IF;
  -- The first bit of a negative one is set: no number of a signature is.
  IF get_byte(signature, 4) >= 128 OR get_byte(signature, 6 + r_bytes) >= 128 THEN RETURN false; END IF;
  RETURN coalesce(lintel.passkey_algorithm(public_key) = 'ES256' AND lintel.ecdsa_fits(
    lintel.number_of(substr(public_key, 11, 32)), lintel.number_of(substr(public_key, 46, 32)), lintel.number_of(sha256(signed)),
    lintel.number_of(substr(signature, 5, r_bytes)), lintel.number_of(substr(signature, 7 + r_bytes))), false);
END $$;
