/** What somebody had typed into an editor when their session was lost. */
export type TypedValues = {
  /** Nobody else gets to see it. */
  readonly userId: string | null;
  /** The fields as the editor opened with them, to tell what was typed from what was stored then. */
  readonly opened: unknown;
  readonly typed: unknown;
};

const PREFIX = 'plantline.typed:';
/** Behind the editors' own choice of what is kept: a field of such a name is never written down. */
const SECRET_NAME = /passw|secret|token|passphrase|credential/i;

/** Keeps it in this tab until it is saved or thrown away. @param place of the editor, such as `/triggers/new` */
export function keepTyped(place: string, values: TypedValues): void {
  try {
    sessionStorage.setItem(`${PREFIX}${place}`, withoutSecretNames(values));
  } catch {
    // A browser that keeps nothing must still get to the log-in.
  }
}

export function findTyped(place: string, userId: string | null): TypedValues | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`${PREFIX}${place}`) ?? 'null');
    return (kept as TypedValues | null)?.userId === userId ? (kept as TypedValues) : undefined;
  } catch {
    return undefined;
  }
}

export function forgetTyped(place: string): void {
  sessionStorage.removeItem(`${PREFIX}${place}`);
}

/** Of everybody but this user, who has just logged in. */
export function forgetTypedOfOthers(userId: string | null): void {
  for (const place of placesKept()) if (!findTyped(place, userId)) forgetTyped(place);
}

export function withoutSecretNames(values: unknown): string {
  return JSON.stringify(values, (name, value: unknown) =>
    SECRET_NAME.test(name) ? undefined : value,
  );
}

function placesKept(): string[] {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length));
}
