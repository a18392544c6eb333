import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataSourceContract } from '../contracts/data-source.contract.ts';
import { weatherStation } from './weather-station.ts';

const NOW: Readonly<Record<string, readonly [value: number, unit: string]>> = {
  temperature: [31.2, '°C'],
  wind: [4.5, 'm/s'],
};

dataSourceContract({
  name: 'The weather station of docs/plugins.md',
  plugin: weatherStation,
  start: startWeatherStation,
  configFor: ({ host, port }) => ({ baseUrl: `http://${host}:${port}`, token: 'rain-or-shine' }),
  known: ['temperature', 'wind'],
  units: ['°C', 'm/s'],
  unknown: 'moonlight',
  lacks: ['history', 'summary', 'query', 'events', 'browse', 'subscribe'],
  secrets: ['rain-or-shine'],
});

/** The system the example reads: two values, by HTTP, for whoever knows the token. */
async function startWeatherStation() {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.split('/').at(-1) ?? '').toLowerCase();
    const measured = NOW[name];
    const isKnown = request.headers.authorization === 'Bearer rain-or-shine';
    response.statusCode = isKnown ? (measured ? 200 : 404) : 401;
    const [value, unit] = measured ?? [];
    response.end(JSON.stringify({ name, value, unit, at: new Date().toISOString() }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
