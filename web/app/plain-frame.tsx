import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shellTexts } from '../texts/shell.ts';
import { DisplayChoices } from './display-choices.tsx';
import { Logo } from './logo.tsx';
import classes from './plain-frame.module.css';
import { PORTALS } from './theme.ts';
import { useTexts } from './use-texts.ts';

/** The frame of a page outside the navigation: logging in, setting up. */
export function PlainFrame({
  width,
  children,
}: {
  /** Of the card, in rem. */
  readonly width: number;
  readonly children: ReactNode;
}) {
  const { t } = useTexts(shellTexts);
  return (
    <div className={classes['frame']}>
      <header>
        <Logo size={36} />
      </header>
      <main id="main" className={classes['card']} style={{ maxWidth: `${width}rem` }}>
        {children}
        <div id={PORTALS} />
      </main>
      <footer className={classes['foot']}>
        <DisplayChoices />
        <Text size="xs" c="dimmed" ta="center" mt="md">
          {t('readsOnly')}
        </Text>
      </footer>
    </div>
  );
}
