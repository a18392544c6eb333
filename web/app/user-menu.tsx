import { Button, Text } from '@mantine/core';
import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { shellTexts } from '../texts/shell.ts';
import floating from '../ui/floating.module.css';
import { useFloating } from '../ui/use-floating.ts';
import { DisplayChoices } from './display-choices.tsx';
import { logOut, useUser } from './session.ts';
import type { Role } from './session.ts';
import classes from './user-menu.module.css';
import { useTexts } from './use-texts.ts';

export const ROLE_TEXT = { admin: 'roleAdmin', user: 'roleUser', viewer: 'roleViewer' } as const;

/** Who is signed in, what the page looks like, and the way out. */
export function UserMenu() {
  const { t } = useTexts(shellTexts);
  const { username, fullName, role } = useUser();
  const { button, panel, close } = useFloating();
  const name = fullName ?? username;
  return (
    <>
      <Button
        {...button}
        variant="subtle"
        color="gray"
        c="inherit"
        px="xs"
        leftSection={<IconUserCircle size={22} aria-hidden />}
        aria-label={t('signedInAs', { name })}
      >
        <Text span size="sm" truncate maw={140} visibleFrom="xs">
          {name}
        </Text>
      </Button>
      <div {...panel} className={`${floating['panel']} ${classes['panel']}`}>
        <Text size="xs" c="dimmed" px="sm" py={6}>
          {name} · {t(ROLE_TEXT[role satisfies Role])}
        </Text>
        <Link to="/account" className={floating['item']} onClick={close}>
          <IconUserCircle size={16} aria-hidden />
          {t('account')}
        </Link>
        <button type="button" className={floating['item']} onClick={() => void logOut()}>
          <IconLogout size={16} aria-hidden />
          {t('logOut')}
        </button>
        <div className={classes['choices']}>
          <DisplayChoices />
        </div>
      </div>
    </>
  );
}
