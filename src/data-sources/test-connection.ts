import { AppError, type CheckStep, type DataSourcePlugin, type DataSourceTools } from '#sdk';
import { issuesOf } from '../lib/plugin-config/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import { badConfig, notOpened, unknownPlugin } from './data-sources.errors.ts';
import { endSoonAfter } from './end-soon-after.ts';
import type { ConfiguredSource } from './sources.ts';

/** A test goes from the network to a value: several requests, each of which may be slow. */
const TEST_WITHIN_MS = 10_000;

/** Opens a connection of its own, checks it step by step, and closes it again. Never throws. */
export async function testConnection(
  source: ConfiguredSource,
  plugins: readonly DataSourcePlugin[],
  tools: DataSourceTools,
): Promise<readonly CheckStep[]> {
  try {
    if (source.problem) throw source.problem;
    const plugin = plugins.find(({ kind }) => kind === source.plugin);
    if (!plugin) throw unknownPlugin(source.name, source.plugin);
    const parsed = plugin.config.safeParse(source.config);
    if (!parsed.success) throw badConfig(issuesOf(parsed.error, source.config));
    const connection = await plugin.connect(parsed.data, tools);
    try {
      return await withTimeLimit(TEST_WITHIN_MS, undefined, (signal) =>
        endSoonAfter(signal, connection.check(signal), source.name),
      ).catch((error: unknown) => [failedStep('reach', source, error)]);
    } finally {
      // Its result is known; one that does not close must not hold it up.
      connection
        .close()
        .catch((error: unknown) => tools.log.warn({ error }, 'A tested source did not close'));
    }
  } catch (error) {
    return [failedStep('config', source, error)];
  }
}

function failedStep(name: CheckStep['name'], source: ConfiguredSource, error: unknown): CheckStep {
  const { message } = error instanceof AppError ? error : notOpened(source.name, error);
  return { name, ok: false, message };
}
