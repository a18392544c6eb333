import { Alert, Drawer, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { AuditLog } from '../../../src/audit/audit.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { auditTexts } from '../../texts/audit.ts';
import { commonTexts } from '../../texts/common.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { formatInstant } from '../../ui/format-time.ts';
import { actionWords } from './action-words.ts';
import { readDetails } from './audit-details.ts';
import { AuditValue } from './audit-value.tsx';
import { ChangeTable } from './change-table.tsx';

/** One entry of the audit log, with everything that was written down. */
export function AuditDrawer({
  entry,
  onClose,
}: {
  readonly entry: AuditLog;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(auditTexts);
  const { t: tc } = useTexts(commonTexts);
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const { seq, action, actor, timestamp, ipAddress, userAgent, hash, previousHash } = entry;
  const details = readDetails(entry.details);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={isPhone ? '100%' : 'lg'}
      title={seq === null ? t('entryUnchained') : t('entryTitle', { seq })}
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        <div>
          <Title order={3} size="h4">
            {actionWords(t, action)}
          </Title>
          <Text size="sm" c="dimmed">
            {actor ?? t('nobody')} · {formatInstant(timestamp, language, 'full')}
          </Text>
        </div>
        {seq === null && (
          <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
            {t('outsideHint')}
          </Alert>
        )}
        {details.changes.length > 0 && <ChangeTable details={details} />}
        {details.further.length > 0 && (
          <div>
            <Title order={4} size="h6">
              {t('further')}
            </Title>
            <FactList
              facts={details.further.map(([label, value]) => ({
                label,
                value: <AuditValue value={value} />,
              }))}
            />
          </div>
        )}
        {details.kind === 'none' && details.further.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('noDetails')}
          </Text>
        )}
        <FactList
          facts={[
            { label: t('code'), value: action },
            { label: t('ipAddress'), value: ipAddress ?? '–' },
            { label: t('userAgent'), value: userAgent ?? '–' },
            { label: t('seq'), value: seq ?? '–' },
            { label: t('hash'), value: <Hash hash={hash} /> },
            { label: t('previousHash'), value: <Hash hash={previousHash} /> },
          ]}
        />
      </Stack>
    </Drawer>
  );
}

function Hash({ hash }: { readonly hash: string | null }) {
  return (
    <Text span inherit ff="monospace" size="xs">
      {hash ?? '–'}
    </Text>
  );
}
