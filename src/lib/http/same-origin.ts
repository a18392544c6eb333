import type { FastifyRequest } from 'fastify';
import { crossOriginRefused } from './http.errors.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that a browser asks for on behalf of another site's page.
 *
 * Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; programs send neither and are not concerned.
 *
 * @param publicOrigin the origin users see when a proxy stands in front, such as `https://plant.example.com`
 */
export function assertSameOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  if (READING.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw crossOriginRefused();
  }
  const { origin, host } = request.headers;
  if (origin === undefined || origin === publicOrigin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw crossOriginRefused();
}
