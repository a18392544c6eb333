import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type AnswerList, type Change, changedFields } from '../audit/index.ts';
import type { Db } from '../db/index.ts';
import {
  ErrorReply,
  IdParams,
  actorOf,
  assertNotChangedMeanwhile,
  listOf,
} from '../lib/http/index.ts';
import { pageOfSettings } from './page-of-settings.ts';
import { SETTING_DEFINITIONS, SETTING_NAMES } from './setting-definitions.ts';
import {
  type StoredSetting,
  deleteSetting,
  findSetting,
  findSettingName,
  listSettings,
  writeSetting,
} from './settings.repository.ts';
import { NewSetting, Setting, SettingChange, SettingQuery } from './settings.schema.ts';
import type { Settings } from './settings.ts';

export type SettingRoutesDeps = {
  readonly db: Db;
  readonly change: Change;
  readonly answerList: AnswerList;
  readonly settings: Settings;
};

const TAGS = { tags: ['settings'] };
const COLUMNS = ['id', 'value', 'default', 'isDefault', 'meaning', 'updatedAt'] as const;

/** `/settings`: what an admin may change while Plantline runs. What is changed counts at once. */
export function settingRoutes(deps: SettingRoutesDeps): FastifyPluginAsyncZod {
  const { db, change, answerList, settings } = deps;

  /** Settings are called `access.mode`; the ids of the table's rows are understood too. */
  async function nameOf(id: string): Promise<string> {
    const asNamed = SETTING_NAMES.find((name) => name === id || name.replace('.', '_') === id);
    return asNamed ?? (await findSettingName(db.read, id)) ?? id;
  }

  async function keep(
    request: FastifyRequest,
    name: string,
    { value, updatedAt: seenAt }: SettingChange,
  ): Promise<Setting> {
    const changed = await change(actorOf(request), async (tx, at) => {
      const before = await findSetting(tx, name);
      assertNotChangedMeanwhile(seenAt, before);
      await writeSetting(tx, name, value, at);
      const result = await findSetting(tx, name);
      const details = { id: name, ...changedFields(logged(before), logged(result)) };
      return { result, action: 'settings.changed', details };
    });
    await settings.reload();
    return toApi(changed);
  }

  return async (app) => {
    app.get(
      '/settings',
      {
        schema: {
          ...TAGS,
          summary: 'List settings, with what each means',
          querystring: SettingQuery,
          response: { 200: listOf(Setting), '4xx': ErrorReply },
        },
      },
      async (request, reply) =>
        await answerList(request, reply, {
          name: 'settings',
          query: request.query,
          columns: COLUMNS,
          async read(page) {
            const { category } = request.query;
            const all = (await listSettings(db.read)).map(toApi);
            const wanted = all.filter(
              (each) => category === undefined || each.category === category,
            );
            return pageOfSettings(wanted, page);
          },
        }),
    );

    app.get(
      '/settings/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Show a setting',
          params: IdParams,
          response: { 200: Setting, '4xx': ErrorReply },
        },
      },
      async ({ params: { id } }) => toApi(await findSetting(db.read, await nameOf(id))),
    );

    app.post(
      '/settings',
      {
        schema: {
          ...TAGS,
          summary: 'Change a setting that the body names',
          body: NewSetting,
          response: { 201: Setting, '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const { category, key, value } = request.body;
        return await reply.code(201).send(await keep(request, `${category}.${key}`, { value }));
      },
    );

    app.patch(
      '/settings/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Change a setting',
          params: IdParams,
          body: SettingChange,
          response: { 200: Setting, '4xx': ErrorReply },
        },
      },
      async (request) => await keep(request, await nameOf(request.params.id), request.body),
    );

    app.delete(
      '/settings/:id',
      {
        schema: {
          ...TAGS,
          summary: 'Put a setting back to its default',
          params: IdParams,
          response: { 204: z.undefined(), '4xx': ErrorReply },
        },
      },
      async (request, reply) => {
        const name = await nameOf(request.params.id);
        await change(actorOf(request), async (tx) => {
          const before = await findSetting(tx, name);
          await deleteSetting(tx, before.name);
          const after = { value: SETTING_DEFINITIONS[before.name].default };
          const details = { id: name, ...changedFields(logged(before), after) };
          return { result: undefined, action: 'settings.reset', details };
        });
        await settings.reload();
        return await reply.code(204).send();
      },
    );
  };
}

function logged({ value }: StoredSetting) {
  return { value };
}

function toApi({ name, value, updatedAt }: StoredSetting): Setting {
  const [category = '', key = ''] = name.split('.');
  const { default: standard, meaning, schema } = SETTING_DEFINITIONS[name];
  const { $schema: _version, ...jsonSchema } = z.toJSONSchema(schema, { io: 'input' });
  return {
    id: name,
    category,
    key,
    value,
    default: standard,
    isDefault: value === standard,
    meaning,
    schema: jsonSchema,
    updatedAt: updatedAt?.toISOString() ?? null,
  };
}
