import { BlockList, isIPv4, isIPv6 } from 'node:net';

export type RefusedReason = 'never' | 'private';

/** No system of a plant is there, and what is there must not be read through Plantline. */
const NEVER = blockList(
  '0.0.0.0/8',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/112',
  '100::/64',
  '2001::/32',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
  'fe80::/10',
  'ff00::/8',
);

/** This machine and the networks around it, where plants are. */
const PRIVATE = blockList(
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '64:ff9b:1::/48',
  '2001:db8::/32',
  'fc00::/7',
  'fec0::/10',
);

/**
 * Why an IP address may not be connected to; undefined when it may, or when it is no IP address. IPv4 addresses within
 * IPv6 ones (mapped, translated, 6to4) are judged too.
 */
export function refusedReason(address: string): RefusedReason | undefined {
  if (isIPv4(address)) return reasonOf(address, 'ipv4');
  // A zone, as in fe80::1%eth0, says which network card and nothing else.
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return undefined;
  const groups = groupsOf(bare);
  const isLoopback = groups.every((group, index) => group === Number(index === 7));
  if (isLoopback) return 'private';
  const reasons = [reasonOf(bare, 'ipv6'), ...embeddedIn(groups).map(refusedReason)];
  return reasons.find((reason) => reason === 'never') ?? reasons.find((reason) => reason);
}

function reasonOf(address: string, family: 'ipv4' | 'ipv6'): RefusedReason | undefined {
  if (NEVER.check(address, family)) return 'never';
  return PRIVATE.check(address, family) ? 'private' : undefined;
}

/** The IPv4 address that packets for an IPv6 address end up at, if they do. */
function embeddedIn(groups: readonly number[]): readonly string[] {
  const [a = 0, b = 0, c = 0, , e = 0, f = 0, g = 0, h = 0] = groups;
  const isZeroTo = (end: number) => groups.slice(0, end).every((group) => group === 0);
  if (a === 0x2002) return [dotted(b, c)];
  const isTranslated = a === 0x64 && b === 0xff9b;
  const isMapped = isZeroTo(5) && (f === 0xffff || f === 0);
  const isTranslatable = isZeroTo(4) && e === 0xffff && f === 0;
  // ISATAP: an interface named ::5efe:a.b.c.d is a tunnel to that address.
  const isTunnel = (e & 0xfdff) === 0 && f === 0x5efe;
  return isTranslated || isMapped || isTranslatable || isTunnel ? [dotted(g, h)] : [];
}

function dotted(high: number, low: number): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

/** The eight numbers of an IPv6 address. The URL parser writes every form of it in one way. */
function groupsOf(address: string): readonly number[] {
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = text.split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

function blockList(...subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', bits] = subnet.split('/');
    list.addSubnet(network, Number(bits), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list;
}
