export { bucketEdges } from './bucket-edges.ts';
export { localTimeReader } from './local-time.ts';
export { summarise } from './summarise.ts';
