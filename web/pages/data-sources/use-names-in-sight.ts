import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** A row just outside is about to be seen. */
const MARGIN = '120px';

/** Which of the rows below `list` are in sight, by their `data-tag`, in the order of `names`. */
export function useNamesInSight(
  list: RefObject<HTMLElement | null>,
  names: readonly string[],
): readonly string[] {
  const [inSight, setInSight] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef(new Set<string>());
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const name = (target as HTMLElement).dataset['tag'] ?? '';
          if (isIntersecting) seen.current.add(name);
          else seen.current.delete(name);
        }
        setInSight(new Set(seen.current));
      },
      { rootMargin: MARGIN },
    );
    seen.current.clear();
    for (const row of list.current?.querySelectorAll('[data-tag]') ?? []) observer.observe(row);
    return () => observer.disconnect();
  }, [list, names]);
  return names.filter((name) => inSight.has(name));
}
