import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { TransportPlugin } from '#sdk';
import { type Change, changedFields } from '../audit/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import { ErrorReply, actorOf, assertNotChangedMeanwhile, changedAt } from '../lib/http/index.ts';
import {
  configSchemaOf,
  isSetAt,
  secretFieldsOf,
  shownConfig,
} from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import type { Transports } from './create-transports.ts';
import { prepareTransport } from './prepare-transport.ts';
import { testTransport } from './test-transport.ts';
import { toTransportState } from './to-transport-state.ts';
import { transportAlwaysOn, transportNotFound } from './transports.errors.ts';
import {
  type StoredTransport,
  findTransport,
  listTransports,
  putTransport,
} from './transports.repository.ts';
import {
  TransportChange,
  TransportItem,
  TransportItems,
  TransportParams,
  TransportTest,
} from './transports.schema.ts';
import { whenSettled } from './when-settled.ts';
import { canBeLinked, isWhatsapp } from './whatsapp-kinds.ts';

export type TransportRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly plugins: readonly TransportPlugin[];
  readonly secrets: SecretBox;
  readonly transports: Transports;
  /** The address users see, where there is one. */
  readonly publicUrl?: string | undefined;
};

const TAGS = { tags: ['transports'] };
const SETTLED_WITHIN_MS = 5_000;

/** `/transports`: the ways messages come and go, and what each is set up with. */
export function transportRoutes(deps: TransportRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, plugins, secrets, transports, publicUrl } = deps;

  function present(plugin: TransportPlugin, stored: StoredTransport | undefined): TransportItem {
    const { kind, title, notice = null, isAlwaysOn = false } = plugin;
    const isSetUp = isAlwaysOn || stored !== undefined;
    const status = transports.opened(kind)?.status();
    const isCalled = isWhatsapp(plugin) && !canBeLinked(plugin);
    return {
      kind,
      title,
      notice,
      active: isAlwaysOn || stored?.active === true,
      isSetUp,
      isLinked: canBeLinked(plugin),
      config: shownConfig(stored?.config ?? {}, plugin),
      secretsSet: secretFieldsOf(plugin).filter((path) => isSetAt(stored?.config ?? {}, path)),
      configSchema: { ...configSchemaOf(plugin) },
      status: toTransportState(plugin, status, isSetUp),
      webhookUrl:
        isCalled && publicUrl !== undefined ? new URL('/webhooks/whatsapp', publicUrl).href : null,
      updatedAt: stored?.updatedAt.toISOString() ?? null,
    };
  }

  function findPlugin(kind: string): TransportPlugin {
    const plugin = plugins.find((one) => one.kind === kind);
    if (!plugin) throw transportNotFound(kind);
    return plugin;
  }

  return async (app) => {
    app.get(
      '/transports',
      {
        schema: {
          ...TAGS,
          summary: 'List the ways messages come and go, with what each is set up with',
          response: { 200: TransportItems, '4xx': ErrorReply },
        },
      },
      async () => {
        const stored = await listTransports(db.read);
        return {
          items: plugins.map((plugin) =>
            present(
              plugin,
              stored.find(({ kind }) => kind === plugin.kind),
            ),
          ),
        };
      },
    );

    app.patch(
      '/transports/:kind',
      {
        schema: {
          ...TAGS,
          summary:
            'Set a transport up, change it, or switch it on or off; secrets left out are kept',
          params: TransportParams,
          body: TransportChange,
          response: { 200: TransportItem, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const plugin = findPlugin(request.params.kind);
        const { kind } = plugin;
        if (plugin.isAlwaysOn === true) throw transportAlwaysOn(kind);
        const { config: given, active, updatedAt: seenAt } = request.body;
        const changed = await change(actorOf(request), async (tx, at) => {
          await takeTurns(tx, `transport ${kind}`);
          const before = await findTransport(tx, kind);
          if (before) assertNotChangedMeanwhile(seenAt, before);
          // Also what is only switched on must fit: a later version may want more of it.
          const isChecked = given !== undefined || active !== false;
          const prepared = isChecked
            ? prepareTransport(
                plugin,
                secrets,
                given ?? withoutSecrets(before, plugin),
                before?.config,
              )
            : undefined;
          const wanted = {
            kind,
            config: given === undefined ? (before?.config ?? {}) : (prepared?.config ?? {}),
            active: active ?? before?.active ?? true,
          };
          const result = await putTransport(tx, wanted, before ? changedAt(at, before) : at);
          const differing = changedFields(before ? logged(before) : {}, logged(result));
          const secretsOf =
            given !== undefined && Object.keys(prepared?.touchedSecrets ?? {}).length > 0
              ? { secrets: prepared?.touchedSecrets }
              : {};
          const details = { id: kind, ...differing, ...secretsOf };
          return { result, action: 'transports.changed', details };
        });
        await transports.refresh();
        return present(plugin, changed);
      },
    );

    app.post(
      '/transports/:kind/test',
      {
        schema: {
          ...TAGS,
          summary: 'Try a transport step by step; nothing is sent',
          params: TransportParams,
          response: { 200: TransportTest, '4xx': ErrorReply },
        },
      },
      async (request) => {
        const { kind } = findPlugin(request.params.kind);
        const startedAtMs = performance.now();
        // Who has just filled it in presses "test" next.
        const transport = await whenSettled(transports, kind, SETTLED_WITHIN_MS);
        const state = transports.states().find((one) => one.kind === kind);
        const steps = await testTransport(transport, state?.detail ?? '');
        const latencyMs = Math.round(performance.now() - startedAtMs);
        const failed = steps.find(({ ok }) => !ok);
        const status = failed ? ('failed' as const) : ('success' as const);
        await change(actorOf(request), async () => {
          const details = { id: kind, status, failedStep: failed?.name ?? null };
          return { result: undefined, action: 'transports.tested', details };
        });
        return { status, latencyMs, steps: [...steps] };
      },
    );
  };

  /** What the audit log keeps: no secret, only that one was touched. */
  function logged({ kind, config, active }: StoredTransport) {
    const plugin = plugins.find((one) => one.kind === kind);
    return { name: plugin?.title ?? kind, config: shownConfig(config, plugin), active };
  }
}

function withoutSecrets(
  stored: StoredTransport | undefined,
  plugin: TransportPlugin,
): Record<string, unknown> {
  return shownConfig(stored?.config ?? {}, plugin);
}
