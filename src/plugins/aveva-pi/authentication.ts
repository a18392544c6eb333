import type { AvevaPiConfig } from './aveva-pi.schema.ts';
import type { PiAuthentication } from './pi-web-api/index.ts';

/** What the configuration says, or what its filled-in fields mean. */
export function authenticationOf(config: AvevaPiConfig): PiAuthentication {
  const user = config.user || config.username;
  const { token, password = '', servicePrincipalName } = config;
  const kind = config.authentication ?? (token ? 'bearer' : user ? 'basic' : 'anonymous');
  if (kind === 'basic') return { kind, user: user ?? '', password };
  if (kind === 'bearer') return { kind, token: token ?? '' };
  if (kind === 'kerberos') return { kind, servicePrincipalName: servicePrincipalName || undefined };
  return { kind };
}
