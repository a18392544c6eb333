export * from './model.ts';
export { createArchive } from './create-archive.ts';
export type { ArchiveOptions } from './create-archive.ts';
export { countGrid, gridInstants } from './grid.ts';
export { countSummaryIntervals } from './summary-intervals.ts';
export { expandTypes } from './summarise.ts';
