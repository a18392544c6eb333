import { Button } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../lib/lazy-part.ts';
import type { List } from '../lib/use-list.ts';

const PickOne = lazyPart(() => import('./pick-one.tsx'), 'PickOne');

/** Narrows a list to what belongs to one row of another collection; the picker is loaded with the first use. */
export function FilterPick({
  list,
  name,
  path,
  label,
  allLabel,
  sort,
}: {
  readonly list: Pick<List<unknown>, 'filters' | 'setFilter'>;
  /** As the list's route calls the filter. */
  readonly name: string;
  /** The collection that is picked from. */
  readonly path: string;
  readonly label: string;
  /** What stands there while nothing is picked. */
  readonly allLabel: string;
  readonly sort: string;
}) {
  const [isUsed, setIsUsed] = useState(false);
  const value = list.filters[name] ?? null;
  const closed = (
    <Button
      variant="default"
      fw={400}
      rightSection={<IconSelector size={16} aria-hidden />}
      onClick={() => setIsUsed(true)}
    >
      {allLabel}
    </Button>
  );
  if (!isUsed && value === null) return closed;
  return (
    <Suspense fallback={closed}>
      <PickOne
        path={path}
        label={label}
        isLabelHidden
        placeholder={allLabel}
        value={value}
        onChange={(id) => list.setFilter(name, id)}
        sort={sort}
        startsOpen={isUsed}
      />
    </Suspense>
  );
}
