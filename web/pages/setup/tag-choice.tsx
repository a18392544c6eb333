import { Checkbox, Stack, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { FoundTags } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { setupTexts } from '../../texts/setup.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import classes from './setup-page.module.css';

const SHOWN = 30;
const PICKED_MAX = 20;
/** While a source still collects its tags, the list is asked for again. */
const AGAIN_MS = 2_000;

/** Tags of a source to tick, in the order they are ticked. */
export function TagChoice({
  sourceId,
  picked,
  onPick,
}: {
  readonly sourceId: string;
  readonly picked: readonly string[];
  readonly onPick: (tags: readonly string[]) => void;
}) {
  const { t } = useTexts(setupTexts);
  const [words, setWords] = useState('');
  const found = useQuery({
    ...asked<FoundTags>(`/data-sources/${encodeURIComponent(sourceId)}/tags`, {
      q: words,
      limit: SHOWN,
    }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.indexed.complete === false ? AGAIN_MS : false),
  });
  const search = useCallback((text: string) => setWords(text.trim()), []);
  const items = found.data?.items ?? [];

  return (
    <Stack gap="xs">
      <SearchBox value={words} onSearch={search} label={t('searchTags')} />
      <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      {found.data?.indexed.complete === false && (
        <Text size="sm" c="dimmed" role="status">
          {t('tagsLoading', { count: found.data.indexed.tags })}
        </Text>
      )}
      {found.data && items.length === 0 && found.data.indexed.complete && (
        <Text size="sm" c="dimmed" role="status">
          {t('tagsNone')}
        </Text>
      )}
      {items.length > 0 && (
        <ul className={classes['tags']} aria-label={t('tagsFound')}>
          {items.map(({ name, description, unit }) => {
            const isPicked = picked.includes(name);
            return (
              <li key={name}>
                <Checkbox
                  label={name}
                  description={[description, unit].filter(Boolean).join(' · ')}
                  checked={isPicked}
                  disabled={!isPicked && picked.length >= PICKED_MAX}
                  onChange={() =>
                    onPick(isPicked ? picked.filter((tag) => tag !== name) : [...picked, name])
                  }
                />
              </li>
            );
          })}
        </ul>
      )}
      {picked.length > 0 && (
        <Text size="sm" role="status">
          {t('tagsPicked', { names: picked.join(', ') })}
        </Text>
      )}
    </Stack>
  );
}
