import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { Text, Title } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { listOfNames } from './list-of-names.ts';
import classes from './home-page.module.css';
import type { Verdict } from './verdict.ts';

/** Whether everything is well, in one sentence; never in a colour alone. */
export function VerdictNote({
  verdict,
  sources,
}: {
  readonly verdict: Exclude<Verdict, { is: 'new' }>;
  readonly sources: number;
}) {
  const { t, language } = useTexts(homeTexts);
  const { tone, Icon, title } = lookOf(verdict);
  return (
    <div className={classes['verdict']} data-tone={tone} role="status">
      <Icon size={30} stroke={1.8} aria-hidden />
      <div>
        <Title order={2} size="h4">
          {t(title)}
        </Title>
        <Text size="sm">{sentence()}</Text>
      </div>
    </div>
  );

  function sentence(): string {
    switch (verdict.is) {
      case 'well':
        return t('wellText', { count: sources });
      case 'look':
        return t('lookText', { count: verdict.count });
      case 'badAudit':
        return t('badAudit');
      case 'badTransport':
        return t('badTransport', { names: listOfNames(verdict.names, language) });
      case 'badSources':
        return t('badSources', {
          count: verdict.names.length,
          names: listOfNames(verdict.names, language),
        });
    }
  }
}

function lookOf({ is }: Verdict) {
  if (is === 'well') return { tone: 'good', Icon: IconCircleCheck, title: 'wellTitle' } as const;
  if (is === 'look')
    return { tone: 'warning', Icon: IconAlertTriangle, title: 'lookTitle' } as const;
  return { tone: 'bad', Icon: IconCircleX, title: 'badTitle' } as const;
}
