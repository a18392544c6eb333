import { Anchor, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './home-page.module.css';

/** A part of the home page; its title leads to the page about it. */
export function Card({
  title,
  to,
  children,
}: {
  readonly title: string;
  readonly to?: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes['card']}>
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          {to ? (
            <Anchor inherit renderRoot={(root) => <Link to={to} {...root} />}>
              {title}
            </Anchor>
          ) : (
            title
          )}
        </Title>
      </Group>
      {children}
    </section>
  );
}
