export { storeNotReady } from './configuration.errors.ts';
export { describeChanges } from './describe-changes.ts';
export {
  type ConfigurationTools,
  diffConfiguration,
  importConfiguration,
  parseConfiguration,
} from './import-configuration.ts';
export { readConfiguration } from './read-configuration.ts';
export { toYaml } from './to-yaml.ts';
