import {
  Button,
  CloseButton,
  Group,
  Loader,
  Skeleton,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { useSetSearchParams, useUrlParam } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { tagBrowserTexts } from '../../texts/tag-browser.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { errorText } from '../../ui/error-text.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { stepFocus } from './step-focus.ts';
import { TagRow } from './tag-row.tsx';
import classes from './tag-browser.module.css';
import { useFocusBack } from './use-focus-back.ts';
import { useFoundTags } from './use-found-tags.ts';
import { useNamesInSight } from './use-names-in-sight.ts';
import { useVisibleValues } from './use-visible-values.ts';

const TagDrawer = lazyPart(() => import('./tag-drawer.tsx'), 'TagDrawer');

/** Long enough to spare the server a request per letter, too short to be waited for. */
const SEARCH_PAUSE_MS = 60;
/** The address follows when somebody has found what they look for. */
const ADDRESS_PAUSE_MS = 500;
const WORDS_MAX = 200;
const FEW = 50;
const MANY = 200;

/** A search over all tags of a source, with what each shows now; a click opens the tag. */
export function TagBrowser({
  sourceId,
  hasIndex,
}: {
  readonly sourceId: string;
  readonly hasIndex: boolean;
}) {
  const { t, language } = useTexts(tagBrowserTexts);
  const { t: tc } = useTexts(commonTexts);
  const [find] = useUrlParam('find');
  const [opened, setOpened] = useUrlParam('tag');
  const setAddress = useSetSearchParams();
  const [typed, setTyped] = useState(find ?? '');
  const [limit, setLimit] = useState(FEW);
  const hasKeys = useMediaQuery('(hover: hover)', undefined, { getInitialValueInEffect: false });
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);

  const words = usePaused(typed.trim(), SEARCH_PAUSE_MS);
  const settled = usePaused(words, ADDRESS_PAUSE_MS);
  useEffect(() => setAddress({ find: settled || undefined }), [settled, setAddress]);

  const found = useFoundTags(sourceId, words, limit);
  const items = useMemo(() => found.data?.items ?? [], [found.data]);
  const names = useMemo(() => items.map(({ name }) => name), [items]);
  const { values, error: valuesError } = useVisibleValues(sourceId, useNamesInSight(list, names));
  const { tags = 0, complete = true } = found.data?.indexed ?? {};
  const total = formatNumber(tags, language);
  const isBehind = words !== typed.trim() || found.isPlaceholderData;

  useFocusBack(list, opened);

  function onKeys(event: KeyboardEvent): void {
    if (stepFocus(event.key, box.current, list.current)) event.preventDefault();
  }

  function summary(): string {
    if (items.length === 0) return '';
    if (items.length >= limit)
      return t(words === '' ? 'foundFirst' : 'foundBest', { count: items.length, total });
    return t('foundAll', { count: items.length, total });
  }

  return (
    <Stack gap="sm" onKeyDown={onKeys}>
      <TextInput
        ref={box}
        type="search"
        label={t('search')}
        description={hasKeys ? t('searchKeys') : undefined}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={
          isBehind ? (
            <Loader size={16} aria-hidden />
          ) : typed === '' ? null : (
            <CloseButton
              aria-label={tc('clearSearch')}
              onClick={() => {
                setTyped('');
                box.current?.focus();
              }}
            />
          )
        }
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setLimit(FEW);
        }}
        maxLength={WORDS_MAX}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        maw={560}
      />
      <ErrorNote error={found.error} onRetry={() => void found.refetch()} />
      {!complete && (
        <Group gap="xs">
          <Loader size="xs" aria-hidden />
          <Text size="sm" c="dimmed">
            {t('indexLoading', { number: total })}
          </Text>
        </Group>
      )}
      {valuesError && (
        <Text size="sm" c="var(--plantline-bad)" role="status">
          {t('valuesFailed', { message: errorText(valuesError) })}
        </Text>
      )}
      {found.isPending && !found.error && <Skeleton height={220} />}
      {found.data && items.length === 0 && complete && (
        <EmptyState
          title={t(!hasIndex ? 'noIndex' : words === '' ? 'noTags' : 'nothing')}
          hint={words === '' ? undefined : t('nothingHint')}
        />
      )}
      {items.length > 0 && (
        <ul ref={list} className={classes['list']} aria-label={t('found')}>
          {items.map((tag) => (
            <TagRow
              key={tag.name}
              tag={tag}
              value={values.get(tag.name)}
              isFailed={valuesError !== null}
              onOpen={setOpened}
            />
          ))}
        </ul>
      )}
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {summary()}
        </Text>
        {items.length >= limit && limit < MANY && (
          <Button variant="default" onClick={() => setLimit(MANY)} loading={found.isFetching}>
            {t('more', { count: MANY })}
          </Button>
        )}
      </Group>
      {opened !== undefined && (
        <Suspense>
          <TagDrawer sourceId={sourceId} name={opened} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </Stack>
  );
}
