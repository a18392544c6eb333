import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Import, ImportChoices, Imports } from '../../../src/import-legacy/imports.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { ApiError } from '../../lib/api-error.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { useAnswer, useItem } from '../../lib/use-answer.ts';
import { importTexts } from '../../texts/import.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { errorText } from '../../ui/error-text.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ChoicesForm } from './choices-form.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ProgressCard } from './progress-card.tsx';
import { ReportView } from './report-view.tsx';
import { uploadFile } from './upload-file.ts';

const PATH = '/imports';

/** Moving over from the predecessor: a file, what would be done with it, the choices, and what was done. */
export function ImportPage() {
  const { t } = useTexts(importTexts);
  const list = useAnswer<Imports>(PATH);
  const [sent, setSent] = useState<{ readonly file: File; readonly bytes: number } | null>(null);
  const upload = useMutation({
    mutationFn: async (file: File) => {
      setSent({ file, bytes: 0 });
      return await uploadFile(file, (bytes) => setSent({ file, bytes }));
    },
    onSettled: async () => {
      await refresh(PATH);
      setSent(null);
    },
  });
  const now = list.data?.items[0];

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <Stack gap="md" maw={860}>
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
        <ErrorNote error={upload.error} />
        {sent ? (
          <ProgressCard
            title={t('uploading', { name: sent.file.name })}
            hint={t('uploadingHint')}
            part={sent.bytes / sent.file.size}
          />
        ) : (
          list.data && <Standing now={now} onChoose={(file) => upload.mutate(file)} />
        )}
      </Stack>
    </>
  );
}

/** An import as it stands on the server, whoever began it. */
function Standing({
  now,
  onChoose,
}: {
  readonly now: Import | undefined;
  readonly onChoose: (file: File) => void;
}) {
  const { t } = useTexts(importTexts);
  const [isAnother, setIsAnother] = useState(false);
  if (!now || now.state === 'uploading' || isAnother) {
    return <ChooseFile isInterrupted={now?.state === 'uploading'} onChoose={onChoose} />;
  }
  const { state, fileName, progress } = now;
  if (state === 'looking' || state === 'running') {
    const part = progress && progress.totalRows > 0 ? progress.doneRows / progress.totalRows : 0;
    const title = state === 'looking' ? t('looking', { name: fileName }) : t('running');
    return <ProgressCard title={title} part={part} />;
  }
  if (state === 'failed') {
    return (
      <>
        <Problem title={t('failed')} now={now} />
        <ChooseFile isInterrupted={false} onChoose={onChoose} />
      </>
    );
  }
  return <Reported now={now} onAnother={() => setIsAnother(true)} />;
}

/** The report of the dry run with what is to be chosen, or that of the import. */
function Reported({ now, onAnother }: { readonly now: Import; readonly onAnother: () => void }) {
  const { t } = useTexts(importTexts);
  const whole = useItem<Import>(PATH, now.id);
  const path = `${PATH}/${encodeURIComponent(now.id)}`;
  const run = useMutation({
    mutationFn: (choices: ImportChoices) => call('POST', `${path}/run`, { body: choices }),
    onSettled: async () => await refresh(PATH),
  });
  const forget = useMutation({
    mutationFn: () => call('DELETE', path),
    onSettled: async () => await refresh(PATH),
  });
  const report = whole.data?.report;
  const isDone = now.state === 'done';
  if (!report) return <ErrorNote error={whole.error} onRetry={() => void whole.refetch()} />;
  return (
    <>
      {isDone && (
        <Alert
          color="green"
          variant="light"
          icon={<IconCircleCheck aria-hidden />}
          title={t('done')}
        >
          {t(report.hasChanges ? 'doneHint' : 'nothingNew')}
        </Alert>
      )}
      {now.error && <Problem title={t('stopped')} now={now} />}
      <ErrorNote error={run.error ?? forget.error} />
      {!isDone && (
        <Title order={2} size="h4">
          {t('ready')}
        </Title>
      )}
      {!isDone && !report.hasChanges && <Text>{t('nothingNew')}</Text>}
      <ReportView id={now.id} report={report} />
      {isDone ? (
        <Button variant="default" onClick={onAnother} style={{ alignSelf: 'flex-start' }}>
          {t('another')}
        </Button>
      ) : (
        <ChoicesForm
          report={report}
          isBusy={run.isPending}
          onRun={(choices) => run.mutate(choices)}
          onForget={() => forget.mutate()}
        />
      )}
    </>
  );
}

function Problem({ title, now }: { readonly title: string; readonly now: Import }) {
  if (!now.error) return null;
  const error = new ApiError({ ...now.error, status: 400 });
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
    >
      {errorText(error)}
    </Alert>
  );
}
