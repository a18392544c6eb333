export { bucketEdges } from './bucket-edges.ts';
export { interpolate } from './interpolate.ts';
export { localTimeReader } from './local-time.ts';
export { reduceForPlot } from './reduce-for-plot.ts';
export { summarise } from './summarise.ts';
export { summariseRecorded } from './summarise-recorded.ts';
