import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { shellTexts } from '../texts/shell.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useUser } from './session.ts';
import type { Role } from './session.ts';
import { ROLE_TEXT } from './user-menu.tsx';
import { useTexts } from './use-texts.ts';

/** In place of a page that the user's role may not see. */
export function ForbiddenPage({ needed }: { readonly needed: Role }) {
  const { t } = useTexts(shellTexts);
  const { role } = useUser();
  return (
    <>
      <PageHeader title={t('forbiddenTitle')} />
      <EmptyState
        icon={<IconLock size={40} stroke={1.5} aria-hidden />}
        title={t('forbiddenHint', { needed: t(ROLE_TEXT[needed]), role: t(ROLE_TEXT[role]) })}
        action={
          <Button variant="default" renderRoot={(root) => <Link to="/" {...root} />}>
            {t('toHome')}
          </Button>
        }
      />
    </>
  );
}
