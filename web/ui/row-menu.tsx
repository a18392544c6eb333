import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { commonTexts } from '../texts/common.ts';
import type { RowAction } from './column.ts';
import classes from './floating.module.css';
import { useFloating } from './use-floating.ts';

/** What can be done with one row. */
export function RowMenu({
  name,
  actions,
}: {
  readonly name: string;
  readonly actions: readonly RowAction[];
}) {
  const { t } = useTexts(commonTexts);
  const { button, panel, close } = useFloating();
  if (actions.length === 0) return null;
  const label = t('actionsFor', { name });
  return (
    <>
      <ActionIcon {...button} variant="subtle" color="gray" aria-label={label} aria-haspopup="menu">
        <IconDots size={18} aria-hidden />
      </ActionIcon>
      <div
        {...panel}
        className={classes['panel']}
        role="menu"
        aria-label={label}
        onKeyDown={moveFocus}
      >
        {actions.map(({ label: text, icon, onClick, isDangerous }) => (
          <button
            key={text}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={classes['item']}
            data-dangerous={isDangerous || undefined}
            onClick={() => {
              // Closed first, so that a dialog gives the focus back to the row and not to a button that is gone.
              close();
              onClick();
            }}
          >
            {icon}
            {text}
          </button>
        ))}
      </div>
    </>
  );
}

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const step = STEPS[event.key];
  if (!step || items.length === 0) return;
  event.preventDefault();
  const at = items.findIndex((item) => item === document.activeElement);
  items[step(at, items.length)]?.focus();
}
