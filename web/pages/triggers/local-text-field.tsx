import { Input, SimpleGrid, TextInput, Textarea } from '@mantine/core';
import { useId } from 'react';
import type { ChangeEvent, FocusEvent } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { fromBoth, toBoth } from './local-text.ts';
import type { InBoth } from './local-text.ts';

const TEXT_MAX = 4000;

/** A text in English and Indonesian; one of them alone is for everybody. */
export function LocalTextField({
  label,
  description,
  value,
  onChange,
  error,
  isLong = false,
  isRequired = false,
  onFocusField,
}: {
  readonly label: string;
  readonly description?: string;
  /** As the config has it: one text, or one per language. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error?: string | undefined;
  readonly isLong?: boolean;
  readonly isRequired?: boolean;
  readonly onFocusField?: (language: keyof InBoth, field: HTMLTextAreaElement) => void;
}) {
  const { t } = useTexts(triggersTexts);
  const labelId = useId();
  const both = toBoth(value);
  const field = (language: keyof InBoth) => ({
    label: t(language === 'en' ? 'inEnglish' : 'inIndonesian'),
    'aria-describedby': labelId,
    maxLength: TEXT_MAX,
    lang: language,
    value: both[language],
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange(fromBoth({ ...both, [language]: event.currentTarget.value }, value)),
    error: error !== undefined && (language === 'en' || both.id !== ''),
  });
  const long = (language: keyof InBoth) => ({
    ...field(language),
    autosize: true,
    minRows: 2,
    maxRows: 12,
    onFocus: (event: FocusEvent<HTMLTextAreaElement>) =>
      onFocusField?.(language, event.currentTarget),
  });
  return (
    <div role="group" aria-labelledby={labelId}>
      <Input.Label id={labelId} required={isRequired} labelElement="div">
        {label}
      </Input.Label>
      {description && <Input.Description mb={4}>{description}</Input.Description>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
        {isLong ? (
          <>
            <Textarea {...long('en')} />
            <Textarea {...long('id')} />
          </>
        ) : (
          <>
            <TextInput {...field('en')} />
            <TextInput {...field('id')} />
          </>
        )}
      </SimpleGrid>
      {error && <Input.Error mt={4}>{error}</Input.Error>}
    </div>
  );
}
