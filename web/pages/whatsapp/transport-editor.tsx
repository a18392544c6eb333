import type { FormErrors } from '@mantine/form';
import { useMemo } from 'react';
import type { TransportItem } from '../../../src/transports/transports.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import { transportFieldsTexts } from '../../texts/transport-fields.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { configProblems } from '../../ui/schema-form/config-problems.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { inLanguage } from '../../ui/schema-form/in-language.ts';
import type { JsonSchema } from '../../ui/schema-form/json-schema.ts';
import { SchemaForm } from '../../ui/schema-form/schema-form.tsx';
import { withoutSecrets } from '../../ui/schema-form/without-secrets.ts';
import { useEditor } from '../../ui/use-editor.ts';

type Values = { readonly config: Readonly<Record<string, unknown>> };

/** The settings of a transport; the form is the plugin's own. */
export function TransportEditor({
  item,
  title,
  onClose,
  onSaved = onClose,
}: {
  readonly item: TransportItem;
  readonly title: string;
  readonly onClose: () => void;
  readonly onSaved?: () => void;
}) {
  const { t } = useTexts(whatsappTexts);
  const { t: tc, language } = useTexts(commonTexts);
  const schema = useMemo(
    () => inLanguage(item.configSchema as JsonSchema, item.kind, language, transportFieldsTexts),
    [item, language],
  );
  const { form, dialog } = useEditor({
    path: '/transports',
    row: { ...item, id: item.kind },
    toValues: (from): Values => ({ config: from?.config ?? {} }),
    // Whoever fills it in wants it to work; a device is switched on by linking it.
    toBody: ({ config }) => (item.isSetUp || item.isLinked ? { config } : { config, active: true }),
    validate: problemsOf,
    alsoRefresh: ['/whatsapp'],
    onSaved,
    toKept: ({ config }) => ({ config: withoutSecrets(config, schema) }),
  });
  const issues = Object.entries(form.errors).flatMap(([path, message]) =>
    typeof message === 'string' ? [{ path, message }] : [],
  );

  function problemsOf({ config }: Values): FormErrors {
    return Object.fromEntries(
      configProblems(schema, config, item.secretsSet).map(({ path }) => [
        `config.${path}`,
        tc('fieldRequired'),
      ]),
    );
  }

  return (
    <EditorDialog {...dialog} title={t('settingsTitle', { title })} onClose={onClose}>
      <SchemaForm
        schema={schema}
        value={form.values.config}
        onChange={(config) => {
          form.clearErrors();
          form.setFieldValue('config', config);
        }}
        issues={issues}
        secretsSet={item.secretsSet}
        prefix="config"
      />
    </EditorDialog>
  );
}
