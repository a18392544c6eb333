import { Code, Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { auditTexts } from '../../texts/audit.ts';

/** A value as it was written down. */
export function AuditValue({ value }: { readonly value: unknown }) {
  const { t } = useTexts(auditTexts);
  if (value === null || value === undefined || value === '') {
    return (
      <Text span inherit c="dimmed" fs="italic">
        {t('empty')}
      </Text>
    );
  }
  if (typeof value === 'object') {
    return (
      <Code block fz="xs" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {JSON.stringify(value, null, 1)}
      </Code>
    );
  }
  return (
    <Text span inherit style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      {typeof value === 'string' ? value : JSON.stringify(value)}
    </Text>
  );
}
