import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { formatInstant } from '../../ui/format-time.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Card } from './card.tsx';
import classes from './home-page.module.css';

const TONES = {
  connected: 'good',
  disconnected: 'neutral',
  error: 'bad',
  unknown: 'neutral',
} as const;

/** Each data source, and whether it answers. */
export function SourcesCard({ sources }: Pick<Overview, 'sources'>) {
  const { t, language } = useTexts(homeTexts);
  return (
    <Card title={t('sources')} to="/data-sources">
      {sources.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('noSources')}
        </Text>
      )}
      <ul className={classes['states']}>
        {sources.map(({ id, name, connectionStatus, failingSince, tags }) => {
          const state = failingSince === null ? connectionStatus : 'error';
          return (
            <li key={id}>
              <div className={classes['name']}>
                <Anchor
                  size="sm"
                  fw={600}
                  renderRoot={(root) => <Link to="/data-sources" search={{ open: id }} {...root} />}
                >
                  {name}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {failingSince !== null
                    ? t('since', { time: formatInstant(failingSince, language) })
                    : tags !== null && t('tags', { count: tags })}
                </Text>
              </div>
              <StatusBadge tone={TONES[state]} label={t(`connection.${state}`)} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
