/** Where a webhook may lead: addresses of the Internet, and none inside (of this machine, of a network, of a cloud's own service). */
import { BlockList, isIP } from 'node:net';

const inside = new BlockList();
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
  ] as const),
  ...([
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
])
  inside.addSubnet(network, bits, 'ipv4');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, bits, 'ipv6');

export function isPublicAddress(ip: string): boolean {
  switch (isIP(ip)) {
    case 4:
      return !inside.check(ip, 'ipv4');
    case 6:
      // What stands for an address of four parts (::ffff:127.0.0.1, 64:ff9b::…) is outside of 2000::/3.
      return global.check(ip, 'ipv6') && !inside.check(ip, 'ipv6');
    default:
      return false;
  }
}

/** Why an address cannot be told anything; undefined where it may be tried: what its name leads to is looked at each time. */
export function webhookFault(typed: string): 'form' | 'https' | 'inside' | undefined {
  if (!URL.canParse(typed) || typed.length > 500) return 'form';
  const { protocol, username, password, hostname, hash } = new URL(typed);
  if (protocol !== 'https:') return 'https';
  if (username || password || hash) return 'form';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return isPublicAddress(host) ? undefined : 'inside';
  return host.includes('.') && !/\.(?:local|localhost|internal|home\.arpa)\.?$/i.test(host) ? undefined : 'inside';
}
