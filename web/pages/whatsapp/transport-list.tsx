import { Group, Text, Title } from '@mantine/core';
import type { WhatsappStatus } from '../../../src/transports/whatsapp.schema.ts';
import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import classes from './whatsapp-page.module.css';

/** The ways messages come and go that need no setting up. */
export function TransportList({ transports }: Pick<WhatsappStatus, 'transports'>) {
  const { t } = useTexts(whatsappTexts);
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('transports')}
      </Title>
      <ul className={classes['transports']}>
        {transports.map(({ kind, title, isReady, detail }) => {
          const key = `detail.${kind}`;
          return (
            <li key={kind}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" fw={600}>
                  {title}
                </Text>
                <StatusBadge
                  tone={isReady ? 'good' : 'bad'}
                  label={t(isReady ? 'ready' : 'notReady')}
                />
              </Group>
              <Text size="sm" c="dimmed">
                {isReady && hasText(whatsappTexts, key) ? t(key) : detail}
              </Text>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
