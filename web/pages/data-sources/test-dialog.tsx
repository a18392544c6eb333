import { Alert, Button, Code, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { DataSource, SourceTest } from '../../../src/data-sources/data-sources.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAction } from '../../lib/use-save.ts';
import { commonTexts } from '../../texts/common.ts';
import { dataSourcesTexts } from '../../texts/data-sources.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import classes from './test-dialog.module.css';
import { toTestSteps } from './to-test-steps.ts';
import type { TestStep } from './to-test-steps.ts';

/** Tests a source when it is shown: step by step, what works, what does not, and what to do about it. */
export function TestDialog({
  source,
  onClose,
  onEdit,
  onBrowse,
}: {
  readonly source: Pick<DataSource, 'id' | 'name'>;
  readonly onClose: () => void;
  readonly onEdit: () => void;
  /** Absent where there are no tags to look at. */
  readonly onBrowse?: (() => void) | undefined;
}) {
  const { t, language } = useTexts(dataSourcesTexts);
  const { t: tc } = useTexts(commonTexts);
  const path = `/data-sources/${encodeURIComponent(source.id)}/test`;
  const { mutate, data, error, isPending } = useAction<SourceTest>(path, {
    refreshes: ['/data-sources', '/overview'],
  });
  const isStarted = useRef(false);
  useEffect(() => {
    // Once for each time it is opened, even where effects are run twice.
    if (isStarted.current) return;
    isStarted.current = true;
    mutate();
  }, [mutate]);
  const isRunning = isPending || (!data && !error);
  const steps = data && toTestSteps(data.steps);
  const failed = steps?.find(({ outcome }) => outcome === 'bad');
  const isWarned = steps?.some(({ outcome }) => outcome === 'warned') ?? false;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('testTitle', { name: source.name })}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <div role="status">
          {isRunning && (
            <Group gap="sm">
              <Loader size="sm" aria-hidden />
              <Text size="sm">{t('testRunning')}</Text>
            </Group>
          )}
          {!isRunning && data && (
            <>
              <Text fw={600}>
                {failed
                  ? t('testBad', { step: t(`step_${failed.name}`) })
                  : t(isWarned ? 'testWarned' : 'testGood')}
              </Text>
              {!failed && (
                <Text size="sm" c="dimmed">
                  {t('testGoodHint', { ms: formatNumber(data.latencyMs, language) })}
                </Text>
              )}
            </>
          )}
        </div>
        {!isRunning && steps && (
          <ol className={classes['steps']}>
            {steps.map((step, index) => (
              <li key={step.name} style={{ animationDelay: `${index * 90}ms` }}>
                <Step {...step} />
              </li>
            ))}
          </ol>
        )}
        {!isRunning && failed && (
          <Alert color="yellow" variant="light" title={t('whatToDo')}>
            {t(`todo_${failed.name}`)}
          </Alert>
        )}
        {!isRunning && <ErrorNote error={error} />}
        {!isRunning && (
          <Group justify="flex-end">
            <Button variant="default" onClick={() => mutate()}>
              {t('testAgain')}
            </Button>
            {failed || error ? (
              <Button onClick={onEdit}>{t('correct')}</Button>
            ) : (
              <Button onClick={onBrowse ?? onClose}>{onBrowse ? t('browse') : tc('close')}</Button>
            )}
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

const WORD_COLOR: Readonly<Record<TestStep['outcome'], string>> = {
  good: '',
  warned: 'var(--plantline-warning)',
  bad: '',
  notTried: 'dimmed',
};

function Step({ name, outcome, message }: TestStep) {
  const { t, language } = useTexts(dataSourcesTexts);
  const word = {
    good: 'stepGood',
    warned: 'stepWarned',
    bad: 'stepBad',
    notTried: 'stepNotTried',
  } as const;
  // Statements to be run by an administrator follow the sentence, one a line.
  const [sentence, ...statements] = message?.split('\n') ?? [];
  return (
    <>
      {outcome === 'good' && (
        <IconCircleCheck size={20} color="var(--plantline-good)" aria-hidden />
      )}
      {outcome === 'warned' && (
        <IconAlertTriangle size={20} color="var(--plantline-warning)" aria-hidden />
      )}
      {outcome === 'bad' && <IconCircleX size={20} color="var(--plantline-bad)" aria-hidden />}
      {outcome === 'notTried' && (
        <IconCircleDashed size={20} color="var(--mantine-color-dimmed)" aria-hidden />
      )}
      <div>
        <Text size="sm">
          <Text span inherit fw={600}>
            {t(`step_${name}`)}
          </Text>
          {': '}
          <Text span inherit c={WORD_COLOR[outcome]}>
            {t(word[outcome])}
          </Text>
        </Text>
        {message && (
          // The source's own words are English whatever the page speaks.
          <Text
            size="sm"
            c={outcome === 'bad' || outcome === 'warned' ? '' : 'dimmed'}
            lang={language === 'en' ? undefined : 'en'}
          >
            {sentence}
          </Text>
        )}
        {statements.length > 0 && (
          <Code block mt={4} className={classes['statements']} lang="en">
            {statements.join('\n')}
          </Code>
        )}
      </div>
    </>
  );
}
