import { networkOf, placeOf } from './network';

describe('somebody at an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['', 'unknown'],
    ['no address', 'unknown'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it.each([
    ['127.0.0.1', 'this-machine'],
    ['::1', 'this-machine'],
    ['::ffff:127.0.0.1', 'this-machine'],
    ['10.1.2.3', 'private-network'],
    ['172.31.255.1', 'private-network'],
    ['172.32.0.1', 'internet'],
    ['fd00::1', 'private-network'],
    ['fe80::1%eth0', 'private-network'],
    ['2001:db8::1', 'internet'],
    ['', 'internet'],
  ])('%s is on %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});
