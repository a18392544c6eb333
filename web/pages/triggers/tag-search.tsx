import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FoundTags } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { asked } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { triggersTexts } from '../../texts/triggers.ts';
import { SearchPicker } from '../../ui/search-picker.tsx';
import type { PickerOption } from '../../ui/search-picker.tsx';

const PAUSE_MS = 150;
const FOUND_MAX = 30;

/** Finds tags of a source by words of their name and description; `*` and `?` make a pattern. */
export function TagSearch({
  sourceId,
  picked,
  isFull,
  onPick,
  problem,
}: {
  readonly sourceId: string | null;
  readonly picked: readonly string[];
  readonly isFull: boolean;
  readonly onPick: (tag: string) => void;
  readonly problem: string | undefined;
}) {
  const { t } = useTexts(triggersTexts);
  const [typed, setTyped] = useState('');
  const words = usePaused(typed.trim(), PAUSE_MS);
  // A pattern is no word of any tag; its longest plain piece finds those it may mean.
  const q = longestPiece(words);
  const found = useQuery({
    ...asked<FoundTags>(`/data-sources/${encodeURIComponent(sourceId ?? '')}/tags`, {
      q,
      limit: FOUND_MAX,
    }),
    enabled: sourceId !== null,
    placeholderData: keepPreviousData,
  });
  const items = sourceId === null ? [] : (found.data?.items ?? []);
  const text = typed.trim();
  const isPattern = /[*?]/.test(text);
  const isKnown = items.some(({ name }) => name.toLowerCase() === text.toLowerCase());

  const asTyped: PickerOption[] =
    text === '' || isKnown
      ? []
      : [
          {
            value: text,
            label: text,
            hint: t(isPattern ? 'tagPattern' : 'tagAsTyped'),
            isPicked: picked.includes(text),
          },
        ];
  const tags = items.map(({ name, description, unit }): PickerOption => ({
    value: name,
    label: name,
    hint: [description, unit].filter(Boolean).join(' · ') || undefined,
    isPicked: picked.includes(name),
  }));

  return (
    <SearchPicker
      label={t('tags')}
      description={t(isFull ? 'tagsFull' : 'tagsHint')}
      placeholder={t(sourceId === null ? 'chooseSourceFirst' : 'tagsPlaceholder')}
      nothingFound={t('tagsNothing')}
      options={isPattern ? [...asTyped, ...tags] : [...tags, ...asTyped]}
      onSearch={setTyped}
      onPick={onPick}
      isSearching={found.isFetching || words !== text}
      error={found.error}
      problem={problem}
      isDisabled={sourceId === null || isFull}
    />
  );
}

function longestPiece(words: string): string {
  if (!/[*?]/.test(words)) return words;
  const pieces = words.split(/[*?]+/);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}
