import { Text } from '@mantine/core';
import type { Overview } from '../../../src/bot/overview.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Card } from './card.tsx';
import classes from './home-page.module.css';

/** Each way messages come and go, and whether it works. */
export function TransportsCard({ transports }: Pick<Overview, 'transports'>) {
  const { t } = useTexts(homeTexts);
  const maySee = useMay('user');
  return (
    <Card title={t('transports')} to={maySee ? '/whatsapp' : undefined}>
      <ul className={classes['states']}>
        {transports.map(({ kind, title, isReady, phase, detail }) => (
          <li key={kind}>
            <div className={classes['name']}>
              <Text size="sm" fw={600}>
                {title}
              </Text>
              {!isReady && phase !== 'off' && (
                <Text size="xs" c="dimmed">
                  {detail}
                </Text>
              )}
            </div>
            {phase === 'off' ? (
              <StatusBadge tone="neutral" label={t('notSetUp')} />
            ) : (
              <StatusBadge
                tone={isReady ? 'good' : 'bad'}
                label={t(isReady ? 'ready' : 'notReady')}
              />
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
