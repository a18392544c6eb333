import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import type { NewTrigger, Trigger } from '../../../src/triggers/triggers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { fieldIssuesOf } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';
import { setupTexts } from '../../texts/setup.ts';
import { AnswerView } from '../../ui/answers/answer-view.tsx';
import { useAsked } from '../../ui/answers/use-asked.ts';
import { NameField, useNameCheck } from '../../ui/answers/name-field.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TagChoice } from './tag-choice.tsx';

const PAUSE_MS = 400;

/** The first question with a name, and what its answer looks like. */
export function TriggerStep({
  sourceId,
  onDone,
}: {
  readonly sourceId: string | undefined;
  /** With the name to ask for, when there is one. */
  readonly onDone: (question?: string) => void;
}) {
  const { t, language } = useTexts(setupTexts);
  // Somebody who skipped a step, or reloaded the page long after, still has what was made before.
  const sources = useAnswer<{ items: readonly DataSource[] }>('/data-sources', { limit: 1 });
  const source = sourceId ?? sources.data?.items[0]?.id;
  const there = useAnswer<{ items: readonly Trigger[] }>('/triggers', { limit: 200 });
  const triggers = there.data?.items ?? [];
  const best = triggers.toSorted((one, other) => goodness(other) - goodness(one));
  const [name, setName] = useState('');
  const [tags, setTags] = useState<readonly string[]>([]);
  const check = useNameCheck(name, { exceptId: undefined, unchanged: '' });

  const isReady = name.trim() !== '' && tags.length > 0 && source !== undefined;
  const body: NewTrigger | null = isReady
    ? { name: name.trim(), type: 'value', dataSourceId: source, config: { tags }, active: true }
    : null;
  const shown = usePaused(body && JSON.stringify({ ...body, language }), PAUSE_MS);
  const preview = useAsked(
    '/triggers/preview',
    shown === null ? null : (JSON.parse(shown) as Record<string, unknown>),
  );
  const save = useMutation({
    mutationFn: () => call<Trigger>('POST', '/triggers', { body }),
    onSuccess: async (made) => {
      await refresh('/triggers');
      onDone(made.name);
    },
  });
  const names = best
    .slice(0, 3)
    .map((trigger) => trigger.name)
    .join(', ');

  return (
    <Stack>
      <Text>{t('triggerHint')}</Text>
      {triggers.length > 0 && (
        <Alert variant="light">
          <Group justify="space-between">
            <span>{t('triggersThere', { count: triggers.length, names })}</span>
            <Button size="xs" variant="default" onClick={() => onDone(best[0]?.name)}>
              {t('useThose')}
            </Button>
          </Group>
        </Alert>
      )}
      {source === undefined ? (
        <Text c="dimmed">{sources.isPending ? '' : t('noSource')}</Text>
      ) : (
        <TagChoice sourceId={source} picked={tags} onPick={setTags} />
      )}
      <NameField
        value={name}
        onChange={setName}
        check={check}
        error={fieldIssuesOf(save.error).find(({ path }) => path === 'name')?.message}
      />
      <Title order={2} size="h5">
        {t('preview')}
      </Title>
      {body === null ? (
        <Text size="sm" c="dimmed">
          {t('previewHint')}
        </Text>
      ) : (
        <>
          <ErrorNote error={preview.error} />
          {!preview.error && (
            <AnswerView
              question={name.trim()}
              answer={preview.data}
              isAsking={preview.isFetching}
            />
          )}
        </>
      )}
      <ErrorNote error={save.error} />
      <Group>
        <Button
          disabled={body === null || check.problem !== undefined}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('saveTrigger')}
        </Button>
        <Button variant="subtle" onClick={() => onDone(best[0]?.name)}>
          {t('skip')}
        </Button>
      </Group>
    </Stack>
  );
}

/** How good a first question a trigger is: one value answers at a glance, and a labelled one was made with care. */
function goodness({ type, config }: Trigger): number {
  const { tags, label } = config;
  const isOneValue = type === 'value' && Array.isArray(tags) && tags.length === 1;
  return (isOneValue ? 2 : 0) + (label === undefined ? 0 : 1);
}
