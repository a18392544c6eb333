import { useEffect, useId, useRef } from 'react';
import type { ToggleEvent } from 'react';

const GAP_PX = 4;
const EDGE_PX = 8;

/**
 * A panel that a button opens above everything else, by the browser's own popover: it closes by Escape, by a click
 * elsewhere and by scrolling, and gives the focus back. Spread `button` on the button and `panel` on the panel.
 */
export function useFloating() {
  const id = useId();
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLDivElement>(null);
  const stopFollowing = useRef(() => {});
  useEffect(() => () => stopFollowing.current(), []);

  const close = (): void => {
    if (panelRef.current?.matches(':popover-open')) panelRef.current.hidePopover();
  };

  function onToggle({ newState }: ToggleEvent<HTMLDivElement>): void {
    const panel = panelRef.current;
    const button = buttonRef.current;
    stopFollowing.current();
    if (newState === 'closed' || !panel || !button) {
      delete panel?.dataset['placed'];
      return;
    }
    place(panel, button);
    panel.dataset['placed'] = '';
    panel.querySelector<HTMLElement>('button, a, input')?.focus({ preventScroll: true });
    const closeOnScroll = (event: Event) => {
      if (!(event.target instanceof Node && panel.contains(event.target))) close();
    };
    window.addEventListener('scroll', closeOnScroll, { capture: true, passive: true });
    stopFollowing.current = () =>
      window.removeEventListener('scroll', closeOnScroll, { capture: true });
  }

  return {
    button: { ref: buttonRef, popoverTarget: id },
    panel: { ref: panelRef, id, popover: 'auto' as const, onToggle },
    close,
  };
}

/** Below the button and flush with its end; above it, or further in, where there is no room. */
function place(panel: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = at.bottom + GAP_PX;
  const fitsBelow = below + height + EDGE_PX <= window.innerHeight;
  const top = fitsBelow ? below : Math.max(EDGE_PX, at.top - GAP_PX - height);
  const left = Math.min(at.right - width, window.innerWidth - width - EDGE_PX);
  panel.style.top = `${top}px`;
  panel.style.left = `${Math.max(EDGE_PX, left)}px`;
}
