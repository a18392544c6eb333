import { Text } from '@mantine/core';
import { useTexts } from '../../app/use-texts.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';
import { CopyText } from '../../ui/copy-text.tsx';

const PATH = '/webhooks/whatsapp';

/** The address that Meta is to call, and a word where it cannot. */
export function WebhookAddress({
  given,
}: {
  /** As the server has it; without it the address this page came from. */
  readonly given: string | null | undefined;
}) {
  const { t } = useTexts(whatsappTexts);
  const address = given ?? `${window.location.origin}${PATH}`;
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {t('webhook')}
      </Text>
      <CopyText text={address} label={t('webhookName')} />
      {!address.startsWith('https:') && (
        <Text size="sm" mt={4} c="var(--plantline-warning)">
          {t('webhookPlain')}
        </Text>
      )}
    </div>
  );
}
