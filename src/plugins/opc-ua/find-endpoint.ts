import type { EndpointDescription } from 'node-opcua-client';
import type { OpcUaConfig } from './opc-ua.schema.ts';
import { noSuchEndpoint } from './opc-ua.errors.ts';

/** Best first. Older policies are broken: Basic128Rsa15 and Basic256 rest on SHA-1. */
const POLICIES = ['Aes256_Sha256_RsaPss', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep'] as const;
const POLICY_URI = 'http://opcfoundation.org/UA/SecurityPolicy#';
/** MessageSecurityMode of OPC 10000-4, 7.20. */
const MODES: Readonly<Record<number, OpcUaConfig['securityMode']>> = {
  1: 'none',
  2: 'sign',
  3: 'signAndEncrypt',
};

export type ChosenEndpoint = {
  readonly policyUri: string;
  /** The server's certificate in DER, maybe with its authorities'. */
  readonly certificate: Buffer;
};

/**
 * Of what a server offers, the endpoint with the security that the settings ask for, by the best policy.
 *
 * @throws AppError `opcua.no_such_endpoint`, which names what is offered
 */
export function findEndpoint(
  offered: readonly EndpointDescription[],
  { securityMode, securityPolicy }: OpcUaConfig,
): ChosenEndpoint {
  const wanted = securityPolicy ? [securityPolicy] : POLICIES;
  for (const policy of wanted) {
    const found = offered.find(
      (endpoint) =>
        modeOf(endpoint) === securityMode && endpoint.securityPolicyUri === POLICY_URI + policy,
    );
    if (found?.serverCertificate && found.securityPolicyUri) {
      return { policyUri: found.securityPolicyUri, certificate: found.serverCertificate };
    }
  }
  throw noSuchEndpoint(offersOf(offered));
}

function modeOf({ securityMode }: EndpointDescription): OpcUaConfig['securityMode'] | undefined {
  return MODES[securityMode];
}

/** What is offered, in the words of the settings; policies that Plantline does not speak are left out. */
function offersOf(offered: readonly EndpointDescription[]): readonly string[] {
  const offers = offered.flatMap((endpoint) => {
    const policy = endpoint.securityPolicyUri?.replace(POLICY_URI, '') ?? '';
    const mode = modeOf(endpoint);
    if (mode === 'none') return ['none'];
    return mode && POLICIES.some((known) => known === policy) ? [`${mode} with ${policy}`] : [];
  });
  return [...new Set(offers)];
}
