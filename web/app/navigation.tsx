import { Link } from '@tanstack/react-router';
import { shellTexts } from '../texts/shell.ts';
import { PAGES } from './pages.ts';
import { isAtLeast, useUser } from './session.ts';
import classes from './shell.module.css';
import { useTexts } from './use-texts.ts';

const GROUPS = ['groupPlant', 'groupAnswers', 'groupPeople', 'groupAdmin'] as const;

/** The pages that the signed-in user's role may see. */
export function Navigation({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTexts(shellTexts);
  const { role } = useUser();
  return GROUPS.map((group) => (
    <div key={group}>
      <div className={classes['group']} id={group}>
        {t(group)}
      </div>
      <ul className={classes['links']} aria-labelledby={group}>
        {PAGES.filter((page) => page.group === group && isAtLeast(role, page.role)).map(
          ({ path, text, Icon }) => (
            <li key={path}>
              <Link
                to={path}
                className={classes['link']}
                activeOptions={{ exact: path === '/', includeSearch: false }}
                onClick={onGo}
              >
                <Icon size={19} stroke={1.7} aria-hidden />
                {t(text)}
              </Link>
            </li>
          ),
        )}
      </ul>
    </div>
  ));
}
