import { ActionIcon, Button, Fieldset, Group, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { commonTexts } from '../../texts/common.ts';
import type { FieldProps } from './field-props.ts';
import { shared } from './simple-fields.tsx';

/** Texts, one on each line. */
export function LinesField(field: FieldProps) {
  const { t } = useTexts(commonTexts);
  const { value, onChange, schema } = field;
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <Textarea
      {...shared(field)}
      description={schema.description ?? t('onePerLine')}
      value={lines.join('\n')}
      onChange={({ currentTarget: { value: text } }) =>
        onChange(text === '' ? undefined : text.split('\n'))
      }
      onBlur={() => {
        const kept = lines.map((line) => line.trim()).filter(Boolean);
        onChange(kept.length === 0 ? undefined : kept);
      }}
      autosize
      minRows={2}
      maxRows={10}
      spellCheck={false}
    />
  );
}

export type Entry = Readonly<Record<string, unknown>>;

/** Objects of one shape, each in a frame of its own. */
export function EntriesField({
  label,
  value,
  onChange,
  isReadOnly,
  fieldsOf,
}: FieldProps & {
  /** Draws the fields of one entry. */
  readonly fieldsOf: (entry: Entry, index: number, onChange: (entry: Entry) => void) => ReactNode;
}) {
  const { t } = useTexts(commonTexts);
  const entries = Array.isArray(value) ? (value as Entry[]) : [];
  return (
    <Fieldset legend={label}>
      <Stack gap="sm">
        {entries.map((entry, index) => (
          // An entry has no identity beyond its place.
          <Fieldset key={String(index)} legend={t('entry', { number: index + 1 })}>
            <Group align="flex-start" wrap="nowrap">
              <Stack gap="sm" flex={1}>
                {fieldsOf(entry, index, (next) => onChange(entries.with(index, next)))}
              </Stack>
              {!isReadOnly && (
                <ActionIcon
                  variant="subtle"
                  color="red"
                  aria-label={t('removeEntry', { number: index + 1 })}
                  onClick={() => onChange(entries.toSpliced(index, 1))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
          </Fieldset>
        ))}
        {!isReadOnly && (
          <Button
            variant="default"
            size="xs"
            w="fit-content"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...entries, {}])}
          >
            {t('addEntry')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

/** Names with a text each, such as request headers: `Name: value`, one on each line. */
export function PairsField(field: FieldProps) {
  const { value, onChange } = field;
  const given = Object.entries((value ?? {}) as Record<string, unknown>)
    .map(([name, text]) => `${name}: ${String(text)}`)
    .join('\n');
  const [typed, setTyped] = useState(given);
  return (
    <Textarea
      {...shared(field)}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={() => {
        const pairs = typed.split('\n').flatMap((line) => {
          const [name = '', ...rest] = line.split(':');
          return name.trim() ? [[name.trim(), rest.join(':').trim()] as const] : [];
        });
        onChange(pairs.length === 0 ? undefined : Object.fromEntries(pairs));
      }}
      autosize
      minRows={2}
      spellCheck={false}
    />
  );
}

/** For what no other control fits: JSON as it is stored. */
export function JsonField(field: FieldProps) {
  const { value, onChange } = field;
  const [typed, setTyped] = useState(value === undefined ? '' : JSON.stringify(value, null, 2));
  const parsed = parse(typed);
  const looks = shared(field);
  return (
    <Textarea
      {...looks}
      autosize
      error={looks.error ?? !parsed.isJson}
      value={typed}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        const next = parse(text);
        if (next.isJson) onChange(next.value);
      }}
      ff="monospace"
      spellCheck={false}
    />
  );
}

function parse(text: string): { readonly isJson: boolean; readonly value?: unknown } {
  if (text.trim() === '') return { isJson: true };
  try {
    return { isJson: true, value: JSON.parse(text) as unknown };
  } catch {
    return { isJson: false };
  }
}
