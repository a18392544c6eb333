import { X509Certificate, createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { badCertificateFile, serverNotTrusted } from './opc-ua.errors.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import { thumbprintOf } from './application-certificate.ts';

/**
 * Whether the server is the one that the settings mean: by the thumbprint of its certificate, or by an authority's
 * signature on it. No list of revoked certificates is asked for.
 *
 * @param chain the server's certificate in DER, maybe followed by those of its authorities
 * @throws AppError `opcua.server_not_trusted`, with the thumbprint that may be pinned
 */
export async function judgeServerCertificate(
  chain: Buffer,
  config: OpcUaConfig,
  { host, now }: { readonly host: string; readonly now: Date },
): Promise<void> {
  if (config.trustAnyServerCertificate) return;
  const [certificate, ...others] = splitChain(chain);
  if (!certificate) throw serverNotTrusted('none', 'The OPC UA server sent no certificate.');
  const refuse = (reason: string) => serverNotTrusted(thumbprintOf(certificate.raw), reason);
  const pinned = config.serverCertificateThumbprint?.replaceAll(/[^0-9a-f]/gi, '').toLowerCase();
  if (pinned) {
    const isPinned = ['sha1', 'sha256'].some((name) => digestOf(certificate, name) === pinned);
    if (isPinned) return;
    throw refuse('The OPC UA server has another certificate than the one pinned in this source.');
  }
  if (config.caFile === undefined) {
    throw refuse('The certificate of the OPC UA server is not trusted yet.');
  }
  const authorities = await readAuthorities(config.caFile);
  // The file may hold the server's certificate itself: that is as good as its thumbprint.
  if (authorities.some(({ raw }) => raw.equals(certificate.raw))) return;
  if (!isSigned(certificate, authorities, others)) {
    throw refuse(
      'The certificate of the OPC UA server is not signed by the authority of this source.',
    );
  }
  if (
    Date.parse(certificate.validTo) < now.getTime() ||
    Date.parse(certificate.validFrom) > now.getTime()
  ) {
    throw refuse('The certificate of the OPC UA server has expired, or is not valid yet.');
  }
  const isNamed = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  if (isNamed === undefined) {
    throw refuse('The certificate of the OPC UA server was made for another host name.');
  }
}

function splitChain(chain: Buffer): readonly X509Certificate[] {
  const found: X509Certificate[] = [];
  for (let rest = chain; rest.length > 4 && found.length < 10;) {
    // A certificate is a DER sequence with two bytes of length, as all of some size are.
    const length = rest[1] === 0x82 ? 4 + rest.readUInt16BE(2) : rest.length;
    found.push(new X509Certificate(rest.subarray(0, length)));
    rest = rest.subarray(length);
  }
  return found;
}

async function readAuthorities(caFile: string): Promise<readonly X509Certificate[]> {
  try {
    const content = await readFile(caFile);
    const pems = content
      .toString('latin1')
      .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    return (pems ?? [content]).map((pem) => new X509Certificate(pem));
  } catch (error) {
    throw badCertificateFile('caFile', error);
  }
}

/** By an authority, or by one that the server sent along and that an authority signed. */
function isSigned(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  sentAlong: readonly X509Certificate[],
): boolean {
  if (authorities.some((authority) => isIssuer(authority, certificate))) return true;
  return sentAlong.some(
    (between) =>
      isIssuer(between, certificate) &&
      authorities.some((authority) => isIssuer(authority, between)),
  );
}

function isIssuer(authority: X509Certificate, certificate: X509Certificate): boolean {
  return (
    authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
  );
}

function digestOf({ raw }: X509Certificate, name: string): string {
  return createHash(name).update(raw).digest('hex');
}
