import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Setting } from '../../../src/settings/settings.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { useSave } from '../../lib/use-save.ts';
import { commonTexts } from '../../texts/common.ts';
import { settingsTexts } from '../../texts/settings.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { errorText } from '../../ui/error-text.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { toast } from '../../ui/toast.ts';
import { UndoNote } from '../../ui/undo-note.tsx';
import { SettingControl } from './setting-control.tsx';
import { fitsSetting } from './fits-setting.ts';
import { settingName, valueText } from './setting-words.ts';

const PATH = '/settings';
const UNDO_SHOWN_MS = 10_000;

/** One setting: what it is for, how it stands, and what it was before anybody touched it. */
export function SettingCard({ setting }: { readonly setting: Setting }) {
  const { t, language } = useTexts(settingsTexts);
  const { t: tc } = useTexts(commonTexts);
  // What was typed and not saved; undefined shows what is stored, also when somebody else changes it.
  const [typed, setTyped] = useState<Setting['value'] | undefined>(undefined);
  const name = settingName(t, setting);
  const { id, value: stored, isDefault, default: standard, updatedAt } = setting;
  const value = typed ?? stored;
  const isDirty = typed !== undefined && typed !== stored;
  const standardText = valueText(t, setting, standard, language);

  const save = useSave<Setting>(PATH, {
    onSaved: () => {
      setTyped(undefined);
      toast.good(t('saved', { name }));
    },
  });
  const reset = useMutation({
    mutationFn: () => call('DELETE', `${PATH}/${encodeURIComponent(id)}`),
    onSuccess: async () => {
      setTyped(undefined);
      await refresh(PATH);
      offerUndo();
    },
    onError: (error) => toast.bad(error),
  });

  function offerUndo(): void {
    const hide = toast.note(
      <UndoNote
        text={t('resetDone', { name })}
        onUndo={() => {
          hide();
          void call('PATCH', `${PATH}/${encodeURIComponent(id)}`, { body: { value: stored } })
            .then(async () => {
              await refresh(PATH);
              toast.good(t('resetUndone', { name }));
            })
            .catch((error: unknown) => toast.bad(error));
        }}
      />,
      UNDO_SHOWN_MS,
    );
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    if (isDirty && fitsSetting(setting, value) && !save.isPending) {
      save.mutate({ id, body: { value, updatedAt } });
    }
  }

  const isRefused = save.error instanceof ApiError && save.error.code === 'settings.value_invalid';
  const problem = isRefused
    ? errorText(save.error)
    : fitsSetting(setting, value)
      ? undefined
      : t('invalid');

  return (
    <Paper withBorder p="md" bg="var(--plantline-surface)">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <SettingControl
            setting={setting}
            value={value}
            onChange={(next) => {
              if (save.isError) save.reset();
              setTyped(next);
            }}
            error={problem}
          />
          {!isRefused && <ErrorNote error={save.error} />}
          <Group gap="xs">
            {!isDefault && (
              <Badge variant="light" color="petrol" radius="sm" tt="none">
                {t('changed')}
              </Badge>
            )}
            <Text size="xs" c="dimmed">
              {t('isDefault', { value: standardText })}
              {!isDefault && updatedAt && (
                <>
                  {' · '}
                  {t('changedAt')} <TimeText at={updatedAt} />
                </>
              )}
            </Text>
            <Group gap="xs" ms="auto">
              {!isDefault && !isDirty && (
                <Button
                  size="xs"
                  variant="default"
                  h="auto"
                  py={6}
                  styles={{ label: { whiteSpace: 'normal' } }}
                  loading={reset.isPending}
                  onClick={() => reset.mutate()}
                >
                  {t('reset', { value: standardText })}
                </Button>
              )}
              {isDirty && (
                <>
                  <Button
                    size="xs"
                    variant="default"
                    disabled={save.isPending}
                    onClick={() => {
                      save.reset();
                      setTyped(undefined);
                    }}
                  >
                    {tc('cancel')}
                  </Button>
                  <Button
                    size="xs"
                    type="submit"
                    loading={save.isPending}
                    disabled={problem !== undefined}
                  >
                    {tc('save')}
                  </Button>
                </>
              )}
            </Group>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
