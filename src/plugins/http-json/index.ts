export { httpJson } from './http-json.ts';
