export { connectDataServices } from './connect-data-services.ts';
