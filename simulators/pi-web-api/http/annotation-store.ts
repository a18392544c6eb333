import { randomUUID } from 'node:crypto';

/** A note on an event frame, kept in memory. Times are Unix milliseconds. */
export type StoredAnnotation = {
  readonly id: string;
  readonly eventFrameId: string;
  readonly name: string;
  readonly description: string;
  readonly value: unknown;
  readonly creator: string;
  readonly createdAtMs: number;
  readonly modifier: string;
  readonly modifiedAtMs: number;
};

/** The part of an annotation a client writes. */
export type AnnotationText = {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly value?: unknown;
};

/** Annotations of event frames, oldest first. */
export function createAnnotationStore(nowMs: () => number) {
  const annotations = new Map<string, StoredAnnotation>();
  return { list, find, add, update, remove };

  function list(eventFrameId: string): StoredAnnotation[] {
    return [...annotations.values()].filter((each) => each.eventFrameId === eventFrameId);
  }

  function find(eventFrameId: string, id: string): StoredAnnotation | undefined {
    const found = annotations.get(id.toLowerCase());
    return found?.eventFrameId === eventFrameId ? found : undefined;
  }

  function add(eventFrameId: string, text: AnnotationText, creator: string): StoredAnnotation {
    const now = nowMs();
    const annotation: StoredAnnotation = {
      id: randomUUID(),
      eventFrameId,
      name: text.name ?? 'Annotation',
      description: text.description ?? '',
      value: text.value ?? '',
      creator,
      createdAtMs: now,
      modifier: creator,
      modifiedAtMs: now,
    };
    annotations.set(annotation.id, annotation);
    return annotation;
  }

  function update(annotation: StoredAnnotation, text: AnnotationText, modifier: string): void {
    annotations.set(annotation.id, {
      ...annotation,
      name: text.name ?? annotation.name,
      description: text.description ?? annotation.description,
      value: text.value ?? annotation.value,
      modifier,
      modifiedAtMs: nowMs(),
    });
  }

  function remove(annotation: StoredAnnotation): void {
    annotations.delete(annotation.id);
  }
}

/** The type of what `createAnnotationStore` makes. */
export type AnnotationStore = ReturnType<typeof createAnnotationStore>;
