import { piKerberosFailed, piKerberosMissing } from './pi.errors.ts';

/** How to log in. A token provider is asked before every request and should keep its token itself. */
export type PiAuthentication =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'bearer'; readonly tokenProvider: () => Promise<string> }
  | { readonly kind: 'kerberos'; readonly servicePrincipalName?: string | undefined }
  | { readonly kind: 'anonymous' };

/** The part of the npm package `kerberos` that is used: one client, one token a request. */
export interface KerberosModule {
  initializeClient(
    service: string,
    options: object,
  ): Promise<{ step(challenge: string): Promise<string> }>;
}

/**
 * Gives the value of the Authorization header: a text when it never changes, a function when every request needs a
 * fresh one, undefined when there is none.
 */
export function authorizationFor(
  authentication: PiAuthentication,
  hostname: string,
  loadKerberos: () => Promise<KerberosModule> = importKerberos,
): string | (() => Promise<string>) | undefined {
  if (authentication.kind === 'anonymous') return undefined;
  if (authentication.kind === 'basic') {
    const credentials = `${authentication.user}:${authentication.password}`;
    return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
  }
  if (authentication.kind === 'bearer') {
    if ('token' in authentication) return `Bearer ${authentication.token}`;
    const { tokenProvider } = authentication;
    return async () => `Bearer ${await tokenProvider()}`;
  }
  const service = authentication.servicePrincipalName ?? `HTTP@${hostname}`;
  return async () => `Negotiate ${await kerberosToken(service, loadKerberos)}`;
}

/** A token may be used once, so each request gets its own; the ticket behind it is cached by the system. */
async function kerberosToken(
  service: string,
  loadKerberos: () => Promise<KerberosModule>,
): Promise<string> {
  const kerberos = await loadKerberos().catch((error: unknown) => {
    throw piKerberosMissing(error);
  });
  try {
    const client = await kerberos.initializeClient(service, {});
    return await client.step('');
  } catch (error) {
    throw piKerberosFailed(error);
  }
}

/** `kerberos` is native and optional: it is looked for only when a source asks for it. */
async function importKerberos(): Promise<KerberosModule> {
  const name: string = 'kerberos';
  const loaded = (await import(name)) as { default?: KerberosModule } & KerberosModule;
  return loaded.default ?? loaded;
}
