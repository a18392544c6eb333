import type { Auth } from './authenticate.ts';
import type { RateLimit } from './rate-limit.ts';

/** How the demo server is to be started. Everything has a default. */
export type PiWebApiOptions = {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Every number of the plant follows from it. */
  readonly seed?: number;
  /** How many points in all, at most 200,000. */
  readonly points?: number;
  /** Every answer comes this much later. */
  readonly latencyMs?: number;
  /** Share of requests, 0 to 1, answered 500, 502 or 503. */
  readonly failRate?: number;
  /** Share of requests, 0 to 1, never answered, or a text in path and query of those that are not. */
  readonly hang?: number | string;
  /** Basic with demo / demo unless told otherwise. */
  readonly auth?: Auth;
  /** HTTPS: `true` makes a certificate for localhost, or one is handed in (PEM). */
  readonly tls?: boolean | { readonly key: string; readonly cert: string };
  /** The plant's time zone, IANA or Windows name. */
  readonly timeZone?: string;
  /** Unix milliseconds of now. */
  readonly clock?: () => number;
  /** Called for defects of the server itself (answered 500), and for every request in debug. */
  readonly log?: (line: { readonly message: string; readonly [detail: string]: unknown }) => void;
  readonly rateLimit?: RateLimit;
  /** MaxReturnedItemsPerCall. */
  readonly maxItems?: number;
  readonly maxUrlLength?: number;
  readonly maxBodyBytes?: number;
  /** How often an open channel looks for new values. */
  readonly channelIntervalMs?: number;
};

/** A running server. */
export type RunningPiWebApi = {
  /** `http://127.0.0.1:8003/piwebapi`. */
  readonly url: string;
  /** The certificate clients may trust, with TLS (PEM). */
  readonly certificate: string | undefined;
  readonly close: () => Promise<void>;
};
