import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { ApiError } from '../lib/api-error.ts';
import { commonTexts } from '../texts/common.ts';
import { errorText } from './error-text.ts';

/** An error where it happened: what went wrong, the id to give to an administrator, and another try. */
export function ErrorNote({
  error,
  onRetry,
  children,
}: {
  readonly error: unknown;
  readonly onRetry?: (() => void) | undefined;
  /** What else can be done about it. */
  readonly children?: ReactNode;
}) {
  const { t } = useTexts(commonTexts);
  if (!error) return null;
  const requestId = error instanceof ApiError ? error.requestId : null;
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      title={t('somethingWrong')}
    >
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {errorText(error)}
      </Text>
      {requestId && (
        <Text size="xs" mt={4} ff="monospace">
          {t('requestId', { id: requestId })}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="sm" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      {children}
    </Alert>
  );
}
