/** Something the plant refuses: `not_found`, `conflict` or `invalid` decide 404, 409 or 400. */
export class PlantError extends Error {
  readonly kind: 'not_found' | 'conflict' | 'invalid';

  constructor(kind: 'not_found' | 'conflict' | 'invalid', message: string) {
    super(message);
    this.name = 'PlantError';
    this.kind = kind;
  }
}
