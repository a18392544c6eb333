import type { UserIdentityInfo } from 'node-opcua-client';
import { readPair } from './application-certificate.ts';
import type { OpcUaLibrary } from './load-library.ts';
import { badCertificateFile } from './opc-ua.errors.ts';
import type { OpcUaConfig } from './opc-ua.schema.ts';

/** As whom Plantline logs in. */
export async function userIdentityOf(
  { UserTokenType }: OpcUaLibrary,
  config: OpcUaConfig,
): Promise<UserIdentityInfo> {
  switch (authenticationOf(config)) {
    case 'anonymous':
      return { type: UserTokenType.Anonymous };
    case 'user':
      return {
        type: UserTokenType.UserName,
        userName: config.user ?? '',
        password: config.password ?? '',
      };
    case 'certificate': {
      const { userCertificateFile, userPrivateKeyFile } = config;
      if (!userCertificateFile || !userPrivateKeyFile) {
        throw badCertificateFile('userCertificateFile');
      }
      const pair = await readPair(userCertificateFile, userPrivateKeyFile, 'userCertificateFile');
      return {
        type: UserTokenType.Certificate,
        certificateData: pair.certificate,
        privateKey: pair.privateKeyPem,
      };
    }
  }
}

export function authenticationOf(config: OpcUaConfig): 'anonymous' | 'user' | 'certificate' {
  if (config.authentication) return config.authentication;
  if (config.userCertificateFile) return 'certificate';
  return config.user ? 'user' : 'anonymous';
}
