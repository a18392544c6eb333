import { createPiWebApiClient, isJsonObject } from 'plantline/pi-web-api';
import { AppError } from 'plantline/sdk';

const HOUR_MS = 3_600_000;

/** Prints what a PI Web API says of two tags: now, how many values in two hours, and the average of each hour. */
export async function readPi(baseUrl: string, print: (line: string) => void): Promise<void> {
  const pi = createPiWebApiClient({
    baseUrl,
    auth: { kind: 'basic', user: 'demo', password: 'demo' },
    timeoutMs: 5_000,
  });
  try {
    const [server] = await pi.dataServers();
    const tags = ['U1_LOAD_NET', 'U1_MS_TEMP', 'NO_SUCH_TAG'];
    const lookups = await pi.pointsMultiple(tags.map((tag) => `\\\\${server?.name}\\${tag}`));
    for (const lookup of lookups) if (!lookup.ok) print(lookup.error.message);
    const points = lookups.flatMap((lookup) => (lookup.ok ? [lookup.found] : []));
    const webIds = points.map(({ webId }) => webId);

    const now = await pi.streamSetValue(webIds);
    const history = await pi.streamSetRecorded(webIds, {
      startTime: '*-2h',
      endTime: '*',
      maxValues: 100_000,
    });
    const endMs = Date.now();
    const hours = await pi.streamSetSummary(webIds, {
      edgesMs: [endMs - 2 * HOUR_MS, endMs - HOUR_MS, endMs],
      requests: [{ types: ['Average'], basis: 'TimeWeighted' }],
    });
    for (const [index, { name, engineeringUnits }] of points.entries()) {
      const [value, series, summary] = [now[index], history[index], hours[index]];
      const timed = value?.ok ? value.stream.Value : undefined;
      if (isJsonObject(timed)) print(`${name}: ${String(timed['Value'])} ${engineeringUnits}`);
      if (series?.ok) print(`  ${series.values.length} values in two hours`);
      for (const bucket of summary?.ok ? summary.buckets : []) {
        print(`  average ${Number(bucket.get('Average')?.Value).toFixed(1)} ${engineeringUnits}`);
      }
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    print(`${error.code}: ${error.message}`);
  } finally {
    await pi.close();
  }
}
