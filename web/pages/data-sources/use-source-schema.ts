import { useMemo } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { sourceFieldsTexts } from '../../texts/source-fields.ts';
import { inLanguage } from '../../ui/schema-form/in-language.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';

/** The schema of a kind's form, in the language shown now. */
export function useSourceSchema(
  plugin: { readonly kind: string; readonly configSchema: JsonSchema } | undefined,
): JsonSchema | undefined {
  const { language } = useTexts(sourceFieldsTexts);
  return useMemo(
    () => plugin && inLanguage(plugin.configSchema, plugin.kind, language, sourceFieldsTexts),
    [plugin, language],
  );
}
