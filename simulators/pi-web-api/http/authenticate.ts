import { timingSafeEqual } from 'node:crypto';
import { frameworkError } from './errors.ts';

/** Who may come in, and by which door. */
export type Auth =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

const DENIED = 'Authorization has been denied for this request.';

/**
 * The name of the caller, or 401 with the `WWW-Authenticate` of the configured method.
 * A domain in front (`PLANT\demo`) is accepted, as Windows does.
 */
export function authenticate(auth: Auth, authorization: string | undefined): string {
  switch (auth.kind) {
    case 'anonymous':
      return 'NT AUTHORITY\\ANONYMOUS LOGON';
    case 'basic': {
      const sent = decodeBasic(authorization);
      const user = sent?.user.replace(/^.*\\/, '') ?? '';
      if (
        sent &&
        sameText(user.toLowerCase(), auth.user.toLowerCase()) &&
        sameText(sent.password, auth.password)
      ) {
        return `DEMO\\${auth.user}`;
      }
      throw denied('Basic realm="PI Web API"');
    }
    case 'bearer': {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      if (token !== undefined && sameText(token, auth.token)) return 'DEMO\\bearer';
      throw denied('Bearer');
    }
  }
}

function denied(challenge: string) {
  return frameworkError(401, DENIED, { 'www-authenticate': challenge });
}

function decodeBasic(authorization: string | undefined) {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function sameText(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
