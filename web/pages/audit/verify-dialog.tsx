import { Alert, Button, Group, Loader, Modal, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { AuditVerdict } from '../../../src/audit/audit.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAction } from '../../lib/use-save.ts';
import { auditTexts } from '../../texts/audit.ts';
import { commonTexts } from '../../texts/common.ts';
import { CopyText } from '../../ui/copy-text.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';

/** Computes the chain of the log anew and tells whether it holds. */
export function VerifyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts(auditTexts);
  const { t: tc } = useTexts(commonTexts);
  const { mutate, data, error, isPending } = useAction<AuditVerdict>('/audit-logs/verify', {
    refreshes: ['/overview'],
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('verifyTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': tc('close') }}
    >
      <Stack>
        {isPending && (
          <Group role="status" wrap="nowrap">
            <Loader size="sm" aria-hidden />
            <Text size="sm">{t('verifying')}</Text>
          </Group>
        )}
        <ErrorNote error={error} />
        {!isPending && data && <Verdict verdict={data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => mutate()} disabled={isPending}>
            {t('again')}
          </Button>
          <Button onClick={onClose}>{tc('close')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Verdict({
  verdict: { ok, checked, firstBroken, head, unchained },
}: {
  readonly verdict: AuditVerdict;
}) {
  const { t } = useTexts(auditTexts);
  return (
    <>
      {ok ? (
        <Alert
          role="status"
          color="green"
          variant="light"
          icon={<IconShieldCheck aria-hidden />}
          title={t('holds')}
        >
          {t('checked', { count: checked })}
        </Alert>
      ) : (
        <Alert
          role="alert"
          color="red"
          variant="light"
          icon={<IconAlertTriangle aria-hidden />}
          title={t('broken')}
        >
          <Text size="sm">
            {firstBroken && t(`broken.${firstBroken.reason}`, { seq: firstBroken.seq })}
          </Text>
          <Text size="sm" mt={4}>
            {t('brokenNext')}
          </Text>
        </Alert>
      )}
      {unchained > 0 && (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {t('unchained', { count: unchained })}
        </Alert>
      )}
      {head && (
        <div>
          <Title order={3} size="h6">
            {t(ok ? 'head' : 'headBroken')}
          </Title>
          {ok && (
            <Text size="sm" mb={4}>
              {t('headHint')}
            </Text>
          )}
          <CopyText text={`${head.seq} ${head.hash}`} label={t('head')} />
        </div>
      )}
    </>
  );
}
