export { type ConfigIssue, issuesOf } from './config-issues.ts';
export { isSetAt, valueAt } from './config-paths.ts';
export {
  addressFieldsOf,
  configSchemaOf,
  secretFieldsOf,
  unknownFieldsOf,
} from './config-schema.ts';
export { type PreparedConfig, prepareConfig } from './prepare-config.ts';
export { shownConfig } from './shown-config.ts';
