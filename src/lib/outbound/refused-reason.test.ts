import { describe, expect, test } from 'vitest';
import { refusedReason } from './refused-reason.ts';

describe('addresses that nothing may connect to', () => {
  test.each([
    ['no address at all', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['link-local', '169.254.1.1'],
    ['the metadata service of most clouds', '169.254.169.254'],
    ['the metadata service of Alibaba', '100.100.100.200'],
    ['the wire server of Azure', '168.63.129.16'],
    ['the metadata service of Oracle', '192.0.0.192'],
    ['multicast', '239.1.2.3'],
    ['broadcast', '255.255.255.255'],
    ['no address at all, IPv6', '::'],
    ['link-local, IPv6', 'fe80::1'],
    ['link-local with its network card', 'fe80::1%eth0'],
    ['the end of link-local', 'febf:ffff::1'],
    ['the metadata service of AWS, IPv6', 'fd00:ec2::254'],
    ['the same, written out', 'FD00:0EC2:0000:0000:0000:0000:0000:0254'],
    ['multicast, IPv6', 'ff02::1'],
    ['metadata, mapped', '::ffff:169.254.169.254'],
    ['metadata, mapped, in hexadecimal', '::ffff:a9fe:a9fe'],
    ['metadata, compatible', '::169.254.169.254'],
    ['metadata, translated by NAT64', '64:ff9b::a9fe:a9fe'],
    ['metadata, translated by a NAT64 of the site', '64:ff9b:1::a9fe:a9fe'],
    ['metadata, in SIIT form', '::ffff:0:169.254.169.254'],
    ['metadata by 6to4', '2002:a9fe:a9fe::1'],
    ['metadata by ISATAP', '2001:470::5efe:a9fe:a9fe'],
    ['a Teredo tunnel', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ])('%s: %s', (_what, address) => {
    expect(refusedReason(address)).toBe('never');
  });
});

describe('addresses of this machine and of private networks', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '10.20.30.40',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.10',
    '100.64.0.1',
    '::1',
    'fc00::1',
    'fd12:3456::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::10.1.2.3',
    '2002:c0a8:0101::1',
  ])('%s', (address) => {
    expect(refusedReason(address)).toBe('private');
  });
});

describe('addresses of the Internet, and what is no address', () => {
  test.each([
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '169.253.255.255',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
    'pi.example.com',
    '',
    '1.2.3',
    'fe80::zz',
  ])('%s', (address) => {
    expect(refusedReason(address)).toBeUndefined();
  });
});
