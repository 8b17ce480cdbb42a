import { BlockList, isIPv4, isIPv6, SocketAddress } from 'node:net';

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const { address: plain } = new SocketAddress({ address, family: 'ipv6' });
  const [front = '', back] = plain.split('::');
  const numbers = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((group) => {
          if (!group.includes('.')) return [Number.parseInt(group, 16)];
          const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number);
          return [a * 256 + b, c * 256 + d];
        });
  const [before, after] = [numbers(front), numbers(back ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** An IPv4 address in the clothes of IPv6 (RFC 4291 section 2.5.5.2) is that address. */
function plainOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address.replace(/%.*$/, '');
}

/**
 * By what somebody at this address is counted: of IPv6 the first 64 bits, since one household has all addresses below them
 * (RFC 6177); of IPv4 the whole. What is no address is one network.
 */
export function networkOf(address: string): string {
  const plain = plainOf(address);
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return 'unknown';
  const groups = groupsOf(plain).slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(':')}::/64`;
}

/** Where an address is, as far as it may be remembered. */
export type Place = 'this-machine' | 'private-network' | 'internet';

const HERE = new BlockList();
HERE.addSubnet('127.0.0.0', 8);
HERE.addAddress('::1', 'ipv6');
/** RFC 1918, RFC 3927, RFC 6598, RFC 4193, RFC 4291. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  PRIVATE.addSubnet(net, bits);
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

export function placeOf(address: string): Place {
  const plain = plainOf(address);
  const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
  if (HERE.check(plain, family)) return 'this-machine';
  return PRIVATE.check(plain, family) ? 'private-network' : 'internet';
}
