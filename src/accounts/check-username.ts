import { Username } from './accounts.schema.ts';
import { usernameInvalid } from './users.errors.ts';

/** A name for a user that did not come by HTTP, where the schema of the route looks at it. @throws AppError `users.username_invalid` */
export function checkUsername(text: string): string {
  const parsed = Username.safeParse(text);
  if (parsed.success) return parsed.data;
  throw usernameInvalid(parsed.error.issues[0]?.message ?? 'Choose another.');
}
