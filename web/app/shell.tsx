import { Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useLiveEvents } from '../lib/live-events.ts';
import { shellTexts } from '../texts/shell.ts';
import { ForbiddenPage } from './forbidden-page.tsx';
import { Logo } from './logo.tsx';
import { Navigation } from './navigation.tsx';
import { PAGES } from './pages.ts';
import { isAtLeast, useUser } from './session.ts';
import classes from './shell.module.css';
import { PORTALS } from './theme.ts';
import { UserMenu } from './user-menu.tsx';
import { useTexts } from './use-texts.ts';

const MAIN = 'main';
const NAVIGATION = 'navigation';

/** The frame around every page of somebody who is signed in. */
export function Shell() {
  const { t } = useTexts(shellTexts);
  const { role } = useUser();
  const { pathname } = useLocation();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  useLiveEvents();
  useFocusOnNewPage(pathname);
  const page = PAGES.find(({ path }) => path === `/${pathname.split('/')[1] ?? ''}`);

  return (
    <div className={classes['frame']}>
      <a href={`#${MAIN}`} className={classes['skip']}>
        {t('skip')}
      </a>
      <header className={classes['header']}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-expanded={isOpen}
            aria-controls={NAVIGATION}
            aria-label={t(isOpen ? 'closeNavigation' : 'openNavigation')}
          />
          <Link to="/" className={classes['logo']}>
            <Logo />
          </Link>
        </Group>
        <UserMenu />
      </header>
      <nav
        id={NAVIGATION}
        className={classes['nav']}
        data-open={isOpen || undefined}
        aria-label={t('navigation')}
        onKeyDown={({ key }) => key === 'Escape' && close()}
      >
        <Navigation onGo={close} />
      </nav>
      <main id={MAIN} tabIndex={-1} className={classes['main']}>
        {page && !isAtLeast(role, page.role) ? <ForbiddenPage needed={page.role} /> : <Outlet />}
        <div id={PORTALS} />
      </main>
    </div>
  );
}

/** A new page starts at its beginning for the keyboard and the screen reader too. */
function useFocusOnNewPage(pathname: string): void {
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    document.querySelector<HTMLElement>(`#${MAIN}`)?.focus({ preventScroll: true });
  }, [pathname]);
}
