import { Button, Group, Input, Space, Stack } from '@mantine/core';
import { useRef } from 'react';
import type { TriggerType } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { Folded } from '../../ui/folded.tsx';
import type { FieldsProps } from './field-props.ts';
import { LocalTextField } from './local-text-field.tsx';
import { fromBoth, toBoth } from './local-text.ts';
import type { InBoth } from './local-text.ts';
import { PLACEHOLDERS, STATISTICS } from './placeholders.ts';
import { statisticsOf } from './summary-fields.tsx';
import classes from './template-field.module.css';
import { tagsOf } from './trigger-config.ts';

/** The admin's own wording of the reply; what may stand in it is one press away. */
export function TemplateField({
  config,
  change,
  issue,
  type,
  isReadOnly,
}: FieldsProps & { readonly type: TriggerType; readonly isReadOnly: boolean }) {
  const { t } = useTexts(triggersTexts);
  const last = useRef<{ readonly language: keyof InBoth; readonly field: HTMLTextAreaElement }>(
    undefined,
  );
  const asked = statisticsOf(config);
  const names = PLACEHOLDERS[type].filter(
    (name) => type !== 'summary' || asked.includes(name) || !STATISTICS.some((one) => one === name),
  );
  const [, second] = tagsOf(config);
  const first = names[0];

  /** At the cursor of the text that was typed in last, else at the end of the English one. */
  function insert(placeholder: string): void {
    const { language, field } = last.current ?? { language: 'en' as const, field: undefined };
    const both = toBoth(config['template']);
    const text = both[language];
    const start = field?.selectionStart ?? text.length;
    const end = field?.selectionEnd ?? start;
    const next = text.slice(0, start) + placeholder + text.slice(end);
    change({ template: fromBoth({ ...both, [language]: next }, config['template']) });
    if (!field) return;
    field.focus();
    const after = start + placeholder.length;
    requestAnimationFrame(() => field.setSelectionRange(after, after));
  }

  return (
    <Stack gap="xs">
      <LocalTextField
        label={t('template')}
        description={t('templateHint')}
        value={config['template']}
        onChange={(template) => change({ template })}
        error={issue('template')}
        isLong
        onFocusField={(language, field) => {
          last.current = { language, field };
        }}
      />
      {!isReadOnly && (
        <div>
          <Input.Description mb={4}>{t('placeholdersHint')}</Input.Description>
          <Group gap={6} role="group" aria-label={t('placeholders')}>
            {names.map((name) => {
              const text = `{${name}}`;
              return (
                <Button
                  key={name}
                  size="compact-xs"
                  variant="default"
                  ff="monospace"
                  onClick={() => insert(text)}
                >
                  {text}
                </Button>
              );
            })}
            {second !== undefined && first !== undefined && (
              <Button
                size="compact-xs"
                variant="default"
                ff="monospace"
                onClick={() => insert(`{${first}:${second}}`)}
              >
                {`{${first}:${second}}`}
              </Button>
            )}
          </Group>
          <Space h="xs" />
          <Folded label={t('placeholdersMean')}>
            <dl className={classes['means']}>
              {names.map((name) => (
                <div key={name}>
                  <dt>
                    <code>{`{${name}}`}</code>
                  </dt>
                  <dd>{t(`means_${name}`)}</dd>
                </div>
              ))}
              {second !== undefined && first !== undefined && (
                <div>
                  <dt>
                    <code>{`{${first}:${second}}`}</code>
                  </dt>
                  <dd>{t('meansOfTag', { tag: second })}</dd>
                </div>
              )}
            </dl>
          </Folded>
        </div>
      )}
    </Stack>
  );
}
