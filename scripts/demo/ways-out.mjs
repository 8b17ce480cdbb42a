import { Client } from './http.mjs';

/** The exit leads away at once, and tells the server on the way. */
const WAYS = ['href="/about"', 'href="/stop"', 'href="/pressure"', 'ping="/leave"'];

/** How many of the ways out are at the foot and head of a page that anyone may open, whatever link was opened. */
export async function waysOut(origin) {
  const nobody = new Client(origin);
  const page = await (await nobody.send('GET', '/i/no-such-link', { expected: [404] })).text();
  for (const path of ['/stop', '/pressure']) await nobody.send('GET', path, { expected: [401] });
  return WAYS.filter((way) => page.includes(way)).length;
}
