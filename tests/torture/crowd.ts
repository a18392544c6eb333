import type { ServeProcess } from '../support/serve-process.ts';

/** A question that somebody asked on a wire. */
export interface Asked {
  /** The wire's own id of it. */
  readonly id: string;
  /** Where the answer must go: a person or a group, as the crowd calls it. */
  readonly to: string;
  /** The answer that whoever asked was shown where the question was asked; undefined elsewhere. */
  readonly shown?: string | undefined;
}

/** A message that arrived at a phone. */
export interface Arrival {
  /** The wire's own id of it. */
  readonly id: string;
  /** `<row>.<part>` where the wire tells it. */
  readonly key?: string | undefined;
  /** `broken` is a picture or file that cannot be opened. */
  readonly kind: 'text' | 'picture' | 'broken';
  readonly to: string;
  readonly at: Date;
}

/** People on one wire, who go on asking whatever happens to the server. */
export interface Crowd {
  readonly transport: string;
  /** Sets the transport up in a server that runs, once. */
  link(server: ServeProcess): Promise<void>;
  /** Asks until the signal; `server` gives the one that runs, or is starting. */
  askUntil(signal: AbortSignal, server: () => Promise<ServeProcess>): Promise<void>;
  /** What the wire has handed over, or goes on handing over until it is taken. */
  accepted(): readonly Asked[];
  /** Whether the wire has nothing left to hand over. */
  isHandedOver(): Promise<boolean>;
  /** Everything that arrived, repeats too, oldest first; undefined where there is no phone. */
  arrivals(): Promise<readonly Arrival[] | undefined>;
  /** Messages that the wire was handed once more under the same id, and showed once. */
  hiddenRepeats(): Promise<number>;
  /** What phones could not decrypt, and whatever else failed there, in words. */
  badMacs(): Promise<readonly string[]>;
}
