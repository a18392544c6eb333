/** Why the page must ask for the password again. */
export type SessionEnd = { readonly code: string };

type Listener = (end: SessionEnd) => void;

let listener: Listener = () => {};
const keepers = new Set<() => void>();

/** Tells what to do when any answer says that nobody is signed in. The last caller is the one told. */
export function onSessionLost(told: Listener): void {
  listener = told;
}

/** Lets what was typed be put aside before the page goes to the log-in. @returns ends it */
export function beforeSessionLost(keep: () => void): () => void {
  keepers.add(keep);
  return () => void keepers.delete(keep);
}

export function sessionLost(end: SessionEnd): void {
  for (const keep of keepers) keep();
  listener(end);
}
