/** Passwords and codes are never in a page again, whichever form they were typed into. */
export const SECRET_FIELDS: ReadonlySet<string> = new Set([
  'password',
  'current',
  'wanted',
  'repeated',
  'code',
  'passkey',
]);
