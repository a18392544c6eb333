export { bucketEdges } from './bucket-edges.ts';
export { summarise } from './summarise.ts';
