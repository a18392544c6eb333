export { opcUa } from './opc-ua.ts';
