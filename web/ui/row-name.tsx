import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';

/** The first cell of a row: a way into the row where there is one. */
export function RowName({
  children,
  onOpen,
}: {
  readonly children: ReactNode;
  readonly onOpen?: (() => void) | undefined;
}) {
  if (!onOpen) return <>{children}</>;
  return (
    <Anchor component="button" type="button" ta="start" fw={600} size="sm" onClick={onOpen}>
      {children}
    </Anchor>
  );
}
