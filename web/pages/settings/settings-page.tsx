import { Button, Group, Skeleton, Stack, Switch, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Setting } from '../../../src/settings/settings.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { API } from '../../lib/call.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useSearchParams, useSetSearchParams } from '../../lib/use-url-param.ts';
import { commonTexts } from '../../texts/common.ts';
import { settingsTexts } from '../../texts/settings.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { SettingCard } from './setting-card.tsx';
import { categoryName, placeOf, settingMeaning, settingName } from './setting-words.ts';

const PATH = '/settings';
/** All there are: settings are made by Plantline, not by people. */
const ALL = 200;

export function SettingsPage() {
  const { t } = useTexts(settingsTexts);
  const { t: tc } = useTexts(commonTexts);
  const answer = useAnswer<{ items: readonly Setting[] }>(PATH, { limit: ALL });
  const { q: search = '' } = useSearchParams();
  const setParams = useSetSearchParams();
  const [isOnlyChanged, setIsOnlyChanged] = useState(false);

  // Searched here, in the words that are shown.
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const found = (answer.data?.items ?? []).filter((setting) => {
    if (isOnlyChanged && setting.isDefault) return false;
    const { id, category, value } = setting;
    const shown = [id, categoryName(t, category), settingName(t, setting), value];
    const text = [...shown, settingMeaning(t, setting)].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const sorted = found.toSorted((a, b) => placeOf(a) - placeOf(b));
  const groups = [...Map.groupBy(sorted, ({ category }) => category)];

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <Group gap="xs" mb="md" align="center">
        <SearchBox
          value={search}
          onSearch={(text) => setParams({ q: text || undefined })}
          label={t('search')}
        />
        <Switch
          label={t('onlyChanged')}
          checked={isOnlyChanged}
          onChange={(event) => setIsOnlyChanged(event.currentTarget.checked)}
        />
        <Button
          component="a"
          href={`${API}${PATH}?format=csv`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          ms="auto"
        >
          {tc('exportCsv')}
        </Button>
      </Group>
      {answer.isPending && <Skeleton height={240} aria-label={tc('loading')} role="status" />}
      <ErrorNote error={answer.error} onRetry={() => void answer.refetch()} />
      {answer.data && groups.length === 0 && (
        <EmptyState
          title={words.length > 0 ? tc('nothingMatches') : t('allDefault')}
          hint={words.length > 0 ? tc('nothingMatchesHint') : t('allDefaultHint')}
          action={
            <Button
              variant="default"
              onClick={() => {
                setParams({ q: undefined });
                setIsOnlyChanged(false);
              }}
            >
              {tc('showAll')}
            </Button>
          }
        />
      )}
      <Stack gap="lg" maw={760}>
        {groups.map(([category, settings]) => (
          <section key={category} aria-labelledby={`category-${category}`}>
            <Title order={2} size="h4" mb="xs" id={`category-${category}`}>
              {categoryName(t, category)}
            </Title>
            <Stack gap="sm">
              {settings.map((setting) => (
                <SettingCard key={setting.id} setting={setting} />
              ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </>
  );
}
