import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Gives the focus back to the row of a tag when the tag is closed: where somebody was, they go on. */
export function useFocusBack(
  list: RefObject<HTMLElement | null>,
  opened: string | undefined,
): void {
  const last = useRef(opened);
  useEffect(() => {
    const closed = last.current;
    last.current = opened;
    if (opened !== undefined || closed === undefined) return;
    const row = `[data-tag="${CSS.escape(closed)}"] button`;
    list.current?.querySelector<HTMLElement>(row)?.focus({ preventScroll: true });
  }, [list, opened]);
}
