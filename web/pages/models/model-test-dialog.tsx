import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import type { AiModel, AiModelTest } from '../../../src/ai/ai-models.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAction } from '../../lib/use-save.ts';
import { commonTexts } from '../../texts/common.ts';
import { modelsTexts } from '../../texts/models.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

const STEPS = ['reach', 'log_in', 'tools', 'answer'] as const;

/** Asks a model one small question and shows how far it came. */
export function ModelTestDialog({
  model,
  onClose,
}: {
  readonly model: AiModel;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(modelsTexts);
  const { t: tc } = useTexts(commonTexts);
  const test = useAction<AiModelTest>(`/ai-models/${encodeURIComponent(model.id)}/test`);
  // Once, when it is opened: again only by the button.
  useEffect(() => test.mutate(), []);
  const { data } = test;
  const isGood = data?.status === 'success';
  const stepName = (name: string): string => {
    const step = STEPS.find((one) => one === name);
    return step ? t(`step.${step}`) : name;
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('testTitle', { name: model.name })}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack aria-live="polite">
        {test.isPending && (
          <Group gap="xs">
            <Loader size="sm" aria-hidden />
            <Text size="sm">{t('testRunning')}</Text>
          </Group>
        )}
        <ErrorNote error={test.error} />
        {data && !test.isPending && (
          <>
            <Group gap="sm">
              <StatusBadge
                tone={isGood ? 'good' : 'bad'}
                label={t(isGood ? 'testGood' : 'testBad')}
              />
              <Text size="sm" c="dimmed">
                {t('testMs', { ms: formatNumber(Math.round(data.latencyMs), language) })}
              </Text>
            </Group>
            <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
              {data.steps.map(({ name, ok, message }) => (
                <Text key={name} component="li" size="sm">
                  <StatusBadge tone={ok ? 'good' : 'bad'} label={stepName(name)} /> {message}
                </Text>
              ))}
            </Stack>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => test.mutate()} loading={test.isPending}>
            {t('test')}
          </Button>
          <Button onClick={onClose}>{tc('close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
