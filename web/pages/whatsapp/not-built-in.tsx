import { Alert, Button, Group, List, Text, Title } from '@mantine/core';
import '@mantine/core/styles/List.css';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../app/use-texts.ts';
import { whatsappTexts } from '../../texts/whatsapp.ts';

/** A build without a WhatsApp transport: says so, and what works without one. */
export function NotBuiltIn() {
  const { t } = useTexts(whatsappTexts);
  return (
    <>
      <Alert
        color="blue"
        variant="light"
        icon={<IconInfoCircle aria-hidden />}
        title={t('notBuiltTitle')}
      >
        {t('notBuiltText')}
      </Alert>
      <section>
        <Title order={2} size="h4" mb="xs">
          {t('worksTitle')}
        </Title>
        <List size="sm" spacing={4}>
          <List.Item>
            <Text size="sm">{t('worksChat')}</Text>
          </List.Item>
          <List.Item>
            <Text size="sm">{t('worksPrepare')}</Text>
          </List.Item>
        </List>
        <Group mt="sm" gap="xs">
          <Button renderRoot={(root) => <Link to="/chat" {...root} />}>{t('toChat')}</Button>
          <Button variant="default" renderRoot={(root) => <Link to="/contacts" {...root} />}>
            {t('toContacts')}
          </Button>
        </Group>
      </section>
    </>
  );
}
