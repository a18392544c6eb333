export { sqlServer } from './sql-server.ts';
