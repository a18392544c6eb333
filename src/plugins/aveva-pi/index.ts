export { avevaPi } from './aveva-pi.ts';
export type { AvevaPiConfig } from './aveva-pi.schema.ts';
