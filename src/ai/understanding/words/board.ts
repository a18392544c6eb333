import type { Cue } from './lexicon.ts';
import type { Token } from './read-tokens.ts';

/** What a piece of the question was understood as. */
export type Role =
  | 'time'
  | 'condition'
  | 'aside'
  | 'content'
  | 'area'
  | 'tag'
  | 'mark'
  | 'unitWord'
  | Cue;

/** A question's pieces while it is read: each is understood once. */
export interface Board {
  readonly tokens: readonly Token[];
  isFree(place: number): boolean;
  roleAt(place: number): Role | undefined;
  take(from: number, to: number, role: Role): void;
  /** What a cue tells, beside the role of its place. */
  note(cue: Cue): void;
  has(cue: Cue): boolean;
  /** The idea of a state that was said, such as `running`. */
  state(): string | undefined;
}

export function createBoard(tokens: readonly Token[]): Board {
  const roles: (Role | undefined)[] = tokens.map(({ kind }) =>
    kind === 'word' ? undefined : kind,
  );
  const cues = new Set<string>();
  return {
    tokens,
    isFree: (place) => roles[place] === undefined || roles[place] === 'mark',
    roleAt: (place) => roles[place],
    take(from, to, role) {
      for (let place = from; place < to; place += 1) roles[place] = role;
    },
    note: (cue) => void cues.add(cue),
    has: (cue) => cues.has(cue),
    state: () => [...cues].find((cue) => cue.startsWith('state:'))?.slice('state:'.length),
  };
}
