/** Why the page must ask for the password again. */
export type SessionEnd = { readonly code: string };

type Listener = (end: SessionEnd) => void;

let listener: Listener = () => {};

/** Tells what to do when any answer says that nobody is signed in. The last caller is the one told. */
export function onSessionLost(told: Listener): void {
  listener = told;
}

export function sessionLost(end: SessionEnd): void {
  listener(end);
}
