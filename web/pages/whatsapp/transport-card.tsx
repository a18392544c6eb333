import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TransportState } from '../../../src/transports/transports.schema.ts';
import { useMay } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { transportReasonsTexts } from '../../texts/transport-reasons.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { reasonOf, standingOf, TONES } from './standing.ts';
import classes from './whatsapp-page.module.css';

/** There is no more to it than the word says. */
const IS_PLAIN: ReadonlySet<string> = new Set(['off', 'notLinked', 'switchedOff']);

/** One way to WhatsApp: how it stands in words, why, and what to do about it. */
export function TransportCard({
  state,
  title,
  hint,
  notice,
  children,
}: {
  readonly state: TransportState;
  readonly title: string;
  readonly hint: string;
  /** What everybody should know who uses this way. */
  readonly notice?: string | undefined;
  readonly children?: ReactNode;
}) {
  const { t, language } = useTexts(whatsappTexts);
  const { t: tr } = useTexts(transportReasonsTexts);
  const mayAct = useMay('admin');
  const standing = standingOf(state);
  const reason = reasonOf(state);
  const { account, reconnects, detail, needsAdmin } = state;
  // The server's own words are English whatever the page speaks.
  const lang = language === 'en' ? undefined : 'en';
  return (
    <section className={classes['card']} aria-label={title}>
      <Stack gap="sm">
        <div>
          <Group gap="sm">
            <Title order={2} size="h4">
              {title}
            </Title>
            <div role="status">
              <StatusBadge
                tone={reason && standing === 'ready' ? 'warning' : TONES[standing]}
                label={t(`phase.${standing}`)}
              />
            </div>
          </Group>
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        </div>
        {notice && <Text size="sm">{notice}</Text>}
        <Text size="sm">
          {t(`says.${standing}`)}
          {needsAdmin && !mayAct && ` ${t('askAdmin')}`}
        </Text>
        {!reason && !IS_PLAIN.has(standing) && detail !== '' && (
          <Text size="xs" c="dimmed" lang={lang} className={classes['detail']}>
            {detail}
          </Text>
        )}
        {reason && (
          <Alert
            color={standing === 'stopped' || needsAdmin ? 'red' : 'yellow'}
            variant="light"
            icon={<IconAlertTriangle aria-hidden />}
          >
            {'key' in reason ? (
              <Text size="sm">{tr(reason.key)}</Text>
            ) : (
              <Text size="sm" lang={lang}>
                {reason.detail}
              </Text>
            )}
            {'key' in reason && detail !== '' && (
              <Text size="xs" mt={4} lang={lang} className={classes['detail']}>
                {t('details', { detail })}
              </Text>
            )}
          </Alert>
        )}
        <Facts
          facts={[
            account?.phone && { label: t('phone'), value: account.phone },
            account?.id && { label: t('accountId'), value: account.id },
            reconnects > 0 && { label: t('reconnects'), value: reconnects },
          ]}
        />
        {children}
      </Stack>
    </section>
  );
}

type Fact = { readonly label: string; readonly value: ReactNode };

function Facts({ facts }: { readonly facts: readonly (Fact | false | null | undefined | '')[] }) {
  const known = facts.filter((fact): fact is Fact => Boolean(fact));
  return known.length === 0 ? null : <FactList facts={known} />;
}
