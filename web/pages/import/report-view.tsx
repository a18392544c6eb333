import { Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import '@mantine/core/styles/List.css';
import { IconDownload } from '@tabler/icons-react';
import type { ImportReport } from '../../../src/import-legacy/imports.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { API } from '../../lib/call.ts';
import { importTexts } from '../../texts/import.ts';
import { formatNumber } from '../../ui/format-time.ts';
import { Folded } from '../../ui/folded.tsx';
import { StatusBadge, type Tone } from '../../ui/status-badge.tsx';
import classes from './import-page.module.css';

type Counts = ImportReport['tables'][number];
type Outcome = ImportReport['lines'][number]['outcome'];

const TONES: Readonly<Record<Outcome, Tone>> = {
  brought: 'good',
  changed: 'news',
  merged: 'news',
  alreadyHere: 'neutral',
  leftOut: 'neutral',
  refused: 'warning',
};
const OUTCOMES = Object.keys(TONES) as readonly Outcome[];
/** More lines of a table are for the download. */
const SHOWN_LINES = 100;

/** What an import did, or would do: sentences on the whole, a line for each table, and row by row within. */
export function ReportView({ id, report }: { readonly id: string; readonly report: ImportReport }) {
  const { t } = useTexts(importTexts);
  const address = `${API}/imports/${encodeURIComponent(id)}/report`;
  return (
    <Stack gap="sm">
      {report.notes.length > 0 && (
        <List size="sm" spacing={4}>
          {report.notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
      {report.tables.map((counts) => (
        <TableCard
          key={counts.table}
          counts={counts}
          lines={report.lines.filter(
            ({ table, outcome }) => table === counts.table && outcome !== 'alreadyHere',
          )}
        />
      ))}
      <Group gap="xs">
        <Button
          component="a"
          href={`${address}?format=csv`}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('downloadCsv')}
        </Button>
        <Button
          component="a"
          href={address}
          download
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('downloadJson')}
        </Button>
      </Group>
    </Stack>
  );
}

function TableCard({
  counts,
  lines,
}: {
  readonly counts: Counts;
  readonly lines: ImportReport['lines'];
}) {
  const { t, language } = useTexts(importTexts);
  const name = `table.${counts.table}`;
  const hidden = lines.length - SHOWN_LINES;
  return (
    <Paper withBorder p="sm" bg="var(--plantline-surface)">
      <Group gap="xs" justify="space-between">
        <Group gap="xs">
          <Title order={3} size="h5">
            {hasText(importTexts, name) ? t(name) : counts.table}
          </Title>
          <Text size="sm" c="dimmed">
            {t('rows', { count: counts.rows })}
          </Text>
        </Group>
        <Group gap={6}>
          {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
            <StatusBadge
              key={outcome}
              tone={TONES[outcome]}
              label={`${formatNumber(counts[outcome], language)} ${t(outcome)}`}
            />
          ))}
        </Group>
      </Group>
      {lines.length > 0 && (
        <Folded label={t('rowByRow')} isOpenAtFirst={counts.refused > 0 && lines.length <= 10}>
          <ul className={classes['lines']}>
            {lines.slice(0, SHOWN_LINES).map((line) => (
              <li key={`${line.id} ${line.outcome}`} className={classes['line']}>
                <Text size="sm" component="span" fw={600}>
                  {line.name ?? line.id}
                </Text>{' '}
                <Text size="xs" component="span" c="dimmed">
                  {t(line.outcome)}
                </Text>
                {line.notes.map((note) => (
                  <Text key={note} size="sm" c="dimmed">
                    {note}
                  </Text>
                ))}
              </li>
            ))}
          </ul>
          {hidden > 0 && <Text size="sm">{t('more', { count: hidden })}</Text>}
          {counts.unlisted > 0 && (
            <Text size="sm">{t('unlisted', { count: counts.unlisted })}</Text>
          )}
        </Folded>
      )}
    </Paper>
  );
}
