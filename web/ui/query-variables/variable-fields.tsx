import {
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  Switch,
  TextInput,
  Textarea,
} from '@mantine/core';
import { useState } from 'react';
import type { VariableType } from '../../../src/data-sources/query-variable.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { queryVariablesTexts } from '../../texts/query-variables.ts';
import { Folded } from '../folded.tsx';
import { choicesText, readChoices } from './choices-text.ts';
import { changed, isReservedName, readDefault, typeOf, TYPES, withType } from './definition.ts';
import type { Definition } from './definition.ts';

/** What a variable of a query may be: its type, default, limits, and how the chat asks for it. */
export function VariableFields({
  name,
  value,
  onChange,
  error,
}: {
  readonly name: string;
  readonly value: Definition;
  readonly onChange: (value: Definition) => void;
  readonly error?: string | undefined;
}) {
  const { t } = useTexts(queryVariablesTexts);
  const type = typeOf(name, value);
  const isReserved = isReservedName(name);
  const set = (changes: Parameters<typeof changed>[1]) => onChange(changed(value, changes));
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
        {!isReserved && (
          <NativeSelect
            label={t('type')}
            value={type}
            onChange={(event) =>
              onChange(withType(value, event.currentTarget.value as VariableType))
            }
            data={TYPES.map((one) => ({ value: one, label: t(`type_${one}`) }))}
          />
        )}
        <TextInput
          label={t('default')}
          placeholder={t(isReserved ? `default_${name as 'start' | 'end' | 'limit'}` : 'noDefault')}
          autoComplete="off"
          maxLength={400}
          value={String(value.default ?? '')}
          onChange={(event) => set({ default: readDefault(event.currentTarget.value, type) })}
          error={error}
        />
        {type === 'number' && (
          <>
            <NumberInput
              label={t('least')}
              value={typeof value.min === 'number' ? value.min : ''}
              onChange={(min) => set({ min: typeof min === 'number' ? min : undefined })}
            />
            <NumberInput
              label={t('most')}
              value={typeof value.max === 'number' ? value.max : ''}
              onChange={(max) => set({ max: typeof max === 'number' ? max : undefined })}
            />
          </>
        )}
        {type === 'number' && !isReserved && (
          <TextInput
            label={t('unit')}
            autoComplete="off"
            maxLength={20}
            value={value.unit ?? ''}
            onChange={(event) => set({ unit: event.currentTarget.value || undefined })}
          />
        )}
        {type === 'instant' && !isReserved && (
          <>
            <TextInput
              label={t('earliest')}
              placeholder="*-30d"
              autoComplete="off"
              maxLength={40}
              value={String(value.min ?? '')}
              onChange={(event) => set({ min: event.currentTarget.value || undefined })}
            />
            <TextInput
              label={t('latest')}
              placeholder="*"
              autoComplete="off"
              maxLength={40}
              value={String(value.max ?? '')}
              onChange={(event) => set({ max: event.currentTarget.value || undefined })}
            />
          </>
        )}
        {(type === 'text' || type === 'tag') && (
          <NumberInput
            label={t('maxLength')}
            min={1}
            max={400}
            allowDecimal={false}
            value={value.maxLength ?? ''}
            onChange={(most) => set({ maxLength: typeof most === 'number' ? most : undefined })}
          />
        )}
        {(type === 'text' || type === 'tag') && (
          <TextInput
            label={t('allowed')}
            placeholder="A-Z0-9_.-"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            value={value.allowed ?? ''}
            onChange={(event) => set({ allowed: event.currentTarget.value || undefined })}
          />
        )}
      </SimpleGrid>
      {type === 'choice' && <ChoicesField value={value} onChange={onChange} />}
      {type === 'number' && !isReserved && (
        <Switch
          label={t('whole')}
          checked={value.whole === true}
          onChange={(event) => set({ whole: event.currentTarget.checked || undefined })}
        />
      )}
      {name !== 'end' && name !== 'limit' && (
        <Folded label={t('asking')} isOpenAtFirst={value.prompt !== undefined}>
          <Prompt value={value} onChange={onChange} />
          <Switch
            label={t('ask')}
            description={t('askHint')}
            checked={value.ask !== false}
            onChange={(event) => set({ ask: event.currentTarget.checked ? undefined : false })}
          />
        </Folded>
      )}
    </Stack>
  );
}

type FieldProps = { readonly value: Definition; readonly onChange: (value: Definition) => void };

function ChoicesField({ value, onChange }: FieldProps) {
  const { t } = useTexts(queryVariablesTexts);
  // A line that is being typed is not a choice yet, and must not be written anew meanwhile.
  const [text, setText] = useState(() => choicesText(value.choices));
  return (
    <Textarea
      label={t('choices')}
      description={t('choicesHint')}
      required
      autosize
      minRows={3}
      maxRows={12}
      spellCheck={false}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(changed(value, { choices: readChoices(event.currentTarget.value) ?? [] }));
      }}
    />
  );
}

function Prompt({ value, onChange }: FieldProps) {
  const { t } = useTexts(queryVariablesTexts);
  const { prompt } = value;
  const { en = '', id = '' } = typeof prompt === 'string' ? { en: prompt } : (prompt ?? {});
  const both: Readonly<Record<'en' | 'id', string>> = { en, id };
  const field = (language: 'en' | 'id') => ({
    label: t(language === 'en' ? 'promptEnglish' : 'promptIndonesian'),
    lang: language,
    autoComplete: 'off',
    maxLength: 200,
    value: both[language],
    onChange: (event: { currentTarget: { value: string } }) => {
      const typed = { ...both, [language]: event.currentTarget.value };
      const words = { ...(typed.en && { en: typed.en }), ...(typed.id && { id: typed.id }) };
      onChange(changed(value, { prompt: typed.en || typed.id ? words : undefined }));
    },
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing="xs">
      <TextInput {...field('en')} />
      <TextInput {...field('id')} />
    </SimpleGrid>
  );
}
