export type { Looks } from './looks.ts';
export { trendHeight } from './layout.ts';
export { trendOption } from './trend-option.ts';
