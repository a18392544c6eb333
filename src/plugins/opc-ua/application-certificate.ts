import { X509Certificate, createHash, createPrivateKey } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { OpcUaLibrary } from './load-library.ts';
import { badCertificateFile } from './opc-ua.errors.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';

const APPLICATION_NAME = 'Plantline';
const VALID_DAYS = 3_650;

/** Who Plantline is for a server: a certificate that its administrator trusts once, and the key to it. */
export interface ApplicationCertificate {
  /** DER. */
  readonly certificate: Buffer;
  /** PEM, PKCS#8. */
  readonly privateKeyPem: string;
  readonly applicationUri: string;
  /** SHA-1 in upper-case hexadecimal, as OPC UA tools show it. */
  readonly thumbprint: string;
}

/**
 * The certificate that the settings name, else Plantline's own: made once, and kept in the plugin's folder, since each new
 * one must be trusted by the server again. Without a folder it lasts as long as the process.
 *
 * @throws AppError `opcua.bad_certificate_file`
 */
export async function findApplicationCertificate(
  library: OpcUaLibrary,
  config: OpcUaConfig,
  folder: string | undefined,
): Promise<ApplicationCertificate> {
  if (config.certificateFile !== undefined && config.privateKeyFile !== undefined) {
    return await readPair(config.certificateFile, config.privateKeyFile, 'certificateFile');
  }
  if (folder === undefined) return await (inMemory ??= createPair(library).then(toPair));
  return await (kept[folder] ??= findKept(library, folder));
}

/** Sources that open at the same time share one. */
const kept: Record<string, Promise<ApplicationCertificate>> = {};
let inMemory: Promise<ApplicationCertificate> | undefined;

async function findKept(library: OpcUaLibrary, folder: string): Promise<ApplicationCertificate> {
  const certificateFile = join(folder, 'plantline-certificate.pem');
  const privateKeyFile = join(folder, 'plantline-private-key.pem');
  try {
    return await readPair(certificateFile, privateKeyFile, 'certificateFile').catch(
      async (error: unknown) => {
        if (!isMissing(error)) throw error;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const made = await createPair(library);
        // The key first: a certificate without its key would be taken for a broken pair.
        await writeWhole(privateKeyFile, made.privateKey, 0o600);
        await writeWhole(certificateFile, made.certificate, 0o644);
        return toPair(made);
      },
    );
  } catch (error) {
    delete kept[folder];
    throw error;
  }
}

/** Reads a certificate (PEM or DER) and its key (PEM), and makes sure that they belong together. */
export async function readPair(
  certificateFile: string,
  privateKeyFile: string,
  field: string,
): Promise<ApplicationCertificate> {
  try {
    const [certificate, privateKey] = await Promise.all([
      readFile(certificateFile),
      readFile(privateKeyFile, 'utf8'),
    ]);
    return toPair({ certificate, privateKey });
  } catch (error) {
    throw badCertificateFile(field, error);
  }
}

type WrittenPair = { readonly certificate: string | Buffer; readonly privateKey: string };

function toPair({ certificate, privateKey }: WrittenPair): ApplicationCertificate {
  const x509 = new X509Certificate(certificate);
  const key = createPrivateKey(privateKey);
  if (!x509.checkPrivateKey(key)) throw new Error('The key is not the one of the certificate');
  const [, uri] = /URI:([^,\s]+)/.exec(x509.subjectAltName ?? '') ?? [];
  return {
    certificate: x509.raw,
    privateKeyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    applicationUri: uri ?? applicationUri(),
    thumbprint: thumbprintOf(x509.raw),
  };
}

/** SHA-1 in upper-case hexadecimal. */
export function thumbprintOf(der: Buffer): string {
  return createHash('sha1').update(der).digest('hex').toUpperCase();
}

async function createPair(library: OpcUaLibrary): Promise<WrittenPair> {
  const crypto = library.crypto_utils;
  const key = await crypto.generatePrivateKey(2048);
  const host = hostname();
  const { cert } = await crypto.createSelfSignedCertificate({
    privateKey: key,
    subject: `/CN=${APPLICATION_NAME}@${host.slice(0, 40)}/O=${APPLICATION_NAME}`,
    applicationUri: applicationUri(),
    dns: [host],
    notBefore: new Date(),
    validity: VALID_DAYS,
    purpose: crypto.CertificatePurpose.ForApplication,
  });
  const { privPem } = await crypto.privateKeyToPEM(key);
  return { certificate: cert, privateKey: privPem };
}

function applicationUri(): string {
  return `urn:${hostname()}:${APPLICATION_NAME}`;
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** There is never half a key under its name. */
async function writeWhole(path: string, text: string | Buffer, mode: number): Promise<void> {
  const draft = `${path}.${process.pid}.new`;
  await writeFile(draft, text, { mode });
  await rename(draft, path);
}
