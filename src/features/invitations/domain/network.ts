import { isIPv6 } from 'node:net';

/** The groups of an IPv6 address, `::` written out. */
function groups(address: string): string[] {
  const [before = '', after] = address.split('::');
  const [head, tail] = [before, after ?? ''].map((part) =>
    part.split(':').filter((group) => group !== ''),
  ) as [string[], string[]];
  const missing = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
}

/**
 * Where somebody types: an IPv4 address as it is, of an IPv6 address the first 64 bits (RFC 4291 section 2.5.4): one phone uses many
 * addresses of one such network.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  return `${groups(plain)
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
