import { Button, Text, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Role } from '../../app/session.ts';
import { isAtLeast, useUser } from '../../app/session.ts';
import { useTexts } from '../../app/use-texts.ts';
import { homeTexts } from '../../texts/home.ts';
import { formatInstant } from '../../ui/format-time.ts';
import classes from './home-page.module.css';
import type { Concern } from './verdict.ts';

/** Where each concern is dealt with, and who may go there. */
const GO_TO: Readonly<
  Record<
    Concern['kind'],
    { readonly to: string; readonly search?: Record<string, string>; readonly role: Role }
  >
> = {
  audit_broken: { to: '/audit', role: 'admin' },
  source_failing: { to: '/data-sources', role: 'viewer' },
  source_untested: { to: '/data-sources', role: 'user' },
  sources_off: { to: '/data-sources', role: 'viewer' },
  outbox_failed: { to: '/outbox', search: { status: 'failed' }, role: 'viewer' },
  outbox_waiting: { to: '/outbox', search: { status: 'pending' }, role: 'viewer' },
  contacts_pending: { to: '/contacts', search: { status: 'pending' }, role: 'user' },
  no_sources: { to: '/data-sources', search: { open: 'new' }, role: 'user' },
  transport_trouble: { to: '/whatsapp', role: 'user' },
  webhooks_stuck: { to: '/whatsapp', role: 'user' },
  no_triggers: { to: '/triggers', search: { open: 'new' }, role: 'user' },
};

/** What somebody should do something about, with the way to where it is done. */
export function AttentionList({
  concerns,
  oldestPendingAt,
}: {
  readonly concerns: readonly Concern[];
  readonly oldestPendingAt: string | null;
}) {
  const { t, language } = useTexts(homeTexts);
  const { role } = useUser();
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('attention')}
      </Title>
      <ul className={classes['attention']}>
        {concerns.map(({ kind, count }) => {
          const { to, search, role: needed } = GO_TO[kind];
          return (
            <li key={kind}>
              <Text size="sm">{sentence(kind, count)}</Text>
              {isAtLeast(role, needed) && (
                <Button
                  variant="default"
                  size="xs"
                  rightSection={<IconArrowRight size={14} aria-hidden />}
                  renderRoot={(root) => <Link to={to} search={search ?? {}} {...root} />}
                >
                  {t(`go.${kind}`)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );

  function sentence(kind: Concern['kind'], count: number): string {
    if (kind !== 'outbox_waiting') return t(`attention.${kind}`, { count });
    return t('attention.outbox_waiting', { time: formatInstant(oldestPendingAt ?? '', language) });
  }
}
