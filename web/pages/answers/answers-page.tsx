import { Button, Text } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { AiAnswer, AiAnswerWithCalls } from '../../../src/ai/ai-answers.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlParam } from '../../lib/use-url-param.ts';
import { plainAnswersTexts } from '../../texts/plain-answers.ts';
import type { Column } from '../../ui/column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterDates } from '../../ui/filter-dates.tsx';
import { FilterSelect } from '../../ui/filter-select.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { OpenedItem } from '../../ui/opened-item.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { OUTCOMES, OutcomeBadge } from './outcome-badge.tsx';

const PATH = '/ai-answers';
const AnswerDrawer = lazyPart(() => import('./answer-drawer.tsx'), 'AnswerDrawer');
const FILTERS = ['outcome', 'path', 'from', 'to'];
const PATHS = ['built_in', 'model'] as const;

/** Questions in plain words and how they were answered. */
export function AnswersPage() {
  const { t, language } = useTexts(plainAnswersTexts);
  const list = useList<AiAnswer>(PATH, { sort: '-createdAt', filters: FILTERS });
  const [open, setOpen] = useUrlParam('open');

  const columns = useMemo(
    (): Column<AiAnswer>[] => [
      {
        id: 'question',
        header: t('question'),
        cell: ({ question }) => (
          <Text span inherit lineClamp={2}>
            {question}
          </Text>
        ),
      },
      { id: 'sender', header: t('who'), cell: ({ sender }) => sender ?? t('another') },
      {
        id: 'outcome',
        header: t('outcome'),
        cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
      },
      {
        id: 'path',
        header: t('path'),
        cell: ({ path, model }) => (path === 'model' && model) || t(`path.${path}`),
      },
      {
        id: 'createdAt',
        header: t('when'),
        sort: true,
        cell: ({ createdAt }) => <TimeText at={createdAt} />,
      },
      {
        id: 'ms',
        header: t('took'),
        align: 'end',
        isWhole: true,
        cell: ({ ms }) => t('ms', { ms: formatNumber(Math.round(ms), language) }),
      },
      {
        id: 'feedback',
        header: t('feedback'),
        isDetail: true,
        cell: ({ feedback }) => feedback && t(`feedback.${feedback}`),
      },
    ],
    [t, language],
  );

  return (
    <>
      <PageHeader title={t('title')} hint={t('hint')} />
      <DataTable
        list={list}
        columns={columns}
        caption={t('title')}
        nameOf={({ question }) => question}
        onOpen={({ id }) => setOpen(id)}
        filters={
          <>
            <FilterSelect
              list={list}
              name="outcome"
              label={t('outcome')}
              options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
            />
            <FilterSelect
              list={list}
              name="path"
              label={t('path')}
              options={PATHS.map((value) => ({ value, label: t(`path.${value}`) }))}
            />
            <FilterDates list={list} />
          </>
        }
        empty={
          <EmptyState
            icon={<IconMessageQuestion size={40} stroke={1.5} aria-hidden />}
            title={t('emptyTitle')}
            hint={t('emptyHint')}
            action={
              <Button renderRoot={(root) => <Link to="/ai-triggers" {...root} />}>
                {t('toAiTriggers')}
              </Button>
            }
          />
        }
      />
      <OpenedItem<AiAnswerWithCalls> path={PATH} open={open} onClose={() => setOpen(undefined)}>
        {(answer) => answer && <AnswerDrawer answer={answer} onClose={() => setOpen(undefined)} />}
      </OpenedItem>
    </>
  );
}
