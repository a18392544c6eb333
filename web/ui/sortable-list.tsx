import {
  DndContext,
  KeyboardSensor,
  PointerSensor,
  closestCenter,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { Announcements, Modifier } from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { useTexts } from '../app/use-texts.ts';
import { answersTexts } from '../texts/answers.ts';
import classes from './sortable-list.module.css';

const upAndDown: Modifier = ({ transform }) => ({ ...transform, x: 0 });

export type SortableListProps = {
  /** What the list is of; read out. */
  readonly label: string;
  /** In their order, none twice. */
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly nameOf: (id: string) => string;
  /** What a row shows between its handle and its buttons. */
  readonly children: (id: string) => ReactNode;
  readonly isReadOnly?: boolean;
};

/** Rows that are put in order by dragging, by the keyboard, or by arrows, and taken out. */
export function SortableList({
  label,
  ids,
  onChange,
  nameOf,
  children,
  isReadOnly = false,
}: SortableListProps) {
  const { t } = useTexts(answersTexts);
  const frame = useRef<HTMLUListElement>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const count = ids.length;

  function move(from: number, to: number): void {
    const id = ids[from];
    if (id === undefined || to < 0 || to >= count) return;
    onChange(ids.toSpliced(from, 1).toSpliced(to, 0, id));
  }

  function say(
    key: 'sortLifted' | 'sortOver' | 'sortDropped' | 'sortCancelled',
    id: string | number,
    at: string | number = id,
  ): string {
    const place = ids.indexOf(String(at)) + 1;
    return t(key, { name: nameOf(String(id)), place, count });
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => say('sortLifted', active.id),
    onDragOver: ({ active, over }) => (over ? say('sortOver', active.id, over.id) : undefined),
    onDragEnd: ({ active, over }) => say('sortDropped', active.id, over?.id),
    onDragCancel: ({ active }) => say('sortCancelled', active.id),
  };

  /** The button that was pressed may be gone; the keyboard must not fall out of the list. */
  function remove(index: number): void {
    onChange(ids.toSpliced(index, 1));
    const next = frame.current?.children[index === count - 1 ? index - 1 : index + 1];
    next?.querySelector<HTMLElement>('[data-remove]')?.focus();
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[upAndDown]}
      accessibility={{
        announcements,
        screenReaderInstructions: { draggable: t('sortInstructions') },
      }}
      onDragEnd={({ active, over }) => {
        if (over) move(ids.indexOf(String(active.id)), ids.indexOf(String(over.id)));
      }}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        <ul ref={frame} className={classes['list']} aria-label={label}>
          {ids.map((id, index) => (
            <SortableRow
              key={id}
              id={id}
              name={nameOf(id)}
              isReadOnly={isReadOnly}
              onUp={index === 0 ? undefined : () => move(index, index - 1)}
              onDown={index === count - 1 ? undefined : () => move(index, index + 1)}
              onRemove={() => remove(index)}
            >
              {children(id)}
            </SortableRow>
          ))}
        </ul>
      </SortableContext>
    </DndContext>
  );
}

function SortableRow({
  id,
  name,
  isReadOnly,
  onUp,
  onDown,
  onRemove,
  children,
}: {
  readonly id: string;
  readonly name: string;
  readonly isReadOnly: boolean;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
  readonly onRemove: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTexts(answersTexts);
  const sortable = useSortable({ id, disabled: isReadOnly });
  const { transform, transition, isDragging } = sortable;
  const place: CSSProperties = {
    ...(transform ? { transform: `translate3d(0, ${transform.y}px, 0)` } : {}),
    ...(transition ? { transition } : {}),
  };
  return (
    <li
      ref={sortable.setNodeRef}
      className={classes['row']}
      style={place}
      data-dragging={isDragging || undefined}
    >
      {!isReadOnly && (
        <button
          type="button"
          ref={sortable.setActivatorNodeRef}
          className={classes['handle']}
          {...sortable.attributes}
          {...sortable.listeners}
          aria-label={t('sortHandle', { name })}
          // Escape puts the row back; it must not close the dialog around the list as well.
          data-mantine-stop-propagation={isDragging}
        >
          <IconGripVertical size={18} aria-hidden />
        </button>
      )}
      <div className={classes['content']}>{children}</div>
      {!isReadOnly && (
        <div className={classes['buttons']}>
          {(onUp ?? onDown) && (
            <>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={!onUp}
                onClick={onUp}
                aria-label={t('sortUp', { name })}
              >
                <IconArrowUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                disabled={!onDown}
                onClick={onDown}
                aria-label={t('sortDown', { name })}
              >
                <IconArrowDown size={16} aria-hidden />
              </ActionIcon>
            </>
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            data-remove
            onClick={onRemove}
            aria-label={t('sortRemove', { name })}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}
