import { Autocomplete, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FoundTags } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { tagAliasesTexts } from '../../texts/tag-aliases.ts';

const PAUSE_MS = 150;
const FOUND_MAX = 20;

/** One tag of a source: typed in full, or found by words of its name and description. */
export function TagField({
  sourceId,
  value,
  onChange,
  error,
}: {
  readonly sourceId: string | null;
  readonly value: string;
  readonly onChange: (tag: string) => void;
  readonly error: ReactNode;
}) {
  const { t } = useTexts(tagAliasesTexts);
  const q = usePaused(value.trim(), PAUSE_MS);
  const { data } = useQuery({
    ...asked<FoundTags>(`/data-sources/${encodeURIComponent(sourceId ?? '')}/tags`, {
      q,
      limit: FOUND_MAX,
    }),
    enabled: sourceId !== null,
    placeholderData: keepPreviousData,
  });
  const found = new Map(
    (sourceId === null ? [] : (data?.items ?? [])).map((tag) => [tag.name, tag]),
  );
  return (
    <Autocomplete
      label={t('tag')}
      description={t('tagHint')}
      placeholder={t('tagPlaceholder')}
      required
      disabled={sourceId === null}
      maxLength={200}
      maxDropdownHeight={260}
      spellCheck={false}
      data={[...found.keys()]}
      // The source has searched, by more than the name.
      filter={({ options }) => options}
      renderOption={({ option }) => {
        const tag = found.get(option.value);
        return (
          <div>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {option.value}
            </Text>
            <Text size="xs" c="dimmed">
              {[tag?.description, tag?.unit].filter(Boolean).join(' · ')}
            </Text>
          </div>
        );
      }}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
