export { type ConfigIssue, issuesOf } from './config-issues.ts';
export { hasPlaceFor, isSetAt, placesOf, setAt, takeFrom, valueAt } from './config-paths.ts';
export {
  type Configurable,
  addressFieldsOf,
  adminOnlyFieldsOf,
  configSchemaOf,
  secretFieldsOf,
  unknownFieldsOf,
} from './config-schema.ts';
export { type PreparedConfig, placesIn, prepareConfig } from './prepare-config.ts';
export { shownConfig } from './shown-config.ts';
