/**
 * Moves between the search box and the tags below it by the arrow keys, and back to the box by Escape.
 *
 * @returns whether the key meant that
 */
export function stepFocus(key: string, box: HTMLElement | null, list: HTMLElement | null): boolean {
  const rows = [...(list?.querySelectorAll('button') ?? [])];
  const { activeElement } = document;
  const at = rows.findIndex((row) => row === activeElement);
  const isInBox = activeElement === box;
  if (at === -1 && !isInBox) return false;
  const target = targetOf(key, at, rows.length);
  if (target === undefined || (isInBox && key !== 'ArrowDown')) return false;
  const next = target < 0 ? box : rows[target];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Which row the key leads to from the row `at`; -1 is the box above them. */
function targetOf(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'ArrowUp':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return -1;
    default:
      return undefined;
  }
}
