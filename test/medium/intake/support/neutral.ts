import { NeutralAddresses } from '../../../../src/apps/intake/neutral-address';

/** What a neutral address looks like: of one length, but for what the browser adds itself. */
export const NEUTRAL_ADDRESS = /^\/p\/[\w-]{166}(?:#[\w-]*)?$/;

/** A text with its neutral addresses opened by who has the session. @param cookie as it is sent: a name and the secret */
export function opened(text: string, cookie: string): string {
  const secret = cookie.slice(cookie.indexOf('=') + 1);
  const addresses = new NeutralAddresses(secret);
  return text.replaceAll(/\/p\/[\w-]+/g, (address) => addresses.open(address) ?? address);
}
