/** In the form in which the database keeps passwords and access codes; no code opens it. */
export const NO_SECRET = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
