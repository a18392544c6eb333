import { expect, test } from 'vitest';
import { z } from 'zod';
import { configSchemaOf } from '../src/lib/plugin-config/index.ts';
import { plugins } from '../src/plugins/index.ts';
import { WhatsappCloudConfig } from '../src/plugins/whatsapp-cloud/whatsapp-cloud.schema.ts';
import { WhatsappWebConfig } from '../src/plugins/whatsapp-web/whatsapp-web.schema.ts';
import { sourceFieldsTexts } from '../web/texts/source-fields.ts';
import { transportFieldsTexts } from '../web/texts/transport-fields.ts';
import { inLanguage } from '../web/ui/schema-form/in-language.ts';
import type { JsonSchema } from '../web/ui/schema-form/json-schema.ts';

/** What a schema says, by the key that its words have in the catalogue. */
function wordsOf(schema: JsonSchema, at: string): Record<string, string> {
  const fields = { ...schema.properties, ...schema.items?.properties };
  return Object.assign(
    {},
    ...Object.entries(fields)
      .filter(([, { deprecated }]) => !deprecated)
      .map(([name, field]) => ({
        ...(field.title && { [`${at}.${name}`]: field.title }),
        ...(field.description && { [`${at}.${name}_says`]: field.description }),
        ...wordsOf(field, `${at}.${name}`),
      })),
  ) as Record<string, string>;
}

test('every word of the plugins’ forms has its Indonesian, and the English is the plugin’s own', () => {
  const said = Object.assign(
    {},
    ...plugins.dataSources.map((plugin) =>
      wordsOf({ ...configSchemaOf(plugin) } as JsonSchema, plugin.kind),
    ),
  ) as Record<string, string>;
  expect(sourceFieldsTexts.en).toEqual(said);
});

test('so it is with the forms of the transports', () => {
  const said = Object.assign(
    {},
    ...[
      ['whatsapp-web', WhatsappWebConfig] as const,
      ['whatsapp-cloud', WhatsappCloudConfig] as const,
    ].map(([kind, config]) => wordsOf(z.toJSONSchema(config) as JsonSchema, kind)),
  ) as Record<string, string>;
  expect(transportFieldsTexts.en).toEqual(said);
  const shown = inLanguage(
    z.toJSONSchema(WhatsappCloudConfig) as JsonSchema,
    'whatsapp-cloud',
    'id',
    transportFieldsTexts,
  );
  const { title, description } = shown.properties?.['templateHasTextParameter'] ?? {};
  expect(title).toBe('Templat memuat teks pesannya');
  expect(description).toContain('{{1}}');
});

test('fields are named in the language shown, also within a list; unknown ones keep their own words', () => {
  const schema = inLanguage(
    {
      properties: {
        password: { title: 'Password', secret: true },
        tags: { title: 'Tags', items: { properties: { unit: { title: 'Unit' } } } },
        colour: { title: 'Colour' },
      },
    },
    'aveva-pi',
    'id',
    sourceFieldsTexts,
  );
  expect(schema.properties?.['password']).toEqual({ title: 'Kata sandi', secret: true });
  expect(schema.properties?.['tags']?.items?.properties?.['unit']?.title).toBe('Satuan');
  expect(schema.properties?.['colour']?.title).toBe('Colour');
});
