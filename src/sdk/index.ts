export * from './app-error.ts';
export * from './data-source.ts';
export type * from './outbound.ts';
export * from './reading.ts';
export type * from './tag-terms.ts';
export * from './tools.ts';
export * from './transport.ts';
export * from './transport.errors.ts';
export type * from './transport-store.ts';
