import { Button, Collapse, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What few need, folded away until asked for, or until something in it is wrong. */
export function Folded({
  label,
  isOpenAtFirst = false,
  hasProblem = false,
  children,
}: {
  readonly label: string;
  readonly isOpenAtFirst?: boolean;
  readonly hasProblem?: boolean;
  readonly children: ReactNode;
}) {
  const [isOpen, { toggle }] = useDisclosure(isOpenAtFirst);
  const isShown = isOpen || hasProblem;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isShown}
        onClick={toggle}
        leftSection={
          isShown ? (
            <IconChevronDown size={16} aria-hidden />
          ) : (
            <IconChevronRight size={16} aria-hidden />
          )
        }
      >
        {label}
      </Button>
      <Collapse expanded={isShown}>
        <Stack gap="sm" mt="xs">
          {children}
        </Stack>
      </Collapse>
    </div>
  );
}
