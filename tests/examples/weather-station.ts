import { AppError, defineDataSource, type DataSource, type ValueOutcome } from 'plantline/sdk';
import { Agent, fetch } from 'undici';
import { z } from 'zod';

/** What `GET /now/<tag>` answers. */
const Measured = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  at: z.iso.datetime(),
});

export const weatherStation = defineDataSource({
  kind: 'weather-station',
  title: 'Weather station',
  capabilities: ['read'],
  config: z.object({
    baseUrl: z.url().meta({ title: 'Address' }),
    token: z.string().meta({ title: 'Token', secret: true }),
  }),
  async connect({ baseUrl, token }, { outbound }): Promise<DataSource> {
    const { lookup } = outbound;
    const dispatcher = new Agent({ connections: 8, connect: { lookup } });

    async function measure(tag: string, signal: AbortSignal): Promise<ValueOutcome> {
      try {
        const url = `${baseUrl}/now/${encodeURIComponent(tag)}`;
        outbound.assertAllowed(new URL(url).hostname);
        const headers = { authorization: `Bearer ${token}` };
        const options = { dispatcher, headers, signal, redirect: 'error' } as const;
        const response = await fetch(url, options);
        const text = await response.text();
        if (response.status === 404) return { ok: false, name: tag, error: noTag(tag) };
        const { name, value, unit, at } = Measured.parse(JSON.parse(text));
        return {
          ok: true,
          tag: {
            name,
            description: '',
            unit,
            valueType: 'number',
            step: false,
            displayDigits: 1,
            future: false,
          },
          reading: { value, unit, timestamp: at, quality: 'good' },
        };
      } catch (cause) {
        throw signal.aborted ? tooSlow(cause) : notThere(cause);
      }
    }

    return {
      read: async ({ tags }, signal) => await Promise.all(tags.map((tag) => measure(tag, signal))),
      async check(signal) {
        const outcome = await measure('temperature', signal).catch(() => undefined);
        if (!outcome) return [{ name: 'reach', ok: false, message: notThere().message }];
        const message = outcome.ok ? 'A value was read.' : outcome.error.message;
        return [
          { name: 'reach', ok: true, message: 'The weather station answers.' },
          { name: 'read', ok: outcome.ok, message },
        ];
      },
      close: async () => await dispatcher.destroy(),
    };
  },
});

function noTag(tag: string): AppError {
  return new AppError('not_found', 'weather.no_tag', `The weather station has no ${tag}.`);
}

function notThere(cause?: unknown): AppError {
  const message = 'The weather station gave no usable answer. Check its address and its token.';
  return new AppError('upstream', 'weather.unreachable', message, {}, cause);
}

function tooSlow(cause: unknown): AppError {
  const message = 'The weather station did not answer in time. Try again.';
  return new AppError('timeout', 'weather.timeout', message, {}, cause);
}
