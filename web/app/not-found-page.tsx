import { Button } from '@mantine/core';
import { IconMapSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { shellTexts } from '../texts/shell.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useTexts } from './use-texts.ts';

/** For an address that no page has. */
export function NotFoundPage() {
  const { t } = useTexts(shellTexts);
  return (
    <>
      <PageHeader title={t('notFoundTitle')} />
      <EmptyState
        icon={<IconMapSearch size={40} stroke={1.5} aria-hidden />}
        title={t('notFoundHint')}
        action={
          <Button variant="default" renderRoot={(root) => <Link to="/" {...root} />}>
            {t('toHome')}
          </Button>
        }
      />
    </>
  );
}
